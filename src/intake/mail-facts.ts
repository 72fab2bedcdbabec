// What came by mail for a connection: when the first and the last ones, and how much is kept aside.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { MailFacts } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import { mails } from './tables.ts';

/** Facts of these connections. Each is looked up by its index, however many mails there are. */
export async function mailFacts(
  tx: Tx,
  organizationId: string,
  connections: { id: string; activatedAt: Date | null }[],
): Promise<Map<string, MailFacts>> {
  const ids = sql.param(connections.map(({ id }) => id));
  const activated = sql.param(connections.map(({ activatedAt }) => activatedAt?.toISOString() ?? null));
  const own = sql`m.connection_id = c.id AND m.organization_id = ${organizationId} AND NOT m.is_test`;
  const request = sql`m.outcome IN ('inquiry', 'notice')`;
  const rows = await tx
    .select({
      id: sql<string>`c.id`,
      firstMailAt: sql<Date | null>`(SELECT m.received_at FROM ${mails} m WHERE ${own} AND ${request}
        AND (m.state = 'read' OR m.received_at >= c.activated_at) ORDER BY m.id LIMIT 1)`.mapWith(
        mails.receivedAt,
      ),
      lastMailAt:
        sql<Date | null>`(SELECT m.received_at FROM ${mails} m WHERE ${own} ORDER BY m.id DESC LIMIT 1)`.mapWith(
          mails.receivedAt,
        ),
      asideCount: sql<number>`(SELECT count(*)::int FROM ${mails} m WHERE ${own} AND m.state = 'aside')`,
      asideRequestCount: sql<number>`(SELECT count(*)::int FROM ${mails} m WHERE ${own} AND m.state = 'aside' AND ${request})`,
    })
    .from(sql`unnest(${ids}::uuid[], ${activated}::timestamptz[]) AS c (id, activated_at)`);
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

/** What is usual for a connection is seen in as many; more are not looked at. */
const MOST_ARRIVALS = 300;

/** When the last mails of these connections came, the last first; one that never got any is left out. */
export async function lastArrivals(
  tx: Tx,
  organizationId: string,
  connectionIds: string[],
): Promise<Map<string, Date[]>> {
  const rows = await tx
    .select({ id: sql<string>`c.id`, at: sql<Date>`m.received_at`.mapWith(mails.receivedAt) })
    .from(sql`unnest(${sql.param(connectionIds)}::uuid[]) AS c (id) CROSS JOIN LATERAL (SELECT m.received_at FROM ${mails} m
      WHERE m.connection_id = c.id AND m.organization_id = ${organizationId} AND NOT m.is_test
      ORDER BY m.id DESC LIMIT ${MOST_ARRIVALS}) AS m`);
  const arrivals = new Map<string, Date[]>();
  for (const { id, at } of rows) arrivals.set(id, [...(arrivals.get(id) ?? []), at]);
  return arrivals;
}

/** When each of these inboxes last got a mail; one that never did is left out. */
export async function lastMailByInbox(
  tx: Tx,
  organizationId: string,
  inboxIds: string[],
): Promise<Map<string, Date>> {
  if (inboxIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: mails.inboxId, last: sql<Date>`max(${mails.receivedAt})`.mapWith(mails.receivedAt) })
    .from(mails)
    .where(
      and(
        eq(mails.organizationId, organizationId),
        eq(mails.isTest, false),
        inArray(mails.inboxId, inboxIds),
      ),
    )
    .groupBy(mails.inboxId);
  return new Map(rows.map(({ id, last }) => [id, last]));
}
