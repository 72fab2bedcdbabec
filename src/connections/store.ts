// Queries on connections and their addresses. Private to this stage.
import { and, desc, eq, gt, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Tx } from '../platform/database.ts';
import { takeTurn } from '../platform/take-turn.ts';
import { type Connection, KEPT_DAYS } from './model.ts';
import { connections, inboxes, portalLogins } from './tables.ts';

const columns = {
  id: connections.id,
  portal: connections.portal,
  name: connections.name,
  state: connections.state,
  version: connections.version,
  assigneeId: connections.assigneeId,
  statusId: connections.statusId,
  groupId: connections.groupId,
  forwardTo: connections.forwardTo,
  assignmentRules: connections.assignmentRules,
  inboxLocalPart: inboxes.localPart,
  createdBy: connections.createdBy,
  activatedAt: connections.activatedAt,
  createdAt: connections.createdAt,
  deletedAt: connections.deletedAt,
};

const select = (tx: Tx, where: SQL | undefined) =>
  tx
    .select(columns)
    .from(connections)
    .leftJoin(inboxes, and(eq(inboxes.connectionId, connections.id), eq(inboxes.state, 'active')))
    .where(where)
    .orderBy(desc(connections.id));

const one = (organizationId: string, id: string) =>
  and(eq(connections.organizationId, organizationId), eq(connections.id, id));

/** From now on, in SQL. */
export const inKeptDays = sql`now() + ${`${KEPT_DAYS} days`}::interval`;

const stillShown = or(
  ne(connections.state, 'deleted'),
  gt(connections.deletedAt, sql`now() - ${`${KEPT_DAYS} days`}::interval`),
);

/** One connection of the organization, also one deleted long ago, or null. */
export async function getConnection(tx: Tx, organizationId: string, id: string): Promise<Connection | null> {
  const [row] = await select(tx, one(organizationId, id));
  return row ?? null;
}

/** Those of these that are the organization's, also ones deleted long ago. */
export function getConnections(tx: Tx, organizationId: string, ids: string[]): Promise<Connection[]> {
  return select(tx, and(eq(connections.organizationId, organizationId), inArray(connections.id, ids)));
}

/** The same, for people: a deleted one is gone after 90 days. */
export async function getShownConnection(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<Connection | null> {
  const [row] = await select(tx, and(one(organizationId, id), stillShown));
  return row ?? null;
}

/**
 * One connection as it stays until this transaction ends: whoever changes it waits, and a change under way is waited for.
 */
export async function holdConnection(tx: Tx, organizationId: string, id: string): Promise<Connection | null> {
  await tx.select({ id: connections.id }).from(connections).where(one(organizationId, id)).for('share');
  return getConnection(tx, organizationId, id);
}

/** One connection, for changing it: other changes wait. What people no longer see is not there. */
export async function lockConnection(tx: Tx, organizationId: string, id: string): Promise<Connection | null> {
  const where = and(one(organizationId, id), stillShown);
  await tx.select({ id: connections.id }).from(connections).where(where).for('no key update');
  return getShownConnection(tx, organizationId, id);
}

/** Connections older than `before` (an id), newest first; deleted ones of the last 90 days where asked for. */
export async function listConnections(
  tx: Tx,
  organizationId: string,
  { before, limit, withDeleted }: { before: string | null; limit: number; withDeleted: boolean },
): Promise<Connection[]> {
  return select(
    tx,
    and(
      eq(connections.organizationId, organizationId),
      before ? lt(connections.id, before) : undefined,
      withDeleted ? stillShown : ne(connections.state, 'deleted'),
    ),
  ).limit(limit);
}

/** Names of the connections that are not deleted. */
export function listNames(tx: Tx, organizationId: string) {
  return tx
    .select({ id: connections.id, name: connections.name })
    .from(connections)
    .where(and(eq(connections.organizationId, organizationId), ne(connections.state, 'deleted')));
}

/** The connection a screen's first step has already made, or null. */
export async function findByRequestKey(
  tx: Tx,
  organizationId: string,
  requestKey: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.organizationId, organizationId), eq(connections.requestKey, requestKey)));
  return row?.id ?? null;
}

/** Drafts and names of an organization are made one after another: no two get one name or one request key. */
export async function lockNames(tx: Tx, organizationId: string): Promise<void> {
  await takeTurn(tx, `connection names|${organizationId}`);
}

/** Writes a change a person made: the version grows. The row must be locked. */
export async function changeConnection(
  tx: Tx,
  organizationId: string,
  id: string,
  change: PgUpdateSetSource<typeof connections>,
): Promise<void> {
  await tx
    .update(connections)
    .set({ ...change, version: sql`${connections.version} + 1`, updatedAt: sql`now()` })
    .where(one(organizationId, id));
}

/** Addresses of these connections that were rotated away and are still answered, the newest first. */
export function listRetiredInboxes(tx: Tx, organizationId: string, connectionIds: string[]) {
  return tx
    .select({
      id: inboxes.id,
      connectionId: inboxes.connectionId,
      localPart: inboxes.localPart,
      expiresAt: inboxes.expiresAt,
    })
    .from(inboxes)
    .where(
      and(
        eq(inboxes.organizationId, organizationId),
        inArray(inboxes.connectionId, connectionIds),
        eq(inboxes.state, 'retired'),
        gt(inboxes.expiresAt, sql`now()`),
      ),
    )
    .orderBy(desc(inboxes.id));
}

/** Whether a login is saved for this connection. */
export async function hasLogin(tx: Tx, organizationId: string, id: string): Promise<boolean> {
  const found = await tx
    .select({ id: portalLogins.connectionId })
    .from(portalLogins)
    .where(and(eq(portalLogins.organizationId, organizationId), eq(portalLogins.connectionId, id)));
  return found.length > 0;
}

/** Connections of this id or name, also deleted ones: their mails are kept. */
export async function findConnections(
  tx: Tx,
  organizationId: string,
  wanted: string,
): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: connections.id, name: connections.name })
    .from(connections)
    .where(
      and(
        eq(connections.organizationId, organizationId),
        or(eq(sql`${connections.id}::text`, wanted), eq(connections.name, wanted)),
      ),
    )
    .orderBy(connections.id);
}
