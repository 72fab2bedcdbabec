// Customers are given an assignee, a status or a group, or leave one: several at once, each change a line of their history.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { choose, type Named } from './choices.ts';
import type { ChangedItem, CustomerChange, GivenChange, GroupChange, HistoryEvent } from './model.ts';
import { moveGroups } from './move-groups.ts';
import { addHistory } from './store.ts';
import { customers } from './tables.ts';

type By = { userId: string; name: string };

/** What was changed, and of how many that are there. */
export interface Changed {
  items: ChangedItem[];
  there: number;
}

/** What a customer who was changed had in its place. */
export interface Was {
  customerId: string;
  from: string | null;
}

export const wereIn = (change: GivenChange | GroupChange, items: ChangedItem[]): Was[] =>
  change.type === 'assign' || change.type === 'status'
    ? items.flatMap((item) => ('customerId' in item ? item : []))
    : [];

/** Gives these customers something. Those who are not there, or merged into others, are left out. */
export async function giveToCustomers(
  tx: Tx,
  organizationId: string,
  by: By,
  customerIds: string[],
  change: CustomerChange,
): Promise<Changed> {
  if (change.type === 'assign' || change.type === 'status')
    return give(tx, organizationId, by, customerIds, change);
  const { moved, there } = await moveGroups(tx, organizationId, by, customerIds, change);
  return { items: moved.map((customerId) => ({ customerId, from: null })), there };
}

/** Of one column of theirs. */
export type Giving = Exclude<CustomerChange, GroupChange>;
export const columnOf = (change: Giving) => (change.type === 'assign' ? 'assigneeId' : 'statusId');
export const wantedOf = (change: Giving) => (change.type === 'assign' ? change.assigneeId : change.statusId);

/** Gives these customers an assignee or a status. The items: who had another, with what. */
async function give(
  tx: Tx,
  organizationId: string,
  by: By,
  customerIds: string[],
  change: Giving,
): Promise<Changed> {
  const wanted = wantedOf(change);
  // What is chosen before the customers, in one order for everybody.
  const { assignee, status } = await choose(tx, organizationId, { [columnOf(change)]: wanted });
  const to = (change.type === 'assign' ? assignee : status) ?? null;
  const held = await holdUnmerged(tx, organizationId, customerIds);
  const others = held.filter((customer) => customer[columnOf(change)] !== wanted);
  await setColumn(
    tx,
    organizationId,
    by,
    change,
    others.map(({ id }) => id),
    to,
  );
  const items = others.map((customer) => ({ customerId: customer.id, from: customer[columnOf(change)] }));
  return { items, there: held.length };
}

/** Those who are not merged into others; they stay as they are until the transaction ends. */
export function holdUnmerged(tx: Tx, organizationId: string, ids: string[]) {
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

/** An edit of one of them that is open is overtaken. */
export async function setColumn(
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
