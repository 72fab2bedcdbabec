// Inquiries of some days counted every way the dashboard shows them, by the index of when they were received.
import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { customers, inquiries } from '../tables.ts';
import type { Figures, StatusCount } from './model.ts';

/** From this instant to right before that one. */
export interface Instants {
  from: Date;
  before: Date;
}

const jst = sql`(${inquiries.receivedAt} AT TIME ZONE 'Asia/Tokyo')`;

// Whoever says that they responded before the mail came was not slower than at once; GREATEST alone would take 未対応 for it.
const seconds = sql`CASE WHEN ${inquiries.respondedAt} IS NOT NULL THEN date_part('epoch', greatest(${inquiries.respondedAt} - ${inquiries.receivedAt}, interval '0')) END`;
const within = (minutes: number) =>
  sql<number>`(count(*) FILTER (WHERE ${inquiries.respondedAt} <= ${inquiries.receivedAt} + make_interval(mins => ${minutes})))::int`;

const figures = {
  count: sql<number>`count(*)::int`,
  repeats: sql<number>`(count(*) FILTER (WHERE ${inquiries.isRepeat}))::int`,
  open: sql<number>`(count(*) FILTER (WHERE ${inquiries.respondedAt} IS NULL))::int`,
  medianSeconds: sql<number | null>`percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds})`,
  within5: within(5),
  within30: within(30),
};

const received = (organizationId: string, { from, before }: Instants): SQL | undefined =>
  and(
    eq(inquiries.organizationId, organizationId),
    gte(inquiries.receivedAt, from),
    lt(inquiries.receivedAt, before),
  );

/** All of them together. */
export async function countTogether(tx: Tx, organizationId: string, instants: Instants): Promise<Figures> {
  const [row] = await tx.select(figures).from(inquiries).where(received(organizationId, instants));
  if (!row) throw new Error('an aggregate without a row');
  return row;
}

export interface Counted {
  total: Figures;
  /** `bar`: the first Japanese day of the day or month. */
  byTime: { bar: string; portal: string; count: number }[];
  portals: (Figures & { portal: string })[];
  assignees: (Figures & { assigneeId: string | null })[];
  /** Empty where nobody belongs to a branch. */
  branches: (Figures & { branchId: string | null })[];
  connections: (Figures & { connectionId: string | null })[];
  statuses: (StatusCount & { portal: string })[];
  /** Customers of the asked statuses who came through the asked portals, each once. */
  contracts: number;
}

export interface Asked {
  unit: 'day' | 'month';
  /** Whose customers are counted as `contracts`, and which portals brought them. */
  contracts: { statusIds: string[]; portals: string[] };
  /** Who belongs to a branch. */
  people: { userId: string; branchId: string }[];
}

const counts = sql`count(*)::int AS count, (count(*) FILTER (WHERE is_repeat))::int AS repeats,
      (count(*) FILTER (WHERE seconds IS NULL))::int AS open,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS "medianSeconds",
      (count(*) FILTER (WHERE seconds <= 300))::int AS within5,
      (count(*) FILTER (WHERE seconds <= 1800))::int AS within30`;

/** The same, by time, portal, assignee, branch, connection and status of the customer. What has none is not there. */
export async function countEveryWay(
  tx: Tx,
  organizationId: string,
  instants: Instants,
  { unit, contracts, people }: Asked,
): Promise<Counted> {
  // Each customer is looked up: to join them the planner would go through all of them for the few of a month. What was found
  // is gone through a few times, and sorted only where a median is asked for.
  const byBranch = sql`UNION ALL
    SELECT 'branch', NULL, NULL, NULL, b.branch_id, NULL, NULL, 0, ${counts}
    FROM i LEFT JOIN unnest(${sql.param(people.map(({ userId }) => userId))}::uuid[], ${sql.param(
      people.map(({ branchId }) => branchId),
    )}::uuid[]) AS b (user_id, branch_id) ON b.user_id = i.assignee_id
    GROUP BY b.branch_id`;
  const { rows } = await tx.execute<Row>(sql`
    WITH i AS MATERIALIZED (
      SELECT date_trunc('${sql.raw(unit)}', ${jst})::date AS bar,
        ${inquiries.portal} AS portal, ${inquiries.connectionId} AS connection_id, c.assignee_id,
        CASE WHEN ${inquiries.customerId} IS NULL THEN 'notice' ELSE coalesce(c.status_id::text, 'none') END AS status,
        ${inquiries.customerId} AS customer_id, ${inquiries.isRepeat} AS is_repeat, ${seconds} AS seconds
      FROM ${inquiries}
      LEFT JOIN LATERAL (
        SELECT c.assignee_id, c.status_id FROM ${customers} c
        WHERE c.organization_id = ${inquiries.organizationId} AND c.id = ${inquiries.customerId} LIMIT 1
      ) c ON true
      WHERE ${received(organizationId, instants)}
    )
    SELECT CASE GROUPING(portal, assignee_id, connection_id)
        WHEN 7 THEN 'total' WHEN 3 THEN 'portal' WHEN 5 THEN 'assignee' ELSE 'connection' END AS way,
      portal, assignee_id AS "assigneeId", connection_id AS "connectionId", NULL::uuid AS "branchId", NULL AS bar,
      NULL AS "statusId", 0 AS customers, ${counts}
    FROM i GROUP BY GROUPING SETS ((), (portal), (assignee_id), (connection_id))
    UNION ALL
    SELECT 'bar', portal, NULL, NULL, NULL, to_char(bar, 'YYYY-MM-DD'), NULL, 0, count(*)::int, 0, 0, NULL, 0, 0
    FROM i GROUP BY bar, portal
    UNION ALL
    SELECT 'status', portal, NULL, NULL, NULL, NULL, status, count(customer_id)::int, sum(asked)::int, 0, 0, NULL, 0, 0
    FROM (SELECT portal, status, customer_id, count(*) AS asked FROM i GROUP BY portal, status, customer_id) AS each
    GROUP BY portal, status
    UNION ALL
    SELECT 'contracts', NULL, NULL, NULL, NULL, NULL, NULL, count(DISTINCT customer_id)::int, 0, 0, 0, NULL, 0, 0
    FROM i WHERE status = ANY (${sql.param(contracts.statusIds)}::text[]) AND portal = ANY (${sql.param(contracts.portals)}::text[])
    ${people.length > 0 ? byBranch : sql``}`);
  const by = (way: Row['way']) => rows.filter((row) => row.way === way);
  const [total] = by('total');
  if (!total) throw new Error('an aggregate without a row');
  return {
    total: figuresOf(total),
    byTime: by('bar'),
    portals: by('portal').map((row) => ({ portal: row.portal, ...figuresOf(row) })),
    assignees: by('assignee').map((row) => ({ assigneeId: row.assigneeId, ...figuresOf(row) })),
    branches: by('branch').map((row) => ({ branchId: row.branchId, ...figuresOf(row) })),
    connections: by('connection').map((row) => ({ connectionId: row.connectionId, ...figuresOf(row) })),
    statuses: by('status').map(({ portal, statusId, customers, count }) => ({
      portal,
      statusId,
      customers,
      inquiries: count,
    })),
    contracts: by('contracts')[0]?.customers ?? 0,
  };
}

/** Of each way only what it is counted by, and what is asked of it, means something. */
interface Row extends Figures, Record<string, unknown> {
  way: 'total' | 'portal' | 'assignee' | 'branch' | 'connection' | 'bar' | 'status' | 'contracts';
  bar: string;
  portal: string;
  assigneeId: string | null;
  connectionId: string | null;
  branchId: string | null;
  statusId: string;
  customers: number;
}

const figuresOf = ({ count, repeats, open, medianSeconds, within5, within30 }: Figures): Figures => ({
  count,
  repeats,
  open,
  medianSeconds,
  within5,
  within30,
});
