// Queries of merges (統合): what two customers are at the moment, and what a merge kept. Private to this stage.
import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { assigneeOf, groupsOf, type Named, statusOf } from './choices.ts';
import type { ContactPoint } from './rules/contact-points.ts';
import type { CustomerState } from './rules/customer-state.ts';
import { lockCustomers, lockIdentities } from './store.ts';
import { contactPoints, customerGroups, customerMerges, customers, inquiries } from './tables.ts';

/** A customer as a merge sees them. */
export interface Standing extends CustomerState {
  id: string;
  version: number;
  mergedInto: string | null;
}

/** These customers as they are, by id; those of another organization, and none, are left out. */
export async function standingsOf(
  tx: Tx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, Standing>> {
  const of = <Table extends typeof contactPoints | typeof customerGroups>(table: Table) =>
    and(eq(table.organizationId, organizationId), inArray(table.customerId, ids));
  const points = await tx.select().from(contactPoints).where(of(contactPoints)).orderBy(contactPoints.id);
  const groups = await tx
    .select()
    .from(customerGroups)
    .where(of(customerGroups))
    .orderBy(customerGroups.groupId);
  const rows = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)));
  const standings = rows.map((row): Standing => {
    const { id, version, mergedInto, name, nameKana, postalCode, address, assigneeId, statusId } = row;
    return {
      ...{ id, version, mergedInto, name, nameKana, postalCode, address, assigneeId, statusId },
      points: points
        .filter(({ customerId }) => customerId === id)
        .map((point) => ({ id: point.id, kind: point.kind, value: point.value, key: point.key })),
      groupIds: groups.filter(({ customerId }) => customerId === id).map(({ groupId }) => groupId),
    };
  });
  return new Map(standings.map((standing) => [standing.id, standing]));
}

/** What customers were given and is still there, by id. */
export interface Given {
  assignees: Map<string, Named>;
  statuses: Map<string, Named>;
  groups: Map<string, Named>;
}

/** Of what these customers have been given, what is there: it stays until the transaction ends. */
export async function holdGiven(tx: Tx, organizationId: string, states: CustomerState[]): Promise<Given> {
  const sorted = (ids: (string | null)[]) => [...new Set(ids.flatMap((id) => id ?? []))].sort();
  const found = async (find: typeof assigneeOf, ids: (string | null)[]) => {
    const named = new Map<string, Named>();
    for (const id of sorted(ids)) {
      const one = await find(tx, organizationId, id);
      if (one) named.set(id, one);
    }
    return named;
  };
  const assignees = await found(
    assigneeOf,
    states.map(({ assigneeId }) => assigneeId),
  );
  const statuses = await found(
    statusOf,
    states.map(({ statusId }) => statusId),
  );
  const wanted = sorted(states.flatMap(({ groupIds }) => groupIds));
  const groups = new Map((await groupsOf(tx, organizationId, wanted)).map((group) => [group.id, group]));
  return { assignees, statuses, groups };
}

/** Mails of whoever is known by these wait, and so does whoever changes these customers (ADR 9). */
export async function holdPeople(
  tx: Tx,
  organizationId: string,
  points: Pick<ContactPoint, 'kind' | 'key'>[],
  customerIds: string[],
): Promise<void> {
  const identities = points.filter(({ kind }) => kind === 'phone' || kind === 'email');
  await lockIdentities(
    tx,
    organizationId,
    identities.map(({ kind, key }) => `${kind}|${key}`),
  );
  await lockCustomers(tx, organizationId, customerIds);
}

/** Makes the customer this, with as many inquiries as they have; points without an id get one, in this order. */
export async function writeState(
  tx: Tx,
  organizationId: string,
  customerId: string,
  {
    points,
    groupIds,
    ...single
  }: Omit<CustomerState, 'points'> & { points: (ContactPoint & { id: string | null })[] },
  mergedInto: string | null,
): Promise<void> {
  await tx
    .delete(contactPoints)
    .where(and(eq(contactPoints.organizationId, organizationId), eq(contactPoints.customerId, customerId)));
  if (points.length > 0)
    await tx.execute(
      insertRows(
        contactPoints,
        points.map((point) => ({ ...point, id: point.id ?? newId(), organizationId, customerId })),
      ),
    );
  await tx
    .delete(customerGroups)
    .where(and(eq(customerGroups.organizationId, organizationId), eq(customerGroups.customerId, customerId)));
  if (groupIds.length > 0)
    await tx
      .insert(customerGroups)
      .values(groupIds.map((groupId) => ({ organizationId, customerId, groupId })));
  const { name, nameKana, postalCode, address, assigneeId, statusId } = single;
  await tx
    .update(customers)
    .set({
      ...{ name, nameKana, postalCode, address, assigneeId, statusId, mergedInto },
      inquiryCount: sql`(SELECT count(*) FROM ${inquiries} i
        WHERE i.organization_id = ${organizationId} AND i.customer_id = ${customerId})`,
      version: sql`${customers.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)));
}

export type MergeRow = typeof customerMerges.$inferSelect;

/** One merge, undone or not; or none. */
export async function getMerge(tx: Tx, organizationId: string, id: string): Promise<MergeRow | null> {
  const [row] = await tx
    .select()
    .from(customerMerges)
    .where(and(eq(customerMerges.organizationId, organizationId), eq(customerMerges.id, id)));
  return row ?? null;
}

/** Merges that stand with this customer on either side, newest first: the first is the one that can be undone. */
export function mergesOf(tx: Tx, organizationId: string, customerId: string): Promise<MergeRow[]> {
  return tx
    .select()
    .from(customerMerges)
    .where(
      and(
        eq(customerMerges.organizationId, organizationId),
        or(eq(customerMerges.survivorId, customerId), eq(customerMerges.absorbedId, customerId)),
        isNull(customerMerges.undoneAt),
      ),
    )
    .orderBy(desc(customerMerges.at), desc(customerMerges.id));
}
