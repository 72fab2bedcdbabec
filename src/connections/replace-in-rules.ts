// What connections set at intake, seen from the thing they set: how many use it, and using another instead.
import { and, count, eq, isNotNull, ne, sql } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import type { IntakeRules } from './model.ts';
import { connections } from './tables.ts';

/** A thing a connection sets on a customer. */
export type Rule = keyof IntakeRules;

const columns = {
  assigneeId: connections.assigneeId,
  statusId: connections.statusId,
  groupId: connections.groupId,
};

/**
 * Keeps all connections as they are until the transaction ends: what they set is to be replaced. In this order nobody waits
 * for each other: who edits by hand holds a thing (FOR SHARE) and then a connection; who takes a mail in may hold a connection
 * and then, by foreign keys alone, a status and a group. So a thing that is to go is locked FOR NO KEY UPDATE, then comes this, and only
 * then it may be deleted. Hand-overs happen one after another.
 */
export async function holdConnections(tx: Tx, organizationId: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`hand over|${organizationId}`}, 0))`);
  await tx
    .select({ id: connections.id })
    .from(connections)
    .where(eq(connections.organizationId, organizationId))
    .orderBy(connections.id)
    .for('no key update');
}

/** Id of the thing → how many connections set it. Deleted connections set nothing any more. */
export async function countInRules(tx: Tx, organizationId: string, rule: Rule): Promise<Map<string, number>> {
  const column = columns[rule];
  const rows = await tx
    .select({ id: sql<string>`${column}`, connections: count() })
    .from(connections)
    .where(
      and(
        eq(connections.organizationId, organizationId),
        isNotNull(column),
        ne(connections.state, 'deleted'),
      ),
    )
    .groupBy(column);
  return new Map(rows.map((row) => [row.id, row.connections]));
}

/**
 * Every connection that sets `from` sets `to` instead, or nothing when it is null; also the deleted ones, whose row still
 * names it. Each one's history says so. Returns how many of them are not deleted.
 */
export async function replaceInRules(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  rule: Rule,
  from: { id: string; name: string },
  to: { id: string; name: string } | null,
): Promise<number> {
  const changed = await tx
    .update(connections)
    .set({
      [rule]: to?.id ?? null,
      version: sql`${connections.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(connections.organizationId, organizationId), eq(columns[rule], from.id)))
    .returning({ id: connections.id, state: connections.state });
  const alive = changed.filter(({ state }) => state !== 'deleted');
  for (const { id } of alive)
    await addAudit(tx, organizationId, by, 'connection.rule-replaced', id, {
      rule,
      from: from.name,
      to: to?.name ?? null,
    });
  return alive.length;
}
