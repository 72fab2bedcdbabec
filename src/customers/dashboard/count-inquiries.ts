// Inquiries of some days counted every way the dashboard shows them, by the index of when they were received, which has with it
// all that is counted by.
import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { customers, inquiries } from '../tables.ts';
import type { Figures, StatusCount } from './model.ts';

/** From this instant to right before that one. */
export interface Instants {
  from: Date;
  before: Date;
}

const received = (organizationId: string, { from, before }: Instants): SQL =>
  sql`i.organization_id = ${organizationId} AND i.received_at >= ${from.toISOString()} AND i.received_at < ${before.toISOString()}`;

/** 初動 in microseconds: whole numbers are sorted in half the time. Null: 未対応. */
const took = sql`(date_part('epoch', i.responded_at - i.received_at) * 1e6)::bigint`;

/**
 * Of a count, how many are 再反響, and what each of those responded to `took`, the least first: all else is read off that. Whoever
 * says that they responded before the mail came was not slower than at once.
 */
const figures = sql`count::int, repeats::int, (count - cardinality(answered))::int AS open,
  CASE WHEN cardinality(answered) > 0 THEN (greatest(answered[(cardinality(answered) + 1) / 2], 0)
    + greatest(answered[cardinality(answered) / 2 + 1], 0)) / 2e6::float8 END AS "medianSeconds",
  width_bucket(300000000, answered) AS within5, width_bucket(1800000000, answered) AS within30`;

/** All of them together. */
export async function countTogether(tx: Tx, organizationId: string, instants: Instants): Promise<Figures> {
  const { rows } = await tx.execute<Figures & Record<string, unknown>>(sql`
    SELECT ${figures} FROM (
      SELECT count(*), count(*) FILTER (WHERE is_repeat) AS repeats,
        coalesce(array_agg(took) FILTER (WHERE took IS NOT NULL), '{}') AS answered
      FROM (SELECT i.is_repeat, ${took} AS took FROM ${inquiries} i WHERE ${received(organizationId, instants)} ORDER BY took) AS i
    ) AS counted`);
  const [row] = rows;
  if (!row) throw new Error('an aggregate without a row');
  return figuresOf(row);
}

export interface Counted {
  total: Figures;
  /** `bar`: the first Japanese day of the day or month. */
  byTime: { bar: string; portal: string; count: number }[];
  portals: (Figures & { portal: string })[];
  assignees: (Figures & { assigneeId: string | null })[];
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

const BARS = { day: 'YYYY-MM-DD', month: 'YYYY-MM-"01"' };

/** The same, by time, portal, assignee, branch, connection and status of the customer. What has none is not there. */
export async function countEveryWay(
  tx: Tx,
  organizationId: string,
  instants: Instants,
  { unit, contracts, people }: Asked,
): Promise<Counted> {
  // A hundred thousand of them are sorted and grouped in memory, not by way of the disk; compiling takes longer than it saves.
  // Groups made by sorting would mix up the order of `took` within each, and with it every figure: none is. The index has all that
  // is asked of an inquiry: for a whole year the planner would read the rows themselves, twice, which takes half as long again.
  const plan = {
    enable_seqscan: 'off',
    enable_bitmapscan: 'off',
    work_mem: '32MB',
    hash_mem_multiplier: '1000',
    enable_hashagg: 'on',
    enable_sort: 'off',
    jit: 'off',
  };
  const settings = Object.entries(plan).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
  await tx.execute(sql`SELECT ${sql.join(settings, sql`, `)}`);
  const asked = received(organizationId, instants);
  const ids = (of: string[]) => sql`${sql.param(of)}::uuid[]`;
  // Their customers are found as a set: one by one each costs its walk down the index, and to join the two tables the planner
  // would go through all customers for the few of a month. OFFSET 0 keeps it from asking everybody's branch of every customer.
  // A Japanese day has 24 hours, always since 1952. In the order of `took` rows come to array_agg.
  const { rows } = await tx.execute<Row>(sql`
    WITH i AS MATERIALIZED (
      SELECT known.*, b.branch_id FROM (
        SELECT i.portal, i.connection_id, i.customer_id, i.is_repeat, c.assignee_id, c.status_id,
          date_bin('1 day', i.received_at, '2000-01-01T00:00+09:00') AS day, ${took} AS took
        FROM ${inquiries} i
        LEFT JOIN ${customers} c ON c.organization_id = ${organizationId} AND c.id = i.customer_id
          AND c.id = ANY (ARRAY(SELECT i.customer_id FROM ${inquiries} i WHERE ${asked}))
        WHERE ${asked} OFFSET 0
      ) AS known
      LEFT JOIN unnest(${ids(people.map(({ userId }) => userId))}, ${ids(people.map(({ branchId }) => branchId))})
        AS b (user_id, branch_id) ON b.user_id = known.assignee_id
      ORDER BY took
    )
    SELECT way, portal, assignee_id AS "assigneeId", branch_id AS "branchId", connection_id AS "connectionId", NULL AS bar,
      NULL AS "statusId", 0 AS customers, ${figures}
    FROM (
      SELECT CASE GROUPING(portal, assignee_id, branch_id, connection_id)
          WHEN 15 THEN 'total' WHEN 7 THEN 'portal' WHEN 11 THEN 'assignee' WHEN 13 THEN 'branch' ELSE 'connection' END AS way,
        portal, assignee_id, branch_id, connection_id, count(*), count(*) FILTER (WHERE is_repeat) AS repeats,
        coalesce(array_agg(took) FILTER (WHERE took IS NOT NULL), '{}') AS answered
      FROM i GROUP BY GROUPING SETS ((), (portal), (assignee_id), (branch_id), (connection_id))
    ) AS counted
    UNION ALL
    SELECT 'bar', portal, NULL, NULL, NULL, to_char(day AT TIME ZONE 'Asia/Tokyo', ${BARS[unit]}) AS bar, NULL, 0,
      sum(count)::int, 0, 0, NULL, 0, 0
    FROM (SELECT portal, day, count(*) FROM i GROUP BY portal, day) AS days GROUP BY portal, bar
    UNION ALL
    SELECT 'status', portal, NULL, NULL, NULL, NULL,
      CASE WHEN bool_or(customer_id IS NULL) THEN 'notice' ELSE coalesce(status_id::text, 'none') END,
      count(customer_id)::int, sum(asked)::int, 0, 0, NULL, 0, 0
    FROM (SELECT portal, status_id, customer_id, count(*) AS asked FROM i GROUP BY portal, status_id, customer_id) AS each
    GROUP BY portal, status_id, customer_id IS NULL
    UNION ALL
    SELECT 'contracts', NULL, NULL, NULL, NULL, NULL, NULL, count(DISTINCT customer_id)::int, 0, 0, 0, NULL, 0, 0
    FROM i WHERE status_id = ANY (${ids(contracts.statusIds)}) AND portal = ANY (${sql.param(contracts.portals)}::text[])`);
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
