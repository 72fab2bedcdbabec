// What was held back for somebody goes out when it is due: one by itself, several inquiries as a digest. What was responded to
// meanwhile and only called for a response is told no more; of customers whom somebody was given, what is theirs then.
import { and, asc, eq, inArray, lte, min, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { type JobHandler, publishJobs } from '../platform/jobs.ts';
import { type AssignedParts, assignedLetter, changeTold, readAssigned } from './assigned.ts';
import { inquiriesInPlace } from './inquiries-in-place.ts';
import { digestNotice } from './mails/digest.ts';
import type { InquiryInPlace } from './model.ts';
import { digestPush } from './push/messages.ts';
import { jobFor, type OutgoingMail, putMails, updateOutgoing } from './store.ts';
import { outgoingMails } from './tables.ts';

/** The handler of `release-held`; its subject is the person. */
export function releasingHeld(parts: AssignedParts): JobHandler {
  return {
    async run({ organizationId, subjectId: userId }, lease) {
      await lease.settle((tx) => release(tx, parts, { organizationId, userId }));
    },
  };
}

async function release(
  tx: Tx,
  parts: AssignedParts,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<Date | null> {
  const theirs = and(
    eq(outgoingMails.organizationId, organizationId),
    eq(outgoingMails.recipientId, userId),
    eq(outgoingMails.state, 'held'),
  );
  const found = await tx
    .select()
    .from(outgoingMails)
    .where(and(theirs, lte(outgoingMails.dueAt, sql`now()`)))
    .orderBy(asc(outgoingMails.id))
    .for('update');
  const { due, givenOn } = await asAssignedNow(tx, parts, organizationId, found);
  const told = due.flatMap(({ inquiryId }) => inquiryId ?? []);
  const items = await inquiriesInPlace(tx, parts, organizationId, told);
  const over = [...givenOn, ...due.filter((row) => isOver(row, items))];
  await setState(tx, organizationId, over, { state: 'withdrawn', dueAt: null });
  const left = due.filter((row) => !over.includes(row));
  for (const rows of Map.groupBy(left, togetherWith).values())
    await letGo(tx, parts, organizationId, rows, items);
  const [next] = await tx
    .select({ at: min(outgoingMails.dueAt) })
    .from(outgoingMails)
    .where(theirs);
  return next?.at ?? null;
}

// A digest is of inquiries; what is of none goes by itself.
const togetherWith = ({ id, inquiryId, channel, recipientAddress }: OutgoingMail): string =>
  inquiryId === null ? id : `${channel} ${recipientAddress}`;

type Items = Map<string, InquiryInPlace>;

const isOver = ({ kind, inquiryId }: OutgoingMail, items: Items): boolean =>
  kind === 'unanswered' && Boolean(items.get(inquiryId ?? '')?.respondedAt);

async function letGo(
  tx: Tx,
  { letterhead }: AssignedParts,
  organizationId: string,
  rows: OutgoingMail[],
  items: Items,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  if (rows.length === 1) {
    await setState(tx, organizationId, rows, { state: 'waiting', dueAt: null });
    await publishJobs(tx, [{ organizationId, kind: jobFor(first.channel), subjectId: first.id }]);
    return;
  }
  const { channel, recipientId: userId, recipientName: name, recipientAddress: address } = first;
  const recipient = { userId, name, address };
  const told = rows.flatMap(({ inquiryId, kind }) => {
    const item = items.get(inquiryId ?? '');
    return item ? [{ ...item, kind }] : [];
  });
  const letter =
    channel === 'push' ? digestPush(letterhead, rows.length) : digestNotice(letterhead, recipient, told);
  const event = `digest:${newId()}`;
  const [bundledIn] = await putMails(tx, organizationId, [
    { channel, kind: 'digest', event, happenedAt: 'now', recipient, letter },
  ]);
  if (!bundledIn) throw new Error('a digest of its own event is new');
  await setState(tx, organizationId, rows, { state: 'bundled', dueAt: null, bundledIn });
}

/** What tells somebody whom they were given is written anew where that changed; `givenOn`: nothing of it is theirs to do any more. */
async function asAssignedNow(
  tx: Tx,
  parts: AssignedParts,
  organizationId: string,
  rows: OutgoingMail[],
): Promise<{ due: OutgoingMail[]; givenOn: OutgoingMail[] }> {
  const changes = rows.flatMap((row) => changeTold(row) ?? []);
  const now = await readAssigned(tx, parts, organizationId, changes);
  const due: OutgoingMail[] = [];
  const givenOn: OutgoingMail[] = [];
  for (const row of rows) {
    const told = now.get(row.event);
    if (changeTold(row) === null) due.push(row);
    else if (!told) givenOn.push(row);
    else {
      const { recipientId: userId, recipientName: name, recipientAddress: address } = row;
      const { inquiryId, connectionId } = told;
      const letter = assignedLetter(parts, row.channel, { userId, name, address }, told);
      const set = { ...letter, inquiryId, connectionId };
      await updateOutgoing(tx, organizationId, row.id, set);
      due.push({ ...row, ...set });
    }
  }
  return { due, givenOn };
}

async function setState(
  tx: Tx,
  organizationId: string,
  rows: OutgoingMail[],
  set: Partial<OutgoingMail>,
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await tx
    .update(outgoingMails)
    .set(set)
    .where(and(eq(outgoingMails.organizationId, organizationId), inArray(outgoingMails.id, ids)));
}
