// Whoever was put in charge of customers later than at intake is told, a moment after the change: of what was taken back or
// given on meanwhile, nobody hears (ADR 37). The change itself publishes the job (customers/note-given.ts).
import { TELL_ASSIGNED } from '../customers/index.ts';
import type { Tx } from '../platform/database.ts';
import { type Job, type JobHandler, publishJob } from '../platform/jobs.ts';
import { type AssignedParts, assignedLetter, readAssigned } from './assigned.ts';
import { toChat, toldOf } from './chat/tell-chats.ts';
import { readPlan, waysLate } from './plan.ts';
import { failedBrowsers, type NewMail, putMails } from './store.ts';

/** The handler of `tell-assigned`; its subject is the change. */
export function tellingAssigned(parts: AssignedParts): JobHandler {
  return {
    async run(job, lease) {
      await lease.done((tx) => tell(tx, parts, job));
    },
  };
}

/** Has it told that was due before, by a browser that could not be told (plan.ts). */
export const tellAssignedLate = (tx: Tx, organizationId: string, changeId: string): Promise<void> =>
  publishJob(tx, {
    organizationId,
    kind: TELL_ASSIGNED,
    subjectId: changeId,
    payload: { isLate: true },
  });

async function tell(
  tx: Tx,
  parts: AssignedParts,
  { organizationId, subjectId: changeId, payload }: Job,
): Promise<void> {
  const all = [...(await readAssigned(tx, parts, organizationId, [changeId])).values()];
  if (all.length === 0) return;
  const plan = await readPlan(tx, organizationId);
  const chats = toldOf(plan.chats, 'assigned');
  const events = all.map(({ event }) => event);
  const failed = payload.isLate ? await failedBrowsers(tx, organizationId, events) : null;
  const mails = all.flatMap((told): NewMail[] => {
    const { event, givenAt: happenedAt, inquiryId, connectionId, assignee } = told;
    const ways = failed ? waysLate(plan, assignee, failed.get(event)) : plan.waysTo(assignee);
    return [...ways, ...chats.map(toChat)].map((way) => ({
      ...{ kind: 'assigned', event, happenedAt, inquiryId, connectionId },
      ...way,
      letter: assignedLetter(parts, way.channel ?? 'mail', way.recipient, told),
    }));
  });
  await putMails(tx, organizationId, mails);
}
