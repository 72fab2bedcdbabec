// What connections set at intake, by themselves or by their 振り分けルール, seen from the thing they set: how many use it, and using
// another instead.
import { and, eq, ne, or, sql } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { takeTurn } from '../platform/take-turn.ts';
import { thingsOf, withReplaced } from './assignment/rules/things.ts';
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
  await takeTurn(tx, `hand over|${organizationId}`);
  await tx
    .select({ id: connections.id })
    .from(connections)
    .where(eq(connections.organizationId, organizationId))
    .orderBy(connections.id)
    .for('no key update');
}

/** Id of the thing → how many connections set it. Deleted connections set nothing any more. */
export async function countInRules(tx: Tx, organizationId: string, rule: Rule): Promise<Map<string, number>> {
  const rows = await tx
    .select({ own: columns[rule], assignmentRules: connections.assignmentRules })
    .from(connections)
    .where(and(eq(connections.organizationId, organizationId), ne(connections.state, 'deleted')));
  const counts = new Map<string, number>();
  for (const { own, assignmentRules } of rows)
    for (const id of new Set([...(own ? [own] : []), ...thingsOf(assignmentRules, rule)]))
      counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/**
 * Every connection that sets `from` sets `to` instead, or nothing when it is null; also the deleted ones, whose row still
 * names it. A rule's team that it leaves goes on without it. Each one's history says so. Returns how many of them are not
 * deleted.
 */
export async function replaceInRules(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  rule: Rule,
  from: { id: string; name: string },
  to: { id: string; name: string } | null,
): Promise<number> {
  const column = columns[rule];
  const using = await tx
    .select({
      id: connections.id,
      state: connections.state,
      own: column,
      assignmentRules: connections.assignmentRules,
    })
    .from(connections)
    .where(
      and(
        eq(connections.organizationId, organizationId),
        // What of it is meant is looked at below: an id stands nowhere else in it.
        or(eq(column, from.id), sql`strpos(${connections.assignmentRules}::text, ${from.id}) > 0`),
      ),
    )
    .orderBy(connections.id);
  let alive = 0;
  for (const { id, state, own, assignmentRules } of using) {
    const isOwn = own === from.id;
    const after = assignmentRules.map((one) => withReplaced(one, rule, from.id, to?.id ?? null));
    const rules = assignmentRules.filter((one, i) => after[i] !== one).map(({ name }) => name);
    if (!isOwn && rules.length === 0) continue;
    await tx
      .update(connections)
      .set({
        ...(isOwn && { [rule]: to?.id ?? null, version: sql`${connections.version} + 1` }),
        ...(rules.length > 0 && {
          assignmentRules: after,
          assignmentVersion: sql`${connections.assignmentVersion} + 1`,
        }),
        updatedAt: sql`now()`,
      })
      .where(and(eq(connections.organizationId, organizationId), eq(connections.id, id)));
    if (state === 'deleted') continue;
    alive++;
    const details = { rule, from: from.name, to: to?.name ?? null };
    if (isOwn) await addAudit(tx, organizationId, by, 'connection.rule-replaced', id, details);
    if (rules.length > 0)
      await addAudit(tx, organizationId, by, 'connection.assignment-replaced', id, { ...details, rules });
  }
  return alive;
}
