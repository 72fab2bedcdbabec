// Nobody responded: the next person is told, then the one after, the manager last. Whether somebody did is looked up in the
// transaction that writes the notice, with the inquiry held: a response is either seen, or waits until the notice is written.
import { listMembers } from '../../accounts/index.ts';
import { getConnection } from '../../connections/index.ts';
import { holdResponse, inquiriesToTell, noteEscalated } from '../../customers/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { JobHandler } from '../../platform/jobs.ts';
import { toChat, toldOf } from '../chat/tell-chats.ts';
import { placeName } from '../mails/place.ts';
import { unansweredMessage, unansweredNotice } from '../mails/unanswered.ts';
import type { Letterhead } from '../model.ts';
import { readPlan } from '../plan.ts';
import { unansweredPush } from '../push/messages.ts';
import { laterWithin } from '../rules/clock.ts';
import { toRecipient } from '../rules/who-hears.ts';
import { calledFor, type NewMail, putMails } from '../store.ts';
import { nextOf, ruleFor } from './model.ts';

interface Parts {
  letterhead: Letterhead;
  portalName: (portal: string) => string;
}

const MINUTE_MS = 60_000;

/** The handler of `escalate`. */
export function escalating(parts: Parts): JobHandler {
  return {
    async run({ organizationId, subjectId: inquiryId }, lease) {
      await lease.settle((tx, now) => escalate(tx, parts, { organizationId, inquiryId }, now));
    },
  };
}

/** @returns when the step after this one is due; null: nothing more is to be done */
async function escalate(
  tx: Tx,
  parts: Parts,
  { organizationId, inquiryId }: { organizationId: string; inquiryId: string },
  now: Date,
): Promise<Date | null> {
  const respondedAt = await holdResponse(tx, organizationId, inquiryId);
  if (respondedAt !== null) return null;
  const told = (await inquiriesToTell(tx, organizationId, [inquiryId])).get(inquiryId);
  const plan = await readPlan(tx, organizationId);
  const rule = told && ruleFor(plan.escalations, told.connectionId);
  if (!told || !rule) return null;
  const people = await listMembers(tx, organizationId);
  const { assigneeId, ...rest } = told;
  const personOf = (id: string | null) =>
    people.find(({ userId, deactivatedAt }) => userId === id && !deactivatedAt);
  const canBeTold = (id: string) => {
    const person = personOf(id);
    return person !== undefined && plan.waysTo(toRecipient(person), true).length > 0;
  };
  const called = await calledFor(tx, organizationId, inquiryId);
  const person = personOf(nextOf(rule, { called, assigneeId, canBeTold }));
  if (!person) return null;

  const connection = told.connectionId && (await getConnection(tx, organizationId, told.connectionId));
  const portal = parts.portalName(told.portal);
  const unanswered = {
    ...rest,
    place: connection ? placeName(portal, connection.name) : portal,
    assigneeName: personOf(assigneeId)?.name ?? null,
    minutes: Math.max(1, Math.floor((now.getTime() - told.receivedAt.getTime()) / MINUTE_MS)),
  };
  const { letterhead } = parts;
  const about = {
    kind: 'unanswered' as const,
    // Of the person, not of a step: the rule may be put in another order between two steps.
    event: `unanswered:${inquiryId}:${person.userId}`,
    happenedAt: now,
    connectionId: told.connectionId,
    inquiryId,
  };
  const { name } = person;
  const mails: NewMail[] = [
    ...plan.waysTo(toRecipient(person), true).map((way) => ({
      ...about,
      ...way,
      letter:
        way.channel === 'push'
          ? unansweredPush(letterhead, unanswered)
          : unansweredNotice(letterhead, way.recipient, unanswered),
    })),
    ...toldOf(plan.chats, 'unanswered').map((chat) => ({
      ...about,
      ...toChat(chat),
      letter: unansweredMessage(letterhead, unanswered, name),
    })),
  ];
  const added = await putMails(tx, organizationId, mails);
  if (added.length > 0)
    await noteEscalated(tx, organizationId, { inquiryId, customerId: told.customerId, to: name });
  return laterWithin(rule.hours, now, rule.afterMinutes);
}
