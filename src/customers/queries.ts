// Reading customers for the screen and the API. Private to this stage.
import { and, count, desc, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { type CustomerFilter, holdsFor } from './customer-filter.ts';
import { behind, type CustomerOrder, orderBy } from './customer-order.ts';
import { findByText } from './find-by-text.ts';
import { searchTerms } from './rules/search-terms.ts';
import {
  activities,
  contactPoints,
  customerGroups,
  customerHistory,
  customers,
  groups,
  inquiries,
  statuses,
} from './tables.ts';

type Page = { before: string | null; limit: number };

const customerColumns = {
  id: customers.id,
  name: customers.name,
  nameKana: customers.nameKana,
  postalCode: customers.postalCode,
  address: customers.address,
  assigneeId: customers.assigneeId,
  inquiryCount: customers.inquiryCount,
  version: customers.version,
  createdAt: customers.createdAt,
  updatedAt: customers.updatedAt,
  status: { id: statuses.id, name: statuses.name, color: statuses.color },
};

export type CustomerRow = Awaited<ReturnType<typeof listCustomers>>[number];

/** Customers behind the one with the id `before`, in this order. */
export async function listCustomers(
  tx: Tx,
  organizationId: string,
  filter: CustomerFilter,
  { before, limit }: Page,
  order: CustomerOrder = 'newest',
) {
  const terms = searchTerms(filter.q ?? '');
  const where = and(holdsFor(tx, organizationId, filter), await behind(tx, organizationId, order, before));
  if (terms.length > 0) {
    const ids = await findByText(tx, { organizationId, terms, where, before, limit, order });
    return getCustomers(tx, organizationId, ids, order);
  }
  return selectCustomers(tx, and(eq(customers.organizationId, organizationId), where), order).limit(limit);
}

/** How many match, counted up to `most`. */
export async function countCustomers(
  tx: Tx,
  organizationId: string,
  filter: CustomerFilter,
  most: number,
): Promise<number> {
  const terms = searchTerms(filter.q ?? '');
  const where = holdsFor(tx, organizationId, filter);
  if (terms.length > 0) {
    const asked = { organizationId, terms, where, before: null, limit: most, order: 'newest' as const };
    return (await findByText(tx, asked)).length;
  }
  const some = tx
    .select({ one: sql`1`.as('one') })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), where))
    .limit(most)
    .as('some');
  const [row] = await tx.select({ all: count() }).from(some);
  return row?.all ?? 0;
}

/** These customers, or this one; who was merged into another is not there. */
export function getCustomers(tx: Tx, organizationId: string, ids: string[], order?: CustomerOrder) {
  return selectCustomers(
    tx,
    and(
      eq(customers.organizationId, organizationId),
      inArray(customers.id, ids),
      isNull(customers.mergedInto),
    ),
    order,
  );
}

function selectCustomers(tx: Tx, where: SQL | undefined, order: CustomerOrder = 'newest') {
  return tx
    .select(customerColumns)
    .from(customers)
    .leftJoin(statuses, eq(statuses.id, customers.statusId))
    .where(where)
    .orderBy(...orderBy(order));
}

/** Contact points and groups of these customers, in the order they became known. */
export async function detailsOf(tx: Tx, organizationId: string, ids: string[]) {
  if (ids.length === 0) return { points: [], groups: [] };
  const points = await tx
    .select({
      customerId: contactPoints.customerId,
      kind: contactPoints.kind,
      value: contactPoints.value,
      key: contactPoints.key,
    })
    .from(contactPoints)
    .where(and(eq(contactPoints.organizationId, organizationId), inArray(contactPoints.customerId, ids)))
    .orderBy(contactPoints.id);
  const memberships = await tx
    .select({ customerId: customerGroups.customerId, id: groups.id, name: groups.name })
    .from(customerGroups)
    .innerJoin(groups, eq(groups.id, customerGroups.groupId))
    .where(and(eq(customerGroups.organizationId, organizationId), inArray(customerGroups.customerId, ids)))
    .orderBy(groups.name);
  return { points, groups: memberships };
}

/** The history of a customer and of all who were merged into them, newest first. */
export function listHistory(tx: Tx, organizationId: string, family: string[], { before, limit }: Page) {
  return tx
    .select()
    .from(customerHistory)
    .where(
      and(
        eq(customerHistory.organizationId, organizationId),
        inArray(customerHistory.customerId, family),
        before ? lt(customerHistory.id, before) : undefined,
      ),
    )
    .orderBy(desc(customerHistory.id))
    .limit(limit);
}

/** All statuses in their order, and all static groups by name. */
export async function listMasters(tx: Tx, organizationId: string) {
  return {
    statuses: await tx
      .select({ id: statuses.id, name: statuses.name, color: statuses.color })
      .from(statuses)
      .where(eq(statuses.organizationId, organizationId))
      .orderBy(statuses.position),
    groups: await tx
      .select({ id: groups.id, name: groups.name })
      .from(groups)
      .where(eq(groups.organizationId, organizationId))
      .orderBy(groups.name),
  };
}

/** Ids of the newest customer change, inquiry and activity: what a live page's mark is made of. */
export async function newestChange(tx: Tx, organizationId: string): Promise<string> {
  const newest = (table: typeof customerHistory | typeof inquiries | typeof activities) =>
    sql<string | null>`(SELECT n.id::text FROM ${table} n WHERE n.organization_id = ${organizationId}
      ORDER BY n.id DESC LIMIT 1)`;
  const [row] = await tx
    .select({
      history: newest(customerHistory),
      inquiry: newest(inquiries),
      activity: newest(activities),
    })
    .from(sql`(SELECT 1) AS one`);
  return `${row?.history ?? ''}|${row?.inquiry ?? ''}|${row?.activity ?? ''}`;
}
