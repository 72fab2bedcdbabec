// Queries on who is next when nobody responds. Private to this stage.
import { randomInt } from 'node:crypto';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { takeTurn } from '../../platform/take-turn.ts';
import { escalations } from '../tables.ts';
import type { Escalation } from './model.ts';

const of = (organizationId: string, connectionId: string | null) =>
  and(
    eq(escalations.organizationId, organizationId),
    connectionId === null ? isNull(escalations.connectionId) : eq(escalations.connectionId, connectionId),
  );

/** The firm's, and those of single connections. */
export function listEscalations(tx: Tx, organizationId: string): Promise<Escalation[]> {
  const { connectionId, afterMinutes, people, managerId, hours, version } = escalations;
  return tx
    .select({ connectionId, afterMinutes, people, managerId, hours, version })
    .from(escalations)
    .where(eq(escalations.organizationId, organizationId))
    .orderBy(asc(escalations.id));
}

/** Changes of them happen one after another: before the first there is no row to hold. */
export const lockEscalations = (tx: Tx, organizationId: string): Promise<void> =>
  takeTurn(tx, `escalations|${organizationId}`);

/** A new rule's version begins anywhere: counted from one, a page that shows the rule that was there before would take it for its own. */
const firstVersion = () => randomInt(1, 2 ** 30);

/** Puts a rule in the place of the one there is. */
export async function putEscalation(
  tx: Tx,
  organizationId: string,
  { version: _, ...rule }: Escalation,
): Promise<void> {
  const { connectionId, ...set } = rule;
  await tx
    .insert(escalations)
    .values({ id: newId(), organizationId, connectionId, ...set, version: firstVersion() })
    .onConflictDoUpdate({
      target: [escalations.organizationId, escalations.connectionId],
      set: { ...set, version: sql`${escalations.version} + 1`, updatedAt: sql`now()` },
    });
}

/** Done twice it is done once. */
export async function removeEscalation(
  tx: Tx,
  organizationId: string,
  connectionId: string | null,
): Promise<void> {
  await tx.delete(escalations).where(of(organizationId, connectionId));
}
