// The job that calls the next person, published when somebody is told of an inquiry.
import type { Tx } from '../../platform/database.ts';
import { publishJobs } from '../../platform/jobs.ts';
import { laterWithin } from '../rules/clock.ts';
import type { Escalation } from './model.ts';

/** The job; its subject is the inquiry. */
export const ESCALATE = 'escalate';

/** From now on, for each of these inquiries; planned again it begins anew, and nobody is called twice. */
export async function planEscalations(
  tx: Tx,
  organizationId: string,
  told: { inquiryId: string; rule: Escalation }[],
  now: Date,
): Promise<void> {
  await publishJobs(
    tx,
    told.map(({ inquiryId: subjectId, rule }) => ({
      organizationId,
      kind: ESCALATE,
      subjectId,
      runAt: laterWithin(rule.hours, now, rule.afterMinutes),
    })),
  );
}
