// A person gives several customers an assignee, a status or a group at once, or takes a group away.
import { and, eq, inArray } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { give, type Was, wereIn } from './change-inquiries.ts';
import type { CustomerChange } from './model.ts';
import { moveGroups } from './move-groups.ts';
import { bulkChanges, customers } from './tables.ts';

type By = { userId: string; name: string };

/** `unchanged`: were so already. `changeId` to undo it by; null when nothing changed. */
export interface CustomersChanged {
  changeId: string | null;
  changed: number;
  unchanged: number;
  /** Of an assignee or a status. */
  were: Was[];
}

/**
 * Customers that are not there are left out. `partOf`: the change this is a piece of.
 * @throws AppError input-invalid when what is to be given is gone.
 */
export async function changeCustomers(
  tx: Tx,
  organizationId: string,
  by: By,
  ids: string[],
  change: CustomerChange,
  partOf: string | null = null,
): Promise<CustomersChanged> {
  const asked = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)));
  const there = asked.map(({ id }) => id);
  const items =
    change.type === 'assign' || change.type === 'status'
      ? await give(tx, organizationId, by, there, change)
      : (await moveGroups(tx, organizationId, by, there, change)).map((customerId) => ({
          customerId,
          from: null,
        }));
  const counts = { changed: items.length, unchanged: there.length - items.length };
  if (items.length === 0) return { changeId: null, ...counts, were: [] };
  const changeId = newId();
  await tx
    .insert(bulkChanges)
    .values({ id: changeId, organizationId, madeBy: by.userId, change, items, partOf });
  return { changeId, ...counts, were: wereIn(change, items) };
}
