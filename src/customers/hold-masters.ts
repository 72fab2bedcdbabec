// Statuses and groups for whoever refers to them: they stay while the reference is written.
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { groups, statuses } from './tables.ts';

/**
 * Those of these that are there. Whoever deletes one waits until the transaction ends (by a lock that foreign keys do not
 * take: connections' holdConnections says why). Hold them before a connection is locked.
 */
export async function holdMasters(
  tx: Tx,
  organizationId: string,
  { statusId, groupId }: { statusId: string | null; groupId: string | null },
) {
  const [status] = statusId
    ? await tx
        .select({ id: statuses.id, name: statuses.name, color: statuses.color })
        .from(statuses)
        .where(and(eq(statuses.organizationId, organizationId), eq(statuses.id, statusId)))
        .for('share')
    : [];
  const [group] = groupId
    ? await tx
        .select({ id: groups.id, name: groups.name })
        .from(groups)
        .where(and(eq(groups.organizationId, organizationId), eq(groups.id, groupId)))
        .for('share')
    : [];
  return { status: status ?? null, group: group ?? null };
}

/**
 * Keeps these from going until the transaction ends, as the rows that will name them do by themselves; but before customers are
 * locked: whoever deletes one locks it first, then the customers who have it (ADR 9). By id, one statement for all.
 */
export async function keepMasters(
  tx: Tx,
  organizationId: string,
  { statusIds, groupIds }: { statusIds: string[]; groupIds: string[] },
): Promise<void> {
  if (statusIds.length + groupIds.length === 0) return;
  const kept = (table: typeof statuses | typeof groups, ids: string[]) => sql`SELECT id FROM (
    SELECT m.id FROM ${table} m WHERE m.organization_id = ${organizationId} AND m.id = ANY(${sql.param(ids)}::uuid[])
    ORDER BY m.id FOR KEY SHARE) AS kept`;
  await tx.execute(sql`${kept(statuses, statusIds)} UNION ALL ${kept(groups, groupIds)}`);
}
