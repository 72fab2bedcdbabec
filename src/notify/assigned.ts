// What whoever was put in charge of customers is told, as it is now: looked up when it is written, and again when it was held back.
import { listMembers } from '../accounts/index.ts';
import { type GivenToTell, givenToTell } from '../customers/index.ts';
import type { Tx } from '../platform/database.ts';
import { assignedMessage } from './chat/messages.ts';
import { inquiriesInPlace } from './inquiries-in-place.ts';
import { assignedNotice } from './mails/assigned.ts';
import type { Assigned, Channel, Letter, Letterhead, Recipient } from './model.ts';
import { assignedPush } from './push/messages.ts';
import { type Person, toRecipient } from './rules/who-hears.ts';
import type { OutgoingMail } from './store.ts';

export interface AssignedParts {
  letterhead: Letterhead;
  portalName: (portal: string) => string;
}

/** A change as one assignee is told of it. */
export interface ToldAssigned extends Assigned {
  event: string;
  givenAt: Date;
  assignee: Recipient & { userId: string };
  /** Of one customer alone: then a digest may list it. */
  inquiryId: string | null;
  connectionId: string | null;
}

const EVENT = 'assigned';
const eventOf = ({ changeId, assigneeId }: GivenToTell): string => `${EVENT}:${changeId}:${assigneeId}`;

/** The change that a row of the outbox tells; null for another event, also for a repeat (再送): who wants that has seen what it says. */
export function changeTold({ event }: Pick<OutgoingMail, 'event'>): string | null {
  const [what, changeId] = event.split(':');
  return what === EVENT && changeId ? changeId : null;
}

/** What is still to be told of these changes, by event. Not to those who left. */
export async function readAssigned(
  tx: Tx,
  parts: AssignedParts,
  organizationId: string,
  changeIds: string[],
): Promise<Map<string, ToldAssigned>> {
  const given = await givenToTell(tx, organizationId, [...new Set(changeIds)]);
  if (given.length === 0) return new Map();
  const people: Person[] = await listMembers(tx, organizationId);
  const listed = given.flatMap(({ inquiryIds }) => inquiryIds);
  const inquiries = await inquiriesInPlace(tx, parts, organizationId, listed);
  return new Map(
    given.flatMap((one): [string, ToldAssigned][] => {
      const { assigneeId, givenBy, givenAt, many } = one;
      const assignee = people.find(({ userId, deactivatedAt }) => userId === assigneeId && !deactivatedAt);
      if (!assignee) return [];
      const items = one.inquiryIds.flatMap((id) => inquiries.get(id) ?? []);
      const alone = many === 1 ? (one.inquiryIds[0] ?? null) : null;
      const event = eventOf(one);
      const told: ToldAssigned = {
        ...{ event, givenAt, many, items },
        assignee: { ...toRecipient(assignee), userId: assigneeId },
        byName: people.find(({ userId }) => userId === givenBy)?.name ?? null,
        inquiryId: alone,
        connectionId: alone === null ? null : (inquiries.get(alone)?.connectionId ?? null),
      };
      return [[event, told]];
    }),
  );
}

/** It in words, for this channel. */
export function assignedLetter(
  { letterhead }: AssignedParts,
  channel: Channel,
  recipient: Recipient,
  told: ToldAssigned,
): Letter {
  if (channel === 'mail') return assignedNotice(letterhead, recipient, told);
  if (channel !== 'push') return assignedMessage(letterhead, told, told.assignee.name);
  return assignedPush(letterhead, told.many, told.inquiryId === null ? null : (told.items[0] ?? null));
}
