// What handing a message over has in common, whatever the channel (ADR 10): the row says `handing-over`, committed, before the
// last of it leaves. After a crash it is sent again because the other side cannot have it, or never again by a machine.
import type { Database, Tx } from '../platform/database.ts';
import type { Job, JobHandler, Lease } from '../platform/jobs.ts';
import type { Handing } from './model.ts';
import { whenAgain } from './rules/when-again.ts';
import type { Trouble } from './rules/why-not-sent.ts';
import { withoutSecret } from './sealed-letter.ts';
import { bundledRows, bundledSent, getOutgoing, type OutgoingMail, updateOutgoing } from './store.ts';
import { tellOtherwise } from './tell-otherwise.ts';
import { tellOwner } from './tell-owner.ts';

/** Nothing was tried: the way itself is closed for so long. */
export type Away = { type: 'away'; forMs: number; trouble: Trouble };

export interface HandOver {
  /** Awaited before the last of it leaves. When it throws, nothing is handed over. */
  beforeLastByte: () => Promise<void>;
  /** Aborts what has not been handed over yet. */
  signal: AbortSignal;
  /** A person asked for it: also while the way is closed. */
  isAtOnce: boolean;
}

/** Looks at a waiting row in a transaction: why it may not go to its recipient, or how it is sent. */
export type Prepare = (tx: Tx, mail: OutgoingMail) => Promise<Trouble | Sending>;

export interface Sending {
  send(given: HandOver): Promise<Handing | Away>;
  /** In the transaction that gives the message up because it was refused for good. */
  whenRefused?(tx: Tx, handing: Extract<Handing, { type: 'refused' }>): Promise<void>;
}

/** The handler of a job that sends: its subject is the row. */
export function handingOver(db: Database, prepare: Prepare): JobHandler {
  return {
    run: (job, lease) => handOne(db, prepare, job, lease),
    async givenUp(tx, job) {
      const mail = await getOutgoing(tx, job.organizationId, job.subjectId);
      if (mail?.state === 'handing-over') await lostSight(tx, mail);
      if (mail?.state === 'waiting') await giveUp(tx, mail, 'internal');
    },
  };
}

async function handOne(db: Database, prepare: Prepare, job: Job, lease: Lease): Promise<void> {
  const { organizationId, subjectId: id } = job;
  // Only looked at: a commit of the lease's would have every open page ask again.
  const [mail, sending] = await db.withOrganization(organizationId, async (tx) => {
    const found = await getOutgoing(tx, organizationId, id);
    return [found, found?.state === 'waiting' ? await prepare(tx, found) : null] as const;
  });
  if (mail?.state === 'handing-over') {
    await lease.done((tx) => lostSight(tx, mail));
    return;
  }
  if (!mail || !sending) {
    await lease.done();
    return;
  }
  if (typeof sending === 'string') {
    await lease.done((tx) => turnAway(tx, mail, sending));
    return;
  }
  const handing = await sending.send({
    beforeLastByte: () =>
      lease.hold((tx, handedAt) =>
        updateOutgoing(tx, organizationId, id, { state: 'handing-over', handedAt }),
      ),
    signal: lease.signal,
    isAtOnce: job.payload.atOnce === true,
  });
  await settle(lease, mail, handing, sending.whenRefused);
}

/** It is no longer theirs to know: whoever has taken over hears of the inquiry. Or their browser is gone: they hear otherwise. */
async function turnAway(tx: Tx, mail: OutgoingMail, obstacle: Trouble): Promise<void> {
  const { organizationId, kind, inquiryId } = mail;
  if (obstacle === 'responded' || obstacle === 'given-on') {
    await updateOutgoing(tx, organizationId, mail.id, { state: 'withdrawn', nextAt: null });
    return;
  }
  if (obstacle !== 'left') return giveUp(tx, mail, obstacle);
  await fail(tx, mail, obstacle);
  if (kind !== 'inquiry-notice' && kind !== 'digest') return;
  const bundled = kind === 'digest' ? await bundledRows(tx, mail) : [];
  const untold = new Set([inquiryId, ...bundled.map((row) => row.inquiryId)]);
  for (const id of untold) if (id !== null) await tellOwner(tx, { organizationId, inquiryId: id });
}

async function settle(
  lease: Lease,
  mail: OutgoingMail,
  handing: Handing | Away,
  whenRefused?: Sending['whenRefused'],
): Promise<void> {
  switch (handing.type) {
    case 'away':
      return putOff(lease, mail, handing.forMs, handing.trouble);
    case 'accepted':
      await lease.done(async (tx, sentAt) => {
        await updateOutgoing(tx, mail.organizationId, mail.id, {
          state: 'sent',
          attempts: mail.attempts + 1,
          sentAt,
          nextAt: null,
          lastError: null,
          ...withoutSecret(mail),
        });
        if (mail.kind === 'digest') await bundledSent(tx, mail, sentAt);
      });
      return;
    case 'unknown':
      await lease.done((tx) => lostSight(tx, mail));
      return;
    case 'refused':
      if (handing.isForGood)
        await lease.done(async (tx) => {
          await whenRefused?.(tx, handing);
          await giveUp(tx, mail, handing.answer);
        });
      else await tryAgain(lease, mail, handing.answer, handing.waitMs);
      return;
    case 'not-handed':
      // The program stops: as if nothing had been tried.
      if (lease.signal.aborted) await putOff(lease, mail, 0, null);
      else if (FOR_GOOD.includes(handing.trouble))
        await lease.done((tx) => giveUp(tx, mail, handing.trouble));
      else await tryAgain(lease, mail, handing.trouble);
      return;
  }
}

/** Trying again changes nothing about these. */
const FOR_GOOD: Trouble[] = ['address', 'post-address'];

/** Nothing was tried: this costs the mail no try. */
async function putOff(
  lease: Lease,
  mail: OutgoingMail,
  forMs: number,
  trouble: Trouble | null,
): Promise<void> {
  await lease.settle(async (tx, now) => {
    const nextAt = new Date(now.getTime() + forMs);
    await updateOutgoing(tx, mail.organizationId, mail.id, {
      state: 'waiting',
      handedAt: null,
      nextAt,
      lastError: trouble ?? mail.lastError,
    });
    return nextAt;
  });
}

async function tryAgain(lease: Lease, mail: OutgoingMail, lastError: string, waitMs?: number): Promise<void> {
  const attempts = mail.attempts + 1;
  await lease.settle(async (tx, now) => {
    const nextAt = whenAgain(attempts, now, waitMs);
    if (!nextAt) await giveUp(tx, mail, lastError);
    else
      await updateOutgoing(tx, mail.organizationId, mail.id, {
        state: 'waiting',
        handedAt: null,
        attempts,
        nextAt,
        lastError,
      });
    return nextAt;
  });
}

/** It does not go, for good. What a browser was to show is told otherwise. */
async function giveUp(tx: Tx, mail: OutgoingMail, lastError: string): Promise<void> {
  await fail(tx, mail, lastError);
  if (mail.channel === 'push') await tellOtherwise(tx, mail);
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
