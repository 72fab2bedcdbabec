// Everything of the dashboard's page, for the days asked for.
import { asc, eq } from 'drizzle-orm';
import { listBranches, listMembers, type Member } from '../../accounts/index.ts';
import { type Connection, getConnections, listConnections, silencesOf } from '../../connections/index.ts';
import { lastArrivals, mailFacts } from '../../intake/index.ts';
import type { Tx } from '../../platform/database.ts';
import { dayBegins } from '../rules/period.ts';
import { statuses } from '../tables.ts';
import { listCosts } from './costs.ts';
import { type Counted, countEveryWay, countTogether } from './count-inquiries.ts';
import type { Dashboard, DashboardAsked, Days, Figures, PeriodCost } from './model.ts';
import { costIn, costTogether } from './rules/cost.ts';
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
  const known = await listStatuses(tx, organizationId);
  const costs = await costsOf(tx, organizationId, so);
  const people = await listMembers(tx, organizationId);
  const statusIds = known.flatMap(({ id, isContract }) => (isContract ? id : []));
  const counted = await countEveryWay(tx, organizationId, whole, {
    unit,
    contracts: { statusIds, portals: [...costs.keys()] },
    people: people.flatMap(({ userId, branchId }) => (branchId === null ? [] : { userId, branchId })),
  });
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
    portals: portalsOf(costs, new Set(statusIds), counted),
    cost: costTogether(costs, counted),
    assignees: assigneesOf(people, counted),
    branches: branchesOf(await listBranches(tx, organizationId), counted),
    connections: await connectionsOf(tx, organizationId, counted, now),
    statuses: known,
  };
}

function listStatuses(tx: Tx, organizationId: string): Promise<Dashboard['statuses']> {
  const { id, name, color, isContract } = statuses;
  return tx
    .select({ id, name, color, isContract })
    .from(statuses)
    .where(eq(statuses.organizationId, organizationId))
    .orderBy(asc(statuses.position), asc(id));
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

/** What each portal cost, of those with a cost. */
async function costsOf(tx: Tx, organizationId: string, days: Days): Promise<Map<string, PeriodCost>> {
  const entered = new Map<string, Map<string, number>>();
  const months = { from: days.from.slice(0, 7), to: days.to.slice(0, 7) };
  for (const { month, portal, yen } of await listCosts(tx, organizationId, months))
    entered.set(portal, (entered.get(portal) ?? new Map()).set(month, yen));
  const costs = new Map<string, PeriodCost>();
  for (const [portal, byMonth] of entered) {
    const cost = costIn(days, byMonth);
    if (cost) costs.set(portal, cost);
  }
  return costs;
}

function portalsOf(
  costs: Map<string, PeriodCost>,
  contractStatuses: Set<string>,
  counted: Counted,
): Dashboard['portals'] {
  const silent = [...costs.keys()].filter(
    (portal) => !counted.portals.some((counts) => counts.portal === portal),
  );
  return [...counted.portals, ...silent.map((portal) => ({ portal, ...NOTHING }))]
    .toSorted((a, b) => mostFirst(a, b) || (a.portal < b.portal ? -1 : 1))
    .map((figures) => {
      const own = counted.statuses
        .filter(({ portal }) => portal === figures.portal)
        .map(({ portal, ...status }) => status);
      const signed = own.filter(({ statusId }) => contractStatuses.has(statusId));
      return {
        ...figures,
        statuses: own,
        // Each customer has one status: nobody is counted twice.
        contracts: signed.reduce((sum, { customers }) => sum + customers, 0),
        cost: costs.get(figures.portal) ?? null,
      };
    });
}

function assigneesOf(people: Member[], counted: Counted): Dashboard['assignees'] {
  return counted.assignees.toSorted(mostFirst).map(({ assigneeId, ...figures }) => {
    const found = people.find(({ userId }) => userId === assigneeId);
    return { ...figures, assignee: found ? { id: found.userId, name: found.name } : null };
  });
}

// All of them, also those without inquiries; and what is of none.
function branchesOf(known: { id: string; name: string }[], counted: Counted): Dashboard['branches'] {
  if (known.length === 0) return [];
  const figures = new Map(counted.branches.map(({ branchId, ...rest }) => [branchId, rest]));
  const rest = figures.get(null);
  return [
    ...known.map((branch) => ({ ...(figures.get(branch.id) ?? NOTHING), branch })),
    ...(rest && rest.count > 0 ? [{ ...rest, branch: null }] : []),
  ];
}

// Those that are set up, with inquiries or without, and those that are gone and brought some.
async function connectionsOf(
  tx: Tx,
  organizationId: string,
  counted: Counted,
  now: Date,
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
  const dated = all.map((one) => ({ ...one, lastMailAt: facts.get(one.id)?.lastMailAt ?? null }));
  const silences = await silencesOf(tx, organizationId, dated, lastArrivals, now);
  const byHand = figures.get(null);
  return [
    ...dated
      .map(({ id, name, portal, state, lastMailAt }) => ({
        ...(figures.get(id) ?? NOTHING),
        connection: { id, name, portal, state, lastMailAt, silence: silences.get(id) ?? null },
      }))
      .toSorted((a, b) => mostFirst(a, b) || (a.connection.name < b.connection.name ? -1 : 1)),
    ...(byHand ? [{ ...byHand, connection: null }] : []),
  ];
}
