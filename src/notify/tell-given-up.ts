// Owners and admins are told that mails or other work were given up: once a burst, not once each. The job is published by
// the database in the commit that gives something up (migrations/), waits a moment for the rest, and then keeps quiet for
// an hour.
import { listMembers } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { TELL_GIVEN_UP } from '../platform/dead-jobs.ts';
import { type JobHandler, publishJob } from '../platform/jobs.ts';
import { givenUpNotice } from './mails/given-up.ts';
import type { GivenUp, Letterhead } from './model.ts';
import { hearersOfConnection } from './rules/who-hears.ts';
import { lastTold, putMails } from './store.ts';

const QUIET_MS = 60 * 60_000;

export interface GivenUpParts {
  letterhead: Letterhead;
  givenUpSince: (tx: Tx, organizationId: string, since: Date) => Promise<GivenUp>;
}

/** The handler of `tell-given-up`; its subject is the organization. */
export function tellingGivenUp(parts: GivenUpParts): JobHandler {
  return {
    async run({ organizationId }, lease) {
      // Whoever gives something up meanwhile waits for this commit, and publishes anew.
      await lease.done(async (tx, now) => {
        if (!(await tell(tx, parts, organizationId, now))) return;
        const runAt = new Date(now.getTime() + QUIET_MS);
        await publishJob(tx, { organizationId, kind: TELL_GIVEN_UP, subjectId: organizationId, runAt });
      });
    },
  };
}

async function tell(
  tx: Tx,
  { letterhead, givenUpSince }: GivenUpParts,
  organizationId: string,
  happenedAt: Date,
): Promise<boolean> {
  const before = await lastTold(tx, organizationId, 'given-up');
  const given = await givenUpSince(tx, organizationId, before ?? new Date(0));
  if (given.mails + given.jobs === 0) return false;
  const hearers = hearersOfConnection(await listMembers(tx, organizationId), null);
  const event = `given-up:${happenedAt.toISOString()}`;
  const mails = hearers.map((recipient) => ({
    kind: 'given-up' as const,
    event,
    happenedAt,
    recipient,
    letter: givenUpNotice(letterhead, recipient, given),
  }));
  await putMails(tx, organizationId, mails);
  return true;
}
