// What customers were given (担当者, 顧客ステータス, 静的な顧客グループ), seen from the thing: how many have it, and giving
// all of them another instead.
import { and, count, eq, isNotNull, sql } from 'drizzle-orm';
import type { AssigneeWork, AuditActor, Uses } from '../accounts/index.ts';
import { countInRules, holdConnections, type Rule, replaceInRules } from '../connections/index.ts';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import type { Actor, HistoryEvent } from './model.ts';
import { customerGroups, customerHistory, customers } from './tables.ts';

type Named = { id: string; name: string };

/** Id of the thing → how many connections and customers have it; what nobody has is left out. */
export async function usesOf(tx: Tx, organizationId: string, rule: Rule): Promise<Map<string, Uses>> {
  const uses = new Map<string, Uses>();
  for (const [id, connections] of await countInRules(tx, organizationId, rule))
    uses.set(id, { connections, customers: 0 });
  for (const { id, customers } of await countCustomers(tx, organizationId, rule))
    uses.set(id, { connections: uses.get(id)?.connections ?? 0, customers });
  return uses;
}

function countCustomers(tx: Tx, organizationId: string, rule: Rule) {
  if (rule === 'groupId')
    return tx
      .select({ id: customerGroups.groupId, customers: count() })
      .from(customerGroups)
      .where(eq(customerGroups.organizationId, organizationId))
      .groupBy(customerGroups.groupId);
  const column = customers[rule];
  return tx
    .select({ id: sql<string>`${column}`, customers: count() })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), isNotNull(column)))
    .groupBy(column);
}

/** Gives every connection and customer that has `from` the other thing, or none; their histories say so. Returns how many. */
export async function replaceEverywhere(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  rule: Rule,
  from: Named,
  to: Named | null,
): Promise<Uses> {
  const connections = await replaceInRules(tx, organizationId, by, rule, from, to);
  const ids =
    rule === 'groupId'
      ? await moveGroup(tx, organizationId, from.id, to?.id ?? null)
      : await replaceColumn(tx, organizationId, rule, from.id, to?.id ?? null);
  const actor: Actor = { type: 'user', userId: by.userId ?? '', name: by.name };
  await addHistoryToMany(tx, organizationId, ids, actor, eventsOf(rule, from, to));
  return { connections, customers: ids.length };
}

async function replaceColumn(
  tx: Tx,
  organizationId: string,
  rule: Exclude<Rule, 'groupId'>,
  from: string,
  to: string | null,
): Promise<string[]> {
  const changed = await tx
    .update(customers)
    .set({ [rule]: to, version: sql`${customers.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(customers.organizationId, organizationId), eq(customers[rule], from)))
    .returning({ id: customers.id });
  return changed.map(({ id }) => id);
}

async function moveGroup(tx: Tx, organizationId: string, from: string, to: string | null): Promise<string[]> {
  const left = await tx
    .delete(customerGroups)
    .where(and(eq(customerGroups.organizationId, organizationId), eq(customerGroups.groupId, from)))
    .returning({ customerId: customerGroups.customerId });
  const ids = left.map(({ customerId }) => customerId);
  if (to)
    for (const some of chunks(ids))
      await tx
        .insert(customerGroups)
        .values(some.map((customerId) => ({ organizationId, customerId, groupId: to })))
        .onConflictDoNothing();
  return ids;
}

function eventsOf(rule: Rule, from: Named, to: Named | null): HistoryEvent[] {
  switch (rule) {
    case 'assigneeId':
      return [{ type: 'assigned', to: to?.name ?? null }];
    case 'statusId':
      return [{ type: 'status-set', to: to?.name ?? null }];
    case 'groupId':
      return [
        { type: 'group-removed', group: from.name },
        ...(to ? [{ type: 'group-added' as const, group: to.name }] : []),
      ];
  }
}

const CHUNK = 1_000; // a statement takes 65,535 parameters

function* chunks<T>(all: T[]) {
  for (let i = 0; i < all.length; i += CHUNK) yield all.slice(i, i + CHUNK);
}

async function addHistoryToMany(
  tx: Tx,
  organizationId: string,
  customerIds: string[],
  actor: Actor,
  events: HistoryEvent[],
): Promise<void> {
  for (const some of chunks(customerIds))
    await tx.insert(customerHistory).values(
      some.flatMap((customerId) =>
        events.map((event) => ({
          id: newId(),
          organizationId,
          customerId,
          inquiryId: null,
          actor,
          event,
        })),
      ),
    );
}

/** What accounts asks when a person leaves. */
export const assigneeWork: AssigneeWork = {
  hold: holdConnections,
  count: (tx, organizationId) => usesOf(tx, organizationId, 'assigneeId'),
  handOver: (tx, organizationId, by, from, to) =>
    replaceEverywhere(
      tx,
      organizationId,
      by,
      'assigneeId',
      { id: from.userId, name: from.name },
      to && { id: to.userId, name: to.name },
    ),
};
