// Inquiries of some days counted every way the dashboard shows them, in one pass over the index of when they were received.
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
  connections: (Figures & { connectionId: string | null })[];
  statuses: (StatusCount & { portal: string })[];
}

/** The same, by time, portal, assignee, connection and status of the customer. What has none is not there. */
export async function countEveryWay(
  tx: Tx,
  organizationId: string,
  instants: Instants,
  unit: 'day' | 'month',
): Promise<Counted> {
  const bar = sql`date_trunc('${sql.raw(unit)}', ${jst})::date`;
  // Each is looked up: to join them the planner would go through all customers for the few of a month.
  const customer = tx
    .select({ assigneeId: customers.assigneeId, statusId: customers.statusId })
    .from(customers)
    .where(
      and(eq(customers.organizationId, inquiries.organizationId), eq(customers.id, inquiries.customerId)),
    )
    .limit(1)
    .as('customer');
  const status = sql`CASE WHEN ${inquiries.customerId} IS NULL THEN 'notice' ELSE coalesce(${customer.statusId}::text, 'none') END`;
  const { portal, connectionId } = inquiries;
  const { assigneeId } = customer;
  const rows = await tx
    .select({
      // Which way: a bit for each that is not counted by, the last the status.
      way: sql<number>`GROUPING(${bar}, ${portal}, ${assigneeId}, ${connectionId}, ${status})`,
      bar: sql<string>`to_char(${bar}, 'YYYY-MM-DD')`,
      portal: sql<string>`${portal}`,
      assigneeId: sql<string | null>`${assigneeId}`,
      connectionId: sql<string | null>`${connectionId}`,
      statusId: sql<string>`${status}`,
      customers: sql<number>`count(DISTINCT ${inquiries.customerId})::int`,
      ...figures,
    })
    .from(inquiries)
    .leftJoinLateral(customer, sql`true`)
    .where(received(organizationId, instants))
    .groupBy(
      sql`GROUPING SETS ((), (${bar}, ${portal}), (${portal}), (${assigneeId}), (${connectionId}), (${portal}, ${status}))`,
    );
  const by = (way: number) => rows.filter((row) => row.way === way);
  const [total] = by(0b11111);
  if (!total) throw new Error('an aggregate without a row');
  return {
    total: figuresOf(total),
    byTime: by(0b00111),
    portals: by(0b10111).map((row) => ({ portal: row.portal, ...figuresOf(row) })),
    assignees: by(0b11011).map((row) => ({ assigneeId: row.assigneeId, ...figuresOf(row) })),
    connections: by(0b11101).map((row) => ({ connectionId: row.connectionId, ...figuresOf(row) })),
    statuses: by(0b10110).map((row) => ({
      portal: row.portal,
      statusId: row.statusId,
      customers: row.customers,
      inquiries: row.count,
    })),
  };
}

const figuresOf = ({ count, repeats, open, medianSeconds, within5, within30 }: Figures): Figures => ({
  count,
  repeats,
  open,
  medianSeconds,
  within5,
  within30,
});
