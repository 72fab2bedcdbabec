// Whose turn it is in a rule's team, kept so that it is fair over all processes: a request holds the turn until it is taken in.
import { and, asc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { insertRows } from '../../platform/insert-rows.ts';
import { takeTurn } from '../../platform/take-turn.ts';
import { assignmentTurns } from '../tables.ts';

/**
 * Whom each of these rules gave somebody last, by rule; nobody else gives by them until the transaction ends. A rule that was
 * deleted meanwhile is not there. After customers in the order of locks (ADR 9).
 */
export async function holdTurns(
  tx: Tx,
  organizationId: string,
  ruleIds: string[],
): Promise<Map<string, string | null>> {
  const rows = await tx
    .select({ ruleId: assignmentTurns.ruleId, lastUserId: assignmentTurns.lastUserId })
    .from(assignmentTurns)
    .where(and(eq(assignmentTurns.organizationId, organizationId), inArray(assignmentTurns.ruleId, ruleIds)))
    .orderBy(asc(assignmentTurns.ruleId))
    .for('no key update');
  return new Map(rows.map(({ ruleId, lastUserId }) => [ruleId, lastUserId]));
}

/**
 * Waits until nobody else counts who has the fewest inquiries: teams of several rules share their people. After the turns.
 */
export async function lockOpenCounts(tx: Tx, organizationId: string): Promise<void> {
  await takeTurn(tx, `open counts|${organizationId}`);
}

/** Whom rules gave somebody last, without holding it: for trying rules out. */
export async function readTurns(
  tx: Tx,
  organizationId: string,
  connectionId: string,
): Promise<Map<string, string | null>> {
  const rows = await tx
    .select({ ruleId: assignmentTurns.ruleId, lastUserId: assignmentTurns.lastUserId })
    .from(assignmentTurns)
    .where(
      and(eq(assignmentTurns.organizationId, organizationId), eq(assignmentTurns.connectionId, connectionId)),
    );
  return new Map(rows.map(({ ruleId, lastUserId }) => [ruleId, lastUserId]));
}

/** Writes whose turn it was, in the transaction that holds it. */
export async function noteTurns(
  tx: Tx,
  organizationId: string,
  turns: { ruleId: string; lastUserId: string }[],
): Promise<void> {
  if (turns.length === 0) return;
  const ids = sql.param(turns.map(({ ruleId }) => ruleId));
  const users = sql.param(turns.map(({ lastUserId }) => lastUserId));
  await tx.execute(sql`UPDATE ${assignmentTurns} t SET last_user_id = n.user_id
    FROM unnest(${ids}::uuid[], ${users}::uuid[]) AS n (rule_id, user_id)
    WHERE t.organization_id = ${organizationId} AND t.rule_id = n.rule_id`);
}

/** A connection has these rules from now on: each has its turn, those that were there keep it. */
export async function keepTurns(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  ruleIds: string[],
): Promise<void> {
  await tx
    .delete(assignmentTurns)
    .where(
      and(
        eq(assignmentTurns.organizationId, organizationId),
        eq(assignmentTurns.connectionId, connectionId),
        ruleIds.length > 0 ? notInArray(assignmentTurns.ruleId, ruleIds) : undefined,
      ),
    );
  if (ruleIds.length === 0) return;
  const rows = ruleIds.map((ruleId) => ({ ruleId, organizationId, connectionId }));
  await tx.execute(sql`${insertRows(assignmentTurns, rows)} ON CONFLICT DO NOTHING`);
}
