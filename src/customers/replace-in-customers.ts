// What customers were given (担当者, 顧客ステータス, 静的な顧客グループ), seen from the thing: how many have it, and giving
// all of them another instead.
import { and, count, eq, isNotNull, sql } from 'drizzle-orm';
import type { AssigneeWork, AuditActor, Uses, Work } from '../accounts/index.ts';
import { countInRules, holdConnections, type Rule, replaceInRules } from '../connections/index.ts';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { countOpenTasks } from './follow-up/task-queries.ts';
import { handOverTasks } from './follow-up/tasks.ts';
import { noteGiven } from './given/note-given.ts';
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
  if (rule === 'assigneeId') {
    const giving = { changeId: newId(), by: by.userId, to: to?.id ?? null };
    for (const some of chunks(ids))
      await noteGiven(
        tx,
        organizationId,
        giving,
        some.map((customerId) => ({ customerId, from: from.id })),
      );
  }
  return { connections, customers: ids.length };
}

async function replaceColumn(
  tx: Tx,
  organizationId: string,
  rule: Exclude<Rule, 'groupId'>,
  from: string,
  to: string | null,
): Promise<string[]> {
  const rows = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), eq(customers[rule], from)))
    .orderBy(customers.id)
    .for('no key update');
  const ids = rows.map(({ id }) => id);
  for (const some of chunks(ids)) await overtake(tx, organizationId, some, { [rule]: to });
  return ids;
}

/** Changes these customers; an edit of one of them that is open is overtaken. */
async function overtake(tx: Tx, organizationId: string, ids: string[], change: object): Promise<void> {
  await tx
    .update(customers)
    .set({ ...change, version: sql`${customers.version} + 1`, updatedAt: sql`now()` })
    .where(
      and(
        eq(customers.organizationId, organizationId),
        sql`${customers.id} = ANY(${sql.param(ids)}::uuid[])`,
      ),
    );
}

/** Moves the group's customers; each has the other group once. */
async function moveGroup(tx: Tx, organizationId: string, from: string, to: string | null): Promise<string[]> {
  // Customers before what they have: as an edit does.
  const rows = await tx
    .select({ id: customers.id })
    .from(customerGroups)
    .innerJoin(customers, eq(customers.id, customerGroups.customerId))
    .where(and(eq(customerGroups.organizationId, organizationId), eq(customerGroups.groupId, from)))
    .orderBy(customers.id)
    .for('no key update', { of: customers });
  const ids = rows.map(({ id }) => id);
  for (const some of chunks(ids)) {
    await overtake(tx, organizationId, some, {});
    if (to)
      await tx.execute(sql`INSERT INTO ${customerGroups} (organization_id, customer_id, group_id)
        SELECT ${organizationId}, c.id, ${to} FROM unnest(${sql.param(some)}::uuid[]) AS c (id) ON CONFLICT DO NOTHING`);
  }
  await tx
    .delete(customerGroups)
    .where(and(eq(customerGroups.organizationId, organizationId), eq(customerGroups.groupId, from)));
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

/** Of an organization's whole customers at most so many in one statement: each ends long before its time limit. */
const CHUNK = 5_000;

function* chunks(all: string[]) {
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
    for (const event of events)
      await tx.execute(sql`INSERT INTO ${customerHistory} (id, organization_id, customer_id, actor, event)
        SELECT l.id, ${organizationId}, l.customer_id, ${JSON.stringify(actor)}::jsonb, ${JSON.stringify(event)}::jsonb
        FROM unnest(${sql.param(some.map(newId))}::uuid[], ${sql.param(some)}::uuid[]) AS l (id, customer_id)`);
}

/** What accounts asks when a person leaves. */
export const assigneeWork: AssigneeWork = {
  hold: holdConnections,
  count: async (tx, organizationId) => {
    const work = new Map<string, Work>();
    for (const [id, uses] of await usesOf(tx, organizationId, 'assigneeId'))
      work.set(id, { ...uses, tasks: 0 });
    for (const { userId, tasks } of await countOpenTasks(tx, organizationId))
      work.set(userId, { ...(work.get(userId) ?? { connections: 0, customers: 0 }), tasks });
    return work;
  },
  handOver: async (tx, organizationId, by, from, to) => {
    const handedOver = await replaceEverywhere(
      tx,
      organizationId,
      by,
      'assigneeId',
      { id: from.userId, name: from.name },
      to && { id: to.userId, name: to.name },
    );
    return {
      ...handedOver,
      tasks: await handOverTasks(tx, organizationId, from.userId, to?.userId ?? null),
    };
  },
};
