// Customers join a static group, or leave it, at once. For those who change several.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { choose } from './choices.ts';
import type { GroupChange } from './model.ts';
import { addHistory, addToGroups, lockCustomers } from './store.ts';
import { customerGroups, customers } from './tables.ts';

/**
 * Those who were not in the group, or were. The group before the customers, in one order for everybody.
 * @throws AppError input-invalid: the group is gone
 */
export async function moveGroups(
  tx: Tx,
  organizationId: string,
  by: { userId: string; name: string },
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
