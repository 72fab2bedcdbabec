// Which days the dashboard shows. The URL holds them.

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

/** Nothing in it: the last 30 days. */
export interface DashboardPlace {
  /** Other periods than a list's: the API's `period`. */
  days?: DashboardPeriod;
  from?: string;
  to?: string;
}

const DAY = /^2[01]\d\d-\d\d-\d\d$/;

/** Reads it out of a URL's search; anything odd is left out. */
export function dashboardPlaceIn(search: Record<string, unknown>): DashboardPlace {
  const days = dashboardPeriods.find((known) => known === search.days);
  if (days) return { days };
  const place: DashboardPlace = {};
  for (const key of ['from', 'to'] as const) {
    const day = search[key];
    if (typeof day === 'string' && DAY.test(day) && !Number.isNaN(Date.parse(day))) place[key] = day;
  }
  return place;
}

/** As the API is asked. */
export const askedOf = ({ days, ...between }: DashboardPlace) => (days ? { period: days } : between);
