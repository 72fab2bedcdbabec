// 転送: a mail that came for a connection goes on, as it came, to the addresses of its 転送先. The transaction that settles
// the mail only publishes the job, and only where there is such an address.
import { getConnection } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import { type JobHandler, publishJobs } from '../platform/jobs.ts';
import { forwardedMail } from './mails/forwarded-mail.ts';
import { placeName } from './mails/place.ts';
import type { Letterhead } from './model.ts';
import { wasForwardedHere } from './rules/forward-loop.ts';
import { putMails } from './store.ts';

/** The job; its subject is the mail. */
export const FORWARD_MAIL = 'forward-mail';

/** A mail that came. */
export interface OriginalMail {
  connectionId: string;
  receivedAt: Date;
  subject: string;
  /** `name <address>`, as the sender wrote it. */
  from: string;
  raw: Buffer;
}

export interface ForwardingParts {
  letterhead: Letterhead;
  inboxDomain: string;
  portalName: (portal: string) => string;
  /** A mail with its bytes, or null; handed in by flow.ts, which knows intake. */
  originalMail: (tx: Tx, organizationId: string, mailId: string) => Promise<OriginalMail | null>;
}

/** Has these mails forwarded, in the caller's transaction. A mail goes once to each address, however often it is asked. */
export function forwardMails(tx: Tx, organizationId: string, mailIds: string[]): Promise<void> {
  return publishJobs(
    tx,
    mailIds.map((subjectId) => ({ organizationId, kind: FORWARD_MAIL, subjectId })),
  );
}

/** The handler of `forward-mail`. */
export function forwardingMails(parts: ForwardingParts): JobHandler {
  return {
    async run({ organizationId, subjectId }, lease) {
      await lease.done((tx) => forward(tx, parts, organizationId, subjectId));
    },
  };
}

async function forward(
  tx: Tx,
  { letterhead, inboxDomain, portalName, originalMail }: ForwardingParts,
  organizationId: string,
  mailId: string,
): Promise<void> {
  const original = await originalMail(tx, organizationId, mailId);
  if (!original || wasForwardedHere(original.raw, inboxDomain)) return;
  const { connectionId, receivedAt, subject, from } = original;
  const connection = await getConnection(tx, organizationId, connectionId);
  if (!connection) return;
  const place = placeName(portalName(connection.portal), connection.name);
  const letter = forwardedMail(letterhead, { place, mailId, subject, from, receivedAt });
  await putMails(
    tx,
    organizationId,
    connection.forwardTo.map((address) => ({
      kind: 'forwarded-mail',
      event: `forward:${mailId}`,
      happenedAt: receivedAt,
      recipient: { userId: null, name: '', address },
      letter,
      connectionId,
      mailId,
    })),
  );
}
