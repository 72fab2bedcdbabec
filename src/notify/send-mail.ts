// The job that hands an outgoing mail to the relay. The row says `handing-over`, committed, before the last byte leaves:
// after a crash a mail is either sent again because the relay cannot have it, or never again by a machine.
import { listMembers } from '../accounts/index.ts';
import { getConnection } from '../connections/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { Job, JobHandler, Lease } from '../platform/jobs.ts';
import type { Sealer } from '../platform/sealing.ts';
import { compose } from './compose.ts';
import type { ForwardingParts } from './forward-mail.ts';
import type { Letterhead } from './model.ts';
import type { Handing, Relay } from './relay.ts';
import { loopMark } from './rules/forward-loop.ts';
import { whenAgain } from './rules/when-again.ts';
import type { Trouble } from './rules/why-not-sent.ts';
import { openLetter, withoutSecret } from './sealed-letter.ts';
import { getOutgoing, type OutgoingMail, updateOutgoing } from './store.ts';
import { tellOwner } from './tell-owner.ts';

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
export function sendMail(parts: SendingParts): JobHandler {
  return {
    run: (job, lease) => sendOne(parts, job, lease),
    async givenUp(tx, job) {
      const mail = await getOutgoing(tx, job.organizationId, job.subjectId);
      if (mail?.state === 'handing-over') await lostSight(tx, mail);
      if (mail?.state === 'waiting') await fail(tx, mail, 'internal');
    },
  };
}

async function sendOne(parts: SendingParts, job: Job, lease: Lease): Promise<void> {
  const { organizationId, subjectId: id } = job;
  // Only looked at: a commit of the lease's would have every open page ask again.
  const [mail, obstacle, original] = await parts.db.withOrganization(organizationId, async (tx) => {
    const found = await getOutgoing(tx, organizationId, id);
    const mailId = found?.state === 'waiting' ? found.mailId : null;
    return [
      found,
      await whyNotTo(tx, found),
      mailId ? await parts.originalMail(tx, organizationId, mailId) : null,
    ] as const;
  });
  if (mail?.state === 'handing-over') {
    await lease.done((tx) => lostSight(tx, mail));
    return;
  }
  if (mail?.state !== 'waiting') {
    await lease.done();
    return;
  }
  if (obstacle) {
    await lease.done((tx) => turnAway(tx, mail, obstacle));
    return;
  }
  const away = job.payload.atOnce === true ? null : parts.relay.away();
  if (away) return putOff(lease, mail, away.until, away.trouble);
  const bytes = await messageOf(parts, mail, original?.raw);
  const handing = await parts.relay.hand({
    from: parts.from,
    to: mail.recipientAddress,
    bytes,
    beforeLastByte: () =>
      lease.hold((tx) =>
        updateOutgoing(tx, organizationId, id, { state: 'handing-over', handedAt: new Date() }),
      ),
    signal: lease.signal,
  });
  await settle(lease, mail, handing);
}

/** Why it may no longer go to this recipient, or null. */
async function whyNotTo(tx: Tx, mail: OutgoingMail | null): Promise<Trouble | null> {
  if (mail?.kind === 'forwarded-mail' && mail.connectionId) {
    const connection = await getConnection(tx, mail.organizationId, mail.connectionId);
    return connection?.forwardTo.includes(mail.recipientAddress) ? null : 'not-forwarded';
  }
  if (!mail?.recipientId) return null;
  const people = await listMembers(tx, mail.organizationId);
  const isHere = people.some(({ userId, deactivatedAt }) => userId === mail.recipientId && !deactivatedAt);
  return isHere ? null : 'left';
}

/** It is no longer theirs to know; whoever has taken over hears of the inquiry. */
async function turnAway(tx: Tx, mail: OutgoingMail, obstacle: Trouble): Promise<void> {
  const { organizationId, kind, inquiryId } = mail;
  await fail(tx, mail, obstacle);
  if (kind === 'inquiry-notice' && inquiryId !== null) await tellOwner(tx, { organizationId, inquiryId });
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

async function settle(lease: Lease, mail: OutgoingMail, handing: Handing): Promise<void> {
  switch (handing.type) {
    case 'accepted':
      await lease.done((tx) =>
        updateOutgoing(tx, mail.organizationId, mail.id, {
          state: 'sent',
          attempts: mail.attempts + 1,
          sentAt: new Date(),
          nextAt: null,
          lastError: null,
          ...withoutSecret(mail),
        }),
      );
      return;
    case 'unknown':
      await lease.done((tx) => lostSight(tx, mail));
      return;
    case 'refused':
      if (handing.isForGood) await lease.done((tx) => fail(tx, mail, handing.answer));
      else await tryAgain(lease, mail, handing.answer);
      return;
    case 'not-handed':
      // The program stops: as if nothing had been tried.
      if (lease.signal.aborted) await putOff(lease, mail, new Date(), null);
      else if (handing.trouble === 'address') await lease.done((tx) => fail(tx, mail, handing.trouble));
      else await tryAgain(lease, mail, handing.trouble);
      return;
  }
}

/** Nothing was tried: this costs the mail no try. */
async function putOff(
  lease: Lease,
  mail: OutgoingMail,
  nextAt: Date,
  trouble: Trouble | null,
): Promise<void> {
  await lease.again(nextAt, (tx) =>
    updateOutgoing(tx, mail.organizationId, mail.id, {
      state: 'waiting',
      handedAt: null,
      nextAt,
      lastError: trouble ?? mail.lastError,
    }),
  );
}

async function tryAgain(lease: Lease, mail: OutgoingMail, lastError: string): Promise<void> {
  const attempts = mail.attempts + 1;
  const nextAt = whenAgain(attempts, new Date());
  if (!nextAt) {
    await lease.done((tx) => fail(tx, mail, lastError));
    return;
  }
  await lease.again(nextAt, (tx) =>
    updateOutgoing(tx, mail.organizationId, mail.id, {
      state: 'waiting',
      handedAt: null,
      attempts,
      nextAt,
      lastError,
    }),
  );
}

const fail = (tx: Tx, mail: OutgoingMail, lastError: string) =>
  updateOutgoing(tx, mail.organizationId, mail.id, {
    state: 'failed',
    attempts: mail.attempts + 1,
    handedAt: null,
    nextAt: null,
    lastError,
    ...(mail.kind === 'password-reset' && withoutSecret(mail)),
  });

const lostSight = (tx: Tx, mail: OutgoingMail) =>
  updateOutgoing(tx, mail.organizationId, mail.id, {
    state: 'unknown',
    attempts: mail.attempts + 1,
    nextAt: null,
    ...(mail.kind === 'password-reset' && withoutSecret(mail)),
  });
