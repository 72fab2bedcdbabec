// The owner of an inquiry is told, once. The transaction that takes it in only publishes the job: finding out whom to tell
// and what costs the reading of mails nothing.
import { listMembers } from '../accounts/index.ts';
import { getConnections } from '../connections/index.ts';
import { inquiriesToTell } from '../customers/index.ts';
import type { Tx } from '../platform/database.ts';
import { type Job, type JobHandler, publishJob, publishJobs } from '../platform/jobs.ts';
import { inquiryMessage } from './chat/messages.ts';
import { toChat, toldOf } from './chat/tell-chats.ts';
import { ruleFor } from './escalation/model.ts';
import { planEscalations } from './escalation/plan-escalations.ts';
import { inquiryNotice } from './mails/inquiry-notice.ts';
import { placeName } from './mails/place.ts';
import type { Letterhead } from './model.ts';
import { readPlan, waysLate } from './plan.ts';
import { inquiryPush } from './push/messages.ts';
import { hearersOfInquiry } from './rules/who-hears.ts';
import { failedBrowsers, type NewMail, putMails } from './store.ts';

/** The job; its subject is the inquiry. */
export const TELL_OWNER = 'tell-owner';

/**
 * An inquiry somebody must hear of. `exceptUserId`: who made it by hand knows. `runAt`: not before; now when left out. `isLate`: it was
 * due before, by a browser that could not be told: it is gathered no more, and who is next when nobody responds is not planned anew.
 */
export interface ToTellOwner {
  organizationId: string;
  inquiryId: string;
  exceptUserId?: string;
  runAt?: Date;
  isLate?: boolean;
}

/**
 * Has the inquiry's assignee told (the connection's while it has no customer; owners and admins when there is none), in the
 * caller's transaction. Called again, it is told when the last call says, and nobody hears it twice.
 */
export function tellOwner(
  tx: Tx,
  { organizationId, inquiryId, exceptUserId, runAt, isLate }: ToTellOwner,
): Promise<void> {
  return publishJob(tx, {
    organizationId,
    kind: TELL_OWNER,
    subjectId: inquiryId,
    payload: { ...(exceptUserId && { exceptUserId }), ...(isLate && { isLate }) },
    ...(runAt && { runAt }),
  });
}

/** The same for several inquiries, at once. */
export function tellOwners(tx: Tx, organizationId: string, inquiryIds: string[]): Promise<void> {
  return publishJobs(
    tx,
    inquiryIds.map((subjectId) => ({ organizationId, kind: TELL_OWNER, subjectId })),
  );
}

const eventOf = (inquiryId: string): string => `inquiry:${inquiryId}`;

type Parts = { letterhead: Letterhead; portalName: (portal: string) => string };

/** The handler of `tell-owner`. */
export function tellingOwners(parts: Parts): JobHandler {
  return {
    async run(job, lease) {
      await lease.done((tx) => tell(parts, tx, job.organizationId, [job]));
    },
    together: (tx, organizationId, jobs) => tell(parts, tx, organizationId, jobs),
  };
}

async function tell(parts: Parts, tx: Tx, organizationId: string, jobs: Job[]): Promise<void> {
  const inquiries = await inquiriesToTell(
    tx,
    organizationId,
    jobs.map(({ subjectId }) => subjectId),
  );
  if (inquiries.size === 0) return;
  const ids = [...new Set([...inquiries.values()].flatMap(({ connectionId }) => connectionId ?? []))];
  const found = ids.length > 0 ? await getConnections(tx, organizationId, ids) : [];
  const connections = new Map(found.map((connection) => [connection.id, connection]));
  const members = await listMembers(tx, organizationId);
  const plan = await readPlan(tx, organizationId);
  const chats = toldOf(plan.chats, 'inquiry');
  const late = jobs.flatMap(({ subjectId, payload }) => (payload.isLate ? [eventOf(subjectId)] : []));
  const failed = await failedBrowsers(tx, organizationId, late);
  const mails = jobs.flatMap(({ subjectId: inquiryId, payload }): NewMail[] => {
    const told = inquiries.get(inquiryId);
    if (!told) return [];
    const connection = told.connectionId === null ? undefined : connections.get(told.connectionId);
    const assigneeId = told.customerId ? told.assigneeId : (connection?.assigneeId ?? null);
    const portalName = parts.portalName(told.portal);
    const place = connection ? placeName(portalName, connection.name) : portalName;
    const about = {
      kind: 'inquiry-notice' as const,
      event: eventOf(inquiryId),
      happenedAt: told.receivedAt,
      connectionId: told.connectionId,
      inquiryId,
    };
    const assigneeName = members.find(({ userId }) => userId === assigneeId)?.name ?? null;
    return [
      ...hearersOfInquiry(members, assigneeId)
        .filter(({ userId }) => userId !== payload.exceptUserId)
        .flatMap((hearer) =>
          payload.isLate ? waysLate(plan, hearer, failed.get(about.event)) : plan.waysTo(hearer),
        )
        .map((way) => ({
          ...about,
          ...way,
          letter:
            way.channel === 'push'
              ? inquiryPush(parts.letterhead, { ...told, place })
              : inquiryNotice(parts.letterhead, way.recipient, { ...told, place }),
        })),
      ...chats.map((chat) => ({
        ...about,
        ...toChat(chat),
        letter: inquiryMessage(parts.letterhead, { ...told, place, assigneeName }),
      })),
    ];
  });
  // The calls first: a call that is made has its job before the turn of whom it is held back for.
  await planEscalations(
    tx,
    organizationId,
    jobs.flatMap(({ subjectId: inquiryId, payload }) => {
      const told = payload.isLate ? undefined : inquiries.get(inquiryId);
      const rule = told && !told.respondedAt ? ruleFor(plan.escalations, told.connectionId) : null;
      return rule ? [{ inquiryId, rule }] : [];
    }),
    plan.now,
  );
  await putMails(tx, organizationId, mails);
}
