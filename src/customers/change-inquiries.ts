// A person gives several inquiries an assignee or a status at once, or marks them responded to; and takes that back.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { assigneeOf, choose, type Named, statusOf } from './choices.ts';
import { logActivity } from './log-activity.ts';
import type { ChangedItem, GivenChange, GroupChange, HistoryEvent } from './model.ts';
import { moveGroups } from './move-groups.ts';
import { addHistory } from './store.ts';
import { bulkChanges, customers, groups, inquiries } from './tables.ts';
import { undoActivities } from './take-back-activity.ts';

type By = { userId: string; name: string };

/** `changed` and `unchanged` (was so already) count what was asked for; `left`: has no customer to be given anything. */
export interface ChangeResult {
  /** To undo it by; null when nothing changed. */
  changeId: string | null;
  changed: number;
  unchanged: number;
  left: number;
}

/** What a customer who was changed had in its place. */
export interface Was {
  customerId: string;
  from: string | null;
}

/**
 * An assignee, a status and a group are given to their customers. `were`: of an assignee or a status. `partOf`: the change this is a piece of.
 * @throws AppError input-invalid when what is to be given is gone.
 */
export async function changeInquiries(
  tx: Tx,
  organizationId: string,
  by: By,
  inquiryIds: string[],
  change: GivenChange | GroupChange,
  partOf: string | null = null,
): Promise<ChangeResult & { were: Was[] }> {
  const asked = await tx
    .select({ id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), inArray(inquiries.id, inquiryIds)));
  const theirs = [...new Set(asked.flatMap(({ customerId }) => customerId ?? []))];
  const items = await itemsOf(tx, organizationId, by, change, { inquiryIds, customerIds: theirs });
  const left = change.type === 'respond' ? 0 : asked.filter(({ customerId }) => !customerId).length;
  const wanted = change.type === 'respond' ? asked.length : theirs.length;
  const counts = { changed: items.length, unchanged: wanted - items.length, left };
  if (items.length === 0) return { changeId: null, ...counts, were: [] };
  const changeId = newId();
  await tx
    .insert(bulkChanges)
    .values({ id: changeId, organizationId, madeBy: by.userId, change, items, partOf });
  return { changeId, ...counts, were: wereIn(change, items) };
}

export const wereIn = (change: GivenChange | GroupChange, items: ChangedItem[]): Was[] =>
  change.type === 'assign' || change.type === 'status'
    ? items.flatMap((item) => ('customerId' in item ? item : []))
    : [];

async function itemsOf(
  tx: Tx,
  organizationId: string,
  by: By,
  change: GivenChange | GroupChange,
  { inquiryIds, customerIds }: { inquiryIds: string[]; customerIds: string[] },
): Promise<ChangedItem[]> {
  switch (change.type) {
    case 'respond':
      return respond(tx, organizationId, by, inquiryIds);
    case 'join':
    case 'leave': {
      const moved = await moveGroups(tx, organizationId, by, customerIds, change);
      return moved.map((customerId) => ({ customerId, from: null }));
    }
    default:
      return give(tx, organizationId, by, customerIds, change);
  }
}

/**
 * Makes what this change changed as it was before it. What somebody changed since stays (`kept`), and so does what can no
 * longer be as it was. A second time changes nothing.
 * @throws AppError not-found: no such change of this person's
 */
export async function undoChange(
  tx: Tx,
  organizationId: string,
  by: By,
  changeId: string,
): Promise<{ restored: number; kept: number }> {
  const mine = and(
    eq(bulkChanges.organizationId, organizationId),
    eq(bulkChanges.id, changeId),
    eq(bulkChanges.madeBy, by.userId),
  );
  const [made] = await tx.select().from(bulkChanges).where(mine).for('update');
  if (!made) throw new AppError('not-found');
  const { change, items } = made;
  if (made.undoneAt) return { restored: 0, kept: 0 };
  await tx.update(bulkChanges).set({ undoneAt: sql`now()` }).where(mine);
  const restored = await restore(tx, organizationId, by, change, items);
  return { restored, kept: items.length - restored };
}

/** How many are as before. */
async function restore(
  tx: Tx,
  organizationId: string,
  by: By,
  change: GivenChange | GroupChange,
  items: ChangedItem[],
): Promise<number> {
  const customerIds = items.flatMap((item) => ('customerId' in item ? item.customerId : []));
  switch (change.type) {
    case 'respond': {
      const made = items.flatMap((item) => ('activityId' in item ? item.activityId : []));
      return (await undoActivities(tx, organizationId, by, made)).length;
    }
    case 'join':
    case 'leave': {
      const { groupId } = change;
      const [group] = await tx
        .select({ id: groups.id })
        .from(groups)
        .where(and(eq(groups.organizationId, organizationId), eq(groups.id, groupId)));
      const back: GroupChange = { type: change.type === 'join' ? 'leave' : 'join', groupId };
      return group ? (await moveGroups(tx, organizationId, by, customerIds, back)).length : 0;
    }
    default:
      return giveBack(tx, organizationId, by, change, items);
  }
}

async function respond(tx: Tx, organizationId: string, by: By, ids: string[]): Promise<ChangedItem[]> {
  const open = await tx
    .select({ id: inquiries.id })
    .from(inquiries)
    .where(
      and(
        eq(inquiries.organizationId, organizationId),
        inArray(inquiries.id, ids),
        isNull(inquiries.respondedAt),
      ),
    )
    .orderBy(inquiries.id)
    .for('no key update');
  const made = await logActivity(
    tx,
    organizationId,
    by,
    open.map(({ id }) => id),
    { kind: 'handled' },
  );
  return [...made.values()].map((activityId) => ({ activityId }));
}

type Giving = Exclude<GivenChange, { type: 'respond' }>;
const columnOf = (change: Giving) => (change.type === 'assign' ? 'assigneeId' : 'statusId');
const wantedOf = (change: Giving) => (change.type === 'assign' ? change.assigneeId : change.statusId);

/** Gives these customers an assignee or a status; returns who had another, with what. */
export async function give(
  tx: Tx,
  organizationId: string,
  by: By,
  customerIds: string[],
  change: Giving,
): Promise<ChangedItem[]> {
  const wanted = wantedOf(change);
  // What is chosen before the customers, in one order for everybody.
  const { assignee, status } = await choose(tx, organizationId, { [columnOf(change)]: wanted });
  const to = (change.type === 'assign' ? assignee : status) ?? null;
  const others = (await holdCustomers(tx, organizationId, customerIds)).filter(
    (customer) => customer[columnOf(change)] !== wanted,
  );
  await set(
    tx,
    organizationId,
    by,
    change,
    others.map(({ id }) => id),
    to,
  );
  return others.map((customer) => ({ customerId: customer.id, from: customer[columnOf(change)] }));
}

async function giveBack(
  tx: Tx,
  organizationId: string,
  by: By,
  change: Giving,
  items: ChangedItem[],
): Promise<number> {
  const before = new Map(
    items.flatMap((item) => ('customerId' in item ? [[item.customerId, item.from]] : [])),
  );
  const find = change.type === 'assign' ? assigneeOf : statusOf;
  const there = new Map<string | null, Named | null>([[null, null]]);
  for (const id of [...new Set(before.values())].sort()) {
    const found = id && (await find(tx, organizationId, id));
    if (found) there.set(id, found);
  }
  const still = (await holdCustomers(tx, organizationId, [...before.keys()])).filter(
    ({ id, ...customer }) =>
      customer[columnOf(change)] === wantedOf(change) && there.has(before.get(id) ?? null),
  );
  for (const [from, named] of there) {
    const ids = still.map(({ id }) => id).filter((id) => (before.get(id) ?? null) === from);
    await set(tx, organizationId, by, change, ids, named);
  }
  return still.length;
}

function holdCustomers(tx: Tx, organizationId: string, ids: string[]) {
  return tx
    .select({ id: customers.id, assigneeId: customers.assigneeId, statusId: customers.statusId })
    .from(customers)
    .where(
      and(
        eq(customers.organizationId, organizationId),
        inArray(customers.id, ids),
        isNull(customers.mergedInto),
      ),
    )
    .orderBy(customers.id)
    .for('no key update');
}

// An edit of one of them that is open is overtaken.
async function set(
  tx: Tx,
  organizationId: string,
  by: By,
  change: Giving,
  ids: string[],
  to: Named | null,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(customers)
    .set({
      [columnOf(change)]: to?.id ?? null,
      version: sql`${customers.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)));
  const event: HistoryEvent = {
    type: change.type === 'assign' ? 'assigned' : 'status-set',
    to: to?.name ?? null,
  };
  await addHistory(
    tx,
    organizationId,
    ids.map((customerId) => ({
      customerId,
      inquiryId: null,
      actor: { type: 'user', ...by },
      events: [event],
    })),
  );
}
