// Queries on connections. Private to this stage.
import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { Connection } from './model.ts';
import { connections, inboxes } from './tables.ts';

const columns = {
  id: connections.id,
  portal: connections.portal,
  name: connections.name,
  state: connections.state,
  assigneeId: connections.assigneeId,
  statusId: connections.statusId,
  groupId: connections.groupId,
  inboxLocalPart: inboxes.localPart,
  createdAt: connections.createdAt,
};

const select = (tx: Tx, where: SQL | undefined) =>
  tx
    .select(columns)
    .from(connections)
    .leftJoin(inboxes, and(eq(inboxes.connectionId, connections.id), eq(inboxes.state, 'active')))
    .where(where)
    .orderBy(desc(connections.id));

/** One connection of the organization, or null. */
export async function getConnection(tx: Tx, organizationId: string, id: string): Promise<Connection | null> {
  const [row] = await select(tx, and(eq(connections.organizationId, organizationId), eq(connections.id, id)));
  return row ?? null;
}

/** Connections older than `before` (an id), newest first. */
export async function listConnections(
  tx: Tx,
  organizationId: string,
  page: { before: string | null; limit: number },
): Promise<Connection[]> {
  const older = page.before ? lt(connections.id, page.before) : undefined;
  return select(tx, and(eq(connections.organizationId, organizationId), older)).limit(page.limit);
}
