// In which order a list of customers stands, and where a page of it goes on. Each order has an index.
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { customers } from './tables.ts';

/** `changed`: the last changed first · `name`: by reading, else by name. */
export const customerOrders = ['newest', 'oldest', 'changed', 'name'] as const;
export type CustomerOrder = (typeof customerOrders)[number];

/** ORDER BY of an order. */
export function orderBy(order: CustomerOrder): SQL[] {
  switch (order) {
    case 'newest':
      return [desc(customers.id)];
    case 'oldest':
      return [asc(customers.id)];
    case 'changed':
      return [desc(customers.updatedAt), desc(customers.id)];
    case 'name':
      return [asc(customers.sortName), asc(customers.id)];
  }
}

/** True of what stands behind the customer of this id, as they are now. @throws AppError cursor-invalid: there is no such customer */
export async function behind(
  tx: Tx,
  organizationId: string,
  order: CustomerOrder,
  id: string | null,
): Promise<SQL | undefined> {
  if (id === null) return undefined;
  if (order === 'newest') return sql`${customers.id} < ${id}`;
  if (order === 'oldest') return sql`${customers.id} > ${id}`;
  const [last] = await tx
    .select({ changed: sql<string>`${customers.updatedAt}::text`, name: customers.sortName })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, id)));
  if (!last) throw new AppError('cursor-invalid');
  return order === 'changed'
    ? sql`(${customers.updatedAt}, ${customers.id}) < (${last.changed}::timestamptz, ${id}::uuid)`
    : sql`(${customers.sortName}, ${customers.id}) > (${last.name}, ${id}::uuid)`;
}
