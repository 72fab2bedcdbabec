// Everything of the dashboard's page, for the days asked for.
import { asc, eq } from 'drizzle-orm';
import { listMembers } from '../../accounts/index.ts';
import { type Connection, getConnections, listConnections } from '../../connections/index.ts';
import { mailFacts } from '../../intake/index.ts';
import type { Tx } from '../../platform/database.ts';
import { dayBegins } from '../rules/period.ts';
import { statuses } from '../tables.ts';
import { listCosts } from './costs.ts';
import { type Counted, countEveryWay, countTogether } from './count-inquiries.ts';
import type { Dashboard, DashboardAsked, Days, Figures } from './model.ts';
import { costIn } from './rules/cost.ts';
import { barsOf, daysAsked, daysBefore, elapsed, japaneseDay, unitOf } from './rules/days.ts';

const NOTHING: Figures = {
  count: 0,
  repeats: 0,
  open: 0,
  medianSeconds: null,
  within5: 0,
  within30: 0,
};
/** A firm has a few; more than this are not looked through. */
const MOST_CONNECTIONS = 1_000;

/** The page at this moment. Lists are in the order they are shown: most inquiries first. */
export async function readDashboard(
  tx: Tx,
  organizationId: string,
  asked: DashboardAsked,
  now: Date,
): Promise<Dashboard> {
  const today = japaneseDay(now);
  const days = daysAsked(asked, today);
  const so = elapsed(days, today);
  // Days that are still to come are compared with as many.
  const past = daysBefore(so.to < so.from ? days : so, asked.period);
  const unit = unitOf(days);
  const isSoFar = so.to === today && so.from <= today;
  const whole = { from: dayBegins(days.from), before: dayBegins(days.to, 1) };
  const counted = await countEveryWay(tx, organizationId, whole, unit);
  const before = await countTogether(tx, organizationId, {
    from: dayBegins(past.from),
    before: isSoFar ? sameTimeOf(past.to, now, today) : dayBegins(past.to, 1),
  });
  return {
    days,
    daysBefore: past,
    isSoFar,
    unit,
    total: counted.total,
    before,
    byTime: byTime(days, unit, counted),
    portals: await portalsOf(tx, organizationId, so, counted),
    assignees: await assigneesOf(tx, organizationId, counted),
    connections: await connectionsOf(tx, organizationId, counted),
    statuses: await tx
      .select({ id: statuses.id, name: statuses.name, color: statuses.color })
      .from(statuses)
      .where(eq(statuses.organizationId, organizationId))
      .orderBy(asc(statuses.position), asc(statuses.id)),
  };
}

// Half a day is compared with half a day.
const sameTimeOf = (day: string, now: Date, today: string): Date =>
  new Date(dayBegins(day).getTime() + now.getTime() - dayBegins(today).getTime());

function byTime(days: Days, unit: 'day' | 'month', counted: Counted): Dashboard['byTime'] {
  return barsOf(days, unit).map((bar) => {
    const name = unit === 'day' ? bar.from : `${bar.from.slice(0, 7)}-01`;
    const portals = counted.byTime
      .filter((some) => some.bar === name)
      .map(({ portal, count }) => ({ portal, count }));
    return { ...bar, count: portals.reduce((sum, { count }) => sum + count, 0), portals };
  });
}

const mostFirst = (a: Figures, b: Figures) => b.count - a.count;

async function portalsOf(
  tx: Tx,
  organizationId: string,
  days: Days,
  counted: Counted,
): Promise<Dashboard['portals']> {
  const costs = new Map<string, Map<string, number>>();
  const months = { from: days.from.slice(0, 7), to: days.to.slice(0, 7) };
  for (const { month, portal, yen } of await listCosts(tx, organizationId, months))
    costs.set(portal, (costs.get(portal) ?? new Map()).set(month, yen));
  const silent = [...costs.keys()].filter(
    (portal) => !counted.portals.some((counts) => counts.portal === portal),
  );
  return [...counted.portals, ...silent.map((portal) => ({ portal, ...NOTHING }))]
    .toSorted((a, b) => mostFirst(a, b) || (a.portal < b.portal ? -1 : 1))
    .map((figures) => ({
      ...figures,
      statuses: counted.statuses
        .filter(({ portal }) => portal === figures.portal)
        .map(({ portal, ...status }) => status),
      cost: costIn(days, costs.get(figures.portal) ?? new Map()),
    }));
}

async function assigneesOf(
  tx: Tx,
  organizationId: string,
  counted: Counted,
): Promise<Dashboard['assignees']> {
  const people = await listMembers(tx, organizationId);
  return counted.assignees.toSorted(mostFirst).map(({ assigneeId, ...figures }) => {
    const found = people.find(({ userId }) => userId === assigneeId);
    return { ...figures, assignee: found ? { id: found.userId, name: found.name } : null };
  });
}

// Those that are set up, with inquiries or without, and those that are gone and brought some.
async function connectionsOf(
  tx: Tx,
  organizationId: string,
  counted: Counted,
): Promise<Dashboard['connections']> {
  const shown = await listConnections(tx, organizationId, {
    before: null,
    limit: MOST_CONNECTIONS,
    withDeleted: false,
  });
  const known = new Set(shown.map(({ id }) => id));
  const gone = counted.connections.flatMap(({ connectionId: id }) => (id && !known.has(id) ? id : []));
  const figures = new Map(counted.connections.map(({ connectionId, ...rest }) => [connectionId, rest]));
  const all: Connection[] = [
    ...shown.filter(({ id, state }) => state !== 'draft' || figures.has(id)),
    ...(gone.length > 0 ? await getConnections(tx, organizationId, gone) : []),
  ];
  const facts = all.length > 0 ? await mailFacts(tx, organizationId, all) : new Map();
  const byHand = figures.get(null);
  return [
    ...all
      .map(({ id, name, portal, state }) => ({
        ...(figures.get(id) ?? NOTHING),
        connection: { id, name, portal, state, lastMailAt: facts.get(id)?.lastMailAt ?? null },
      }))
      .toSorted((a, b) => mostFirst(a, b) || (a.connection.name < b.connection.name ? -1 : 1)),
    ...(byHand ? [{ ...byHand, connection: null }] : []),
  ];
}
