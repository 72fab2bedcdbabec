// What was held back for somebody goes out when it is due: one by itself, several inquiries as a digest. What was responded to
// meanwhile and only called for a response is told no more.
import { and, asc, eq, inArray, lte, min } from 'drizzle-orm';
import { getConnections } from '../connections/index.ts';
import { inquiriesToTell } from '../customers/index.ts';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { type JobHandler, publishJobs } from '../platform/jobs.ts';
import { type DigestItem, digestNotice } from './mails/digest.ts';
import { placeName } from './mails/place.ts';
import type { Letterhead } from './model.ts';
import { digestPush } from './push/messages.ts';
import { jobFor, type OutgoingMail, putMails } from './store.ts';
import { outgoingMails } from './tables.ts';

interface Parts {
  letterhead: Letterhead;
  portalName: (portal: string) => string;
}

/** The handler of `release-held`; its subject is the person. */
export function releasingHeld(parts: Parts): JobHandler {
  return {
    async run({ organizationId, subjectId: userId }, lease) {
      const next = await lease.hold((tx) => release(tx, parts, { organizationId, userId }, new Date()));
      if (next) await lease.again(next);
      else await lease.done();
    },
  };
}

async function release(
  tx: Tx,
  parts: Parts,
  { organizationId, userId }: { organizationId: string; userId: string },
  now: Date,
): Promise<Date | null> {
  const theirs = and(
    eq(outgoingMails.organizationId, organizationId),
    eq(outgoingMails.recipientId, userId),
    eq(outgoingMails.state, 'held'),
  );
  const due = await tx
    .select()
    .from(outgoingMails)
    .where(and(theirs, lte(outgoingMails.dueAt, now)))
    .orderBy(asc(outgoingMails.id))
    .for('update');
  const items = await itemsOf(tx, parts, organizationId, due);
  const over = due.filter((row) => isOver(row, items));
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

type Items = Map<string, Omit<DigestItem, 'isUnanswered'>>;

const isOver = ({ kind, inquiryId }: OutgoingMail, items: Items): boolean =>
  kind === 'unanswered' && Boolean(items.get(inquiryId ?? '')?.respondedAt);

async function letGo(
  tx: Tx,
  { letterhead }: Parts,
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
    return item ? [{ ...item, isUnanswered: kind === 'unanswered' }] : [];
  });
  const letter =
    channel === 'push' ? digestPush(letterhead, rows.length) : digestNotice(letterhead, recipient, told);
  const event = `digest:${newId()}`;
  const [bundledIn] = await putMails(tx, organizationId, [
    { channel, kind: 'digest', event, happenedAt: new Date(), recipient, letter },
  ]);
  if (!bundledIn) throw new Error('a digest of its own event is new');
  await setState(tx, organizationId, rows, { state: 'bundled', dueAt: null, bundledIn });
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

/** The inquiries of these rows, as they are now. */
async function itemsOf(
  tx: Tx,
  { portalName }: Parts,
  organizationId: string,
  rows: OutgoingMail[],
): Promise<Items> {
  const ids = [...new Set(rows.flatMap(({ inquiryId }) => inquiryId ?? []))];
  if (ids.length === 0) return new Map();
  const told = await inquiriesToTell(tx, organizationId, ids);
  const connectionIds = [...new Set([...told.values()].flatMap(({ connectionId }) => connectionId ?? []))];
  const connections = connectionIds.length > 0 ? await getConnections(tx, organizationId, connectionIds) : [];
  return new Map(
    [...told].map(([id, { assigneeId: _, ...one }]) => {
      const connection = connections.find((found) => found.id === one.connectionId);
      const portal = portalName(one.portal);
      return [id, { ...one, place: connection ? placeName(portal, connection.name) : portal }];
    }),
  );
}
