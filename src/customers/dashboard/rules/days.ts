// Which days a dashboard shows, what they are compared with, and how they are cut into bars. Japanese days, by their names.
import type { DashboardAsked, DashboardPeriod, Days } from '../model.ts';

const DAY_MS = 24 * 3_600_000;
const JST_MS = 9 * 3_600_000;
/** More bars than this cannot be told apart: then a bar is a month. */
const MOST_DAYS_BY_DAY = 93;

const msOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const addDays = (day: string, n: number) => dayOf(msOf(day) + n * DAY_MS);
const monthOf = (day: string) => day.slice(0, 7);
const firstOf = (month: string) => `${month}-01`;
const earlier = (a: string, b: string) => (a < b ? a : b);

/** The month before or after by `n`: `2026-11`. */
function addMonths(month: string, n: number): string {
  const [year = 0, nr = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, nr - 1 + n, 1)).toISOString().slice(0, 7);
}

const lastOf = (month: string) => addDays(firstOf(addMonths(month, 1)), -1);
const daysIn = (month: string) => Number(lastOf(month).slice(8));
const mondayOf = (day: string) => addDays(day, -((new Date(msOf(day)).getUTCDay() + 6) % 7));

/** The Japanese day of an instant. */
export const japaneseDay = (now: Date): string => dayOf(now.getTime() + JST_MS);

/** How many days these are. */
export const lengthOf = ({ from, to }: Days): number => (msOf(to) - msOf(from)) / DAY_MS + 1;

/** The days asked for. */
export function daysAsked({ period, from, to }: DashboardAsked, today: string): Days {
  if (!period && from && to) return { from, to };
  return daysOfPeriod(period ?? '30-days', today);
}

function daysOfPeriod(period: DashboardPeriod, today: string): Days {
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'this-week':
      return { from: mondayOf(today), to: today };
    case 'last-week':
      return { from: addDays(mondayOf(today), -7), to: addDays(mondayOf(today), -1) };
    case 'this-month':
      return { from: firstOf(monthOf(today)), to: today };
    case 'last-month': {
      const month = addMonths(monthOf(today), -1);
      return { from: firstOf(month), to: lastOf(month) };
    }
    case '30-days':
      return { from: addDays(today, -29), to: today };
    case '90-days':
      return { from: addDays(today, -89), to: today };
  }
}

/** Of these days those that have come. None have when `to` is before `from`. */
export const elapsed = ({ from, to }: Days, today: string): Days => ({ from, to: earlier(to, today) });

/** What elapsed days are compared with: as much of the month or week before, or as many days right before. */
export function daysBefore(days: Days, period: DashboardPeriod | undefined): Days {
  const { from, to } = days;
  if (period === 'this-week' || period === 'last-week')
    return { from: addDays(from, -7), to: addDays(to, -7) };
  if (period === 'this-month' || period === 'last-month') {
    const month = addMonths(monthOf(from), -1);
    const sameDay = earlier(`${month}-${to.slice(8)}`, lastOf(month));
    return { from: firstOf(month), to: period === 'last-month' ? lastOf(month) : sameDay };
  }
  return { from: addDays(from, -lengthOf(days)), to: addDays(from, -1) };
}

/** What one bar stands for. */
export const unitOf = (days: Days): 'day' | 'month' => (lengthOf(days) <= MOST_DAYS_BY_DAY ? 'day' : 'month');

/** The bars: each day, or each month as far as it is in these days. */
export function barsOf({ from, to }: Days, unit: 'day' | 'month'): Days[] {
  const bars: Days[] = [];
  for (let start = from; start <= to; ) {
    const end = unit === 'day' ? start : earlier(lastOf(monthOf(start)), to);
    bars.push({ from: start, to: end });
    start = addDays(end, 1);
  }
  return bars;
}

/** The months these days touch, with the part of each that is in them (0–1]. */
export function monthsIn(days: Days): { month: string; part: number }[] {
  return barsOf(days, 'month').map((part) => {
    const month = monthOf(part.from);
    return { month, part: lengthOf(part) / daysIn(month) };
  });
}
