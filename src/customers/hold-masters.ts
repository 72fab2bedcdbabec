// Statuses and groups for whoever refers to them: they stay while the reference is written.
import { and, eq } from 'drizzle-orm';
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
