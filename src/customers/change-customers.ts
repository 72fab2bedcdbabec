// A person gives several customers an assignee, a status or a group at once, or takes a group away.
import type { Tx } from '../platform/database.ts';
import { giveToCustomers, type Was } from './give-to-customers.ts';
import { keepChange, type PartOf } from './keep-change.ts';
import type { CustomerChange } from './model.ts';

type By = { userId: string; name: string };

/** `looked`: how many of those asked for are there. `unchanged`: were so already. `changeId` to undo it by; null when nothing changed. */
export interface CustomersChanged {
  changeId: string | null;
  looked: number;
  changed: number;
  unchanged: number;
  /** Of an assignee or a status. */
  were: Was[];
}

/**
 * Customers who are not there, or were merged into others, are left out. `partOf`: the change this is a piece of.
 * @throws AppError input-invalid when what is to be given is gone.
 */
export async function changeCustomers(
  tx: Tx,
  organizationId: string,
  by: By,
  ids: string[],
  change: CustomerChange,
  partOf: PartOf | null = null,
): Promise<CustomersChanged> {
  const { items, there } = await giveToCustomers(tx, organizationId, by, ids, change);
  const counts = { looked: there, changed: items.length, unchanged: there - items.length };
  if (items.length === 0) return { changeId: null, ...counts, were: [] };
  return { ...counts, ...(await keepChange(tx, organizationId, by, change, items, partOf)) };
}
