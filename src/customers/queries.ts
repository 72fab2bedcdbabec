// Reading customers for the screen and the API. Private to this stage.
import { and, desc, eq, exists, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { findByText } from './find-by-text.ts';
import type { SearchTerm } from './rules/search-terms.ts';
import {
  activities,
  contactPoints,
  customerGroups,
  customerHistory,
  customers,
  duplicateCandidates,
  groups,
  inquiries,
  statuses,
} from './tables.ts';

type Page = { before: string | null; limit: number };

export interface CustomerFilter {
  assigneeId?: string | undefined;
  statusId?: string | undefined;
  groupId?: string | undefined;
  /** E.164. */
  phone?: string | undefined;
  /** Folded mail address. */
  email?: string | undefined;
  /** What was typed into the search box; none: no search. */
  terms?: SearchTerm[] | undefined;
}

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

/** Customers older than `before`, newest first. */
export async function listCustomers(
  tx: Tx,
  organizationId: string,
  filter: CustomerFilter,
  { before, limit }: Page,
) {
  const where = conditionOf(tx, filter);
  const { terms = [] } = filter;
  if (terms.length > 0) {
    const ids = await findByText(tx, { organizationId, terms, where, before, limit });
    return getCustomers(tx, organizationId, ids);
  }
  return selectCustomers(
    tx,
    and(eq(customers.organizationId, organizationId), before ? lt(customers.id, before) : undefined, where),
  ).limit(limit);
}

function conditionOf(tx: Tx, filter: CustomerFilter): SQL | undefined {
  const known = (kind: 'phone' | 'email', key: string | undefined) =>
    key === undefined
      ? undefined
      : exists(
          tx
            .select({ one: sql`1` })
            .from(contactPoints)
            .where(
              and(
                eq(contactPoints.customerId, customers.id),
                eq(contactPoints.kind, kind),
                eq(contactPoints.key, key),
              ),
            ),
        );
  const inGroup = filter.groupId
    ? exists(
        tx
          .select({ one: sql`1` })
          .from(customerGroups)
          .where(
            and(eq(customerGroups.customerId, customers.id), eq(customerGroups.groupId, filter.groupId)),
          ),
      )
    : undefined;
  return and(
    filter.assigneeId ? eq(customers.assigneeId, filter.assigneeId) : undefined,
    filter.statusId ? eq(customers.statusId, filter.statusId) : undefined,
    inGroup,
    known('phone', filter.phone),
    known('email', filter.email),
  );
}

/** These customers, or this one. */
export function getCustomers(tx: Tx, organizationId: string, ids: string[]) {
  return selectCustomers(tx, and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)));
}

function selectCustomers(tx: Tx, where: SQL | undefined) {
  return tx
    .select(customerColumns)
    .from(customers)
    .leftJoin(statuses, eq(statuses.id, customers.statusId))
    .where(where)
    .orderBy(desc(customers.id));
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

/** Whom this customer may be too (重複候補), with why. */
export function duplicatesOf(tx: Tx, organizationId: string, customerId: string) {
  return tx
    .select({ id: customers.id, name: customers.name, reason: duplicateCandidates.reason })
    .from(duplicateCandidates)
    .innerJoin(
      customers,
      or(
        and(eq(duplicateCandidates.customerId, customerId), eq(customers.id, duplicateCandidates.otherId)),
        and(eq(duplicateCandidates.otherId, customerId), eq(customers.id, duplicateCandidates.customerId)),
      ),
    )
    .where(eq(duplicateCandidates.organizationId, organizationId));
}

/** A customer's history, newest first. */
export function listHistory(tx: Tx, organizationId: string, customerId: string, { before, limit }: Page) {
  return tx
    .select()
    .from(customerHistory)
    .where(
      and(
        eq(customerHistory.organizationId, organizationId),
        eq(customerHistory.customerId, customerId),
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
