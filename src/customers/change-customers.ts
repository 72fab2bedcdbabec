// A person gives several customers an assignee, a status or a group at once, or takes a group away; and takes that back.
import { and, eq, inArray, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { give, undoChange } from './change-inquiries.ts';
import { choose } from './choices.ts';
import type { CustomerChange, GroupChange } from './model.ts';
import { addHistory, addToGroups, lockCustomers } from './store.ts';
import { bulkChanges, customerGroups, customers, groups } from './tables.ts';

type By = { userId: string; name: string };

/** `unchanged`: were so already. `changeId` to undo it by; null when nothing changed. */
export interface CustomersChanged {
  changeId: string | null;
  changed: number;
  unchanged: number;
}

/** Customers that are not there are left out. @throws AppError input-invalid when what is to be given is gone. */
export async function changeCustomers(
  tx: Tx,
  organizationId: string,
  by: By,
  ids: string[],
  change: CustomerChange,
): Promise<CustomersChanged> {
  const asked = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)));
  const there = asked.map(({ id }) => id);
  const items =
    change.type === 'assign' || change.type === 'status'
      ? await give(tx, organizationId, by, there, change)
      : (await moved(tx, organizationId, by, there, change)).map((customerId) => ({
          customerId,
          from: null,
        }));
  const counts = { changed: items.length, unchanged: there.length - items.length };
  if (items.length === 0) return { changeId: null, ...counts };
  const changeId = newId();
  await tx.insert(bulkChanges).values({ id: changeId, organizationId, madeBy: by.userId, change, items });
  return { changeId, ...counts };
}

/** As undoChange, for what was done to a list of customers. @throws AppError not-found: no such change of this person's */
export async function undoCustomersChange(tx: Tx, organizationId: string, by: By, changeId: string) {
  const mine = and(
    eq(bulkChanges.organizationId, organizationId),
    eq(bulkChanges.id, changeId),
    eq(bulkChanges.madeBy, by.userId),
  );
  const [made] = await tx.select().from(bulkChanges).where(mine).for('update');
  if (!made) throw new AppError('not-found');
  const { change, items, undoneAt } = made;
  if (change.type !== 'join' && change.type !== 'leave') return undoChange(tx, organizationId, by, changeId);
  if (undoneAt) return { restored: 0, kept: 0 };
  await tx.update(bulkChanges).set({ undoneAt: sql`now()` }).where(mine);
  const [group] = await tx
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.organizationId, organizationId), eq(groups.id, change.groupId)));
  const ids = items.flatMap((item) => ('customerId' in item ? item.customerId : []));
  const back: GroupChange = { type: change.type === 'join' ? 'leave' : 'join', groupId: change.groupId };
  const restored = group ? (await moved(tx, organizationId, by, ids, back)).length : 0;
  return { restored, kept: items.length - restored };
}

/** Those who were not in the group, or were. The group before the customers, in one order for everybody. */
async function moved(
  tx: Tx,
  organizationId: string,
  by: By,
  ids: string[],
  { type, groupId }: GroupChange,
): Promise<string[]> {
  const { groups: chosen = [] } = await choose(tx, organizationId, { groupIds: [groupId] });
  const there = await lockCustomers(tx, organizationId, ids);
  const rows =
    type === 'join'
      ? await addToGroups(
          tx,
          organizationId,
          there.map((customerId) => ({ customerId, groupId })),
        )
      : await tx
          .delete(customerGroups)
          .where(
            and(
              eq(customerGroups.organizationId, organizationId),
              eq(customerGroups.groupId, groupId),
              inArray(customerGroups.customerId, there),
            ),
          )
          .returning({ customerId: customerGroups.customerId });
  const changed = rows.map(({ customerId }) => customerId);
  if (changed.length === 0) return [];
  // An edit of one of them that is open is overtaken.
  await tx
    .update(customers)
    .set({ version: sql`${customers.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, changed)));
  const event = {
    type: type === 'join' ? ('group-added' as const) : ('group-removed' as const),
    group: chosen[0]?.name ?? '',
  };
  await addHistory(
    tx,
    organizationId,
    changed.map((customerId) => ({
      customerId,
      inquiryId: null,
      actor: { type: 'user', ...by },
      events: [event],
    })),
  );
  return changed;
}
