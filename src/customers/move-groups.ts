// Customers join a static group, or leave it, at once. For those who change several.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { choose } from './choices.ts';
import type { GroupChange } from './model.ts';
import { addHistory, addToGroups, lockCustomers } from './store.ts';
import { customerGroups, customers } from './tables.ts';

/**
 * Returns those who were not in the group, or were, and how many of all are there. The group before the customers, in one order for
 * everybody. `only` narrows them down once they are held.
 * @throws AppError input-invalid: the group is gone
 */
export async function moveGroups(
  tx: Tx,
  organizationId: string,
  by: { userId: string; name: string },
  ids: string[],
  { type, groupId }: GroupChange,
  only: (held: string[], group: string) => Promise<string[]> = async (held) => held,
): Promise<{ moved: string[]; there: number }> {
  const { groups: chosen = [] } = await choose(tx, organizationId, { groupIds: [groupId] });
  const group = chosen[0]?.name ?? '';
  const held = await lockCustomers(tx, organizationId, ids);
  const moving = await only(held, group);
  const rows =
    type === 'join'
      ? await addToGroups(
          tx,
          organizationId,
          moving.map((customerId) => ({ customerId, groupId })),
        )
      : await tx
          .delete(customerGroups)
          .where(
            and(
              eq(customerGroups.organizationId, organizationId),
              eq(customerGroups.groupId, groupId),
              inArray(customerGroups.customerId, moving),
            ),
          )
          .returning({ customerId: customerGroups.customerId });
  const changed = rows.map(({ customerId }) => customerId);
  if (changed.length === 0) return { moved: [], there: held.length };
  // An edit of one of them that is open is overtaken.
  await tx
    .update(customers)
    .set({ version: sql`${customers.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, changed)));
  const event = {
    type: type === 'join' ? ('group-added' as const) : ('group-removed' as const),
    group,
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
  return { moved: changed, there: held.length };
}
