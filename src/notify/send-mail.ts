// The job that hands an outgoing mail to the relay.
import { getConnection } from '../connections/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { JobHandler } from '../platform/jobs.ts';
import type { Sealer } from '../platform/sealing.ts';
import { compose } from './compose.ts';
import type { ForwardingParts } from './forward-mail.ts';
import { handingOver, type Prepare } from './hand-over.ts';
import { hasLeft } from './has-left.ts';
import { whyOver } from './is-over.ts';
import type { Letterhead } from './model.ts';
import type { Relay } from './relay.ts';
import { loopMark } from './rules/forward-loop.ts';
import type { Trouble } from './rules/why-not-sent.ts';
import { openLetter } from './sealed-letter.ts';
import type { OutgoingMail } from './store.ts';

export interface SendingParts {
  db: Database;
  relay: Relay;
  sealer: Sealer;
  letterhead: Letterhead;
  /** The address mails come from. */
  from: string;
  inboxDomain: string;
  originalMail: ForwardingParts['originalMail'];
}

/** The handler of `send-mail`. */
export const sendMail = (parts: SendingParts): JobHandler => handingOver(parts.db, sending(parts));

function sending(parts: SendingParts): Prepare {
  const { relay, originalMail } = parts;
  return async (tx, mail) => {
    const obstacle = await whyNotTo(tx, mail);
    if (obstacle) return obstacle;
    const { organizationId, mailId } = mail;
    const original = mailId ? await originalMail(tx, organizationId, mailId) : null;
    return {
      async send({ beforeLastByte, signal, isAtOnce }) {
        const away = isAtOnce ? null : relay.away();
        if (away) return { type: 'away', ...away };
        const bytes = await messageOf(parts, mail, original?.raw);
        return relay.hand({ from: parts.from, to: mail.recipientAddress, bytes, beforeLastByte, signal });
      },
    };
  };
}

/** Why it may no longer go to this recipient, or null. */
async function whyNotTo(tx: Tx, mail: OutgoingMail): Promise<Trouble | null> {
  const { kind, organizationId, connectionId, recipientAddress, recipientId } = mail;
  if (kind === 'forwarded-mail' && connectionId) {
    const connection = await getConnection(tx, organizationId, connectionId);
    return connection?.forwardTo.includes(recipientAddress) ? null : 'not-forwarded';
  }
  if (recipientId && (await hasLeft(tx, organizationId, recipientId))) return 'left';
  return whyOver(tx, mail);
}

async function messageOf(
  { sealer, letterhead, from, inboxDomain }: SendingParts,
  mail: OutgoingMail,
  raw: Buffer | undefined,
): Promise<Buffer> {
  const { text, html } = await openLetter(sealer, mail);
  return compose({
    id: mail.id,
    from: { name: letterhead.productName, address: from },
    to: { name: mail.recipientName, address: mail.recipientAddress },
    subject: mail.subject,
    text,
    html,
    date: new Date(),
    ...(raw && { original: { raw, loopMark: loopMark(inboxDomain) } }),
  });
}
