// ダッシュボード: what is asked of it and what it is made of. No I/O.
import type { ConnectionState, Silence } from '../../connections/index.ts';

/** Periods that move with the day. `this-…` end with today; weeks begin on Monday. */
export const dashboardPeriods = [
  'today',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  '30-days',
  '90-days',
] as const;
export type DashboardPeriod = (typeof dashboardPeriods)[number];

/** `period`, or both days; nothing: the last 30 days. */
export interface DashboardAsked {
  /** In place of `from` and `to`. */
  period?: DashboardPeriod | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Japanese days, both included: `2026-11-20`. */
export interface Days {
  from: string;
  to: string;
}

/** Inquiries as the 反響 list counts them (no テスト反響), by when they were received. */
export interface Figures {
  count: number;
  /** Of them 再反響. */
  repeats: number;
  /** Of them 未対応 now. */
  open: number;
  /** 初動 of those responded to, in seconds; null when none was. */
  medianSeconds: number | null;
  /** Responded to within 5 and within 30 minutes. */
  within5: number;
  within30: number;
}

/** A status of the customers, by its id; `none`: without one; `notice`: 通知のみ, nobody registered yet. */
export interface StatusCount {
  statusId: string;
  customers: number;
  inquiries: number;
}

/** Cost of the period in yen; of a month that is only partly in it, that part. */
export interface PeriodCost {
  yen: number;
  /** Months of the period (`2026-11`) for which nothing is entered. */
  missingMonths: string[];
}

/** What the portals with a cost cost together, and what they brought. */
export interface TotalCost extends PeriodCost {
  count: number;
  /** 成約, each customer once, through however many portals they asked. */
  contracts: number;
  /** Portals that brought something at a cost nobody entered: they are not in it. */
  isPartial: boolean;
}

/** Everything of the page. */
export interface Dashboard {
  days: Days;
  /** What it is compared with. */
  daysBefore: Days;
  /** The days end with today, and those before at the same time of day. */
  isSoFar: boolean;
  unit: 'day' | 'month';
  total: Figures;
  before: Figures;
  byTime: (Days & { count: number; portals: { portal: string; count: number }[] })[];
  portals: (Figures & {
    portal: string;
    statuses: StatusCount[];
    /** Customers who asked in the period and have a status that counts as 成約 now. */
    contracts: number;
    cost: PeriodCost | null;
  })[];
  /** Null when nothing is entered at all. */
  cost: TotalCost | null;
  assignees: (Figures & { assignee: { id: string; name: string } | null })[];
  /** By the 店舗 of the assignee, in the firm's order; null: of none. Empty while the firm has no 店舗. */
  branches: (Figures & { branch: { id: string; name: string } | null })[];
  /** Null: entered by hand, through no connection. */
  connections: (Figures & { connection: ShownConnection | null })[];
  statuses: { id: string; name: string; color: string; isContract: boolean }[];
}

/** A connection and when it last got a mail. */
export interface ShownConnection {
  id: string;
  name: string;
  portal: string;
  state: ConnectionState;
  lastMailAt: Date | null;
  /** No mail for much longer than usual; null: all is as usual. */
  silence: Silence | null;
}
