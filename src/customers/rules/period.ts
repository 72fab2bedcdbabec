// Periods that move with the day: what they mean on a given one.
import type { Period } from '../model.ts';

const DAY_MS = 24 * 3_600_000;
const JST_MS = 9 * 3_600_000;

/** The first and the last Japanese day of it, today's included: `2026-11-20`. */
export function daysOf(period: Period, now: Date): { from: string; to: string } {
  const day = (ago: number) => new Date(now.getTime() + JST_MS - ago * DAY_MS).toISOString().slice(0, 10);
  switch (period) {
    case 'today':
      return { from: day(0), to: day(0) };
    case 'yesterday':
      return { from: day(1), to: day(1) };
    case '7-days':
      return { from: day(6), to: day(0) };
    case '30-days':
      return { from: day(29), to: day(0) };
  }
}

/** When a Japanese day begins, or the one so many days later. */
export const dayBegins = (day: string, daysLater = 0): Date =>
  new Date(Date.parse(`${day}T00:00:00+09:00`) + daysLater * DAY_MS);
