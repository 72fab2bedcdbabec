// How a person wants to be told. No I/O.
import { afterAll, nextFullHour, nextOClock, type WeekTime } from '../rules/clock.ts';

/** At once, or gathered: each full hour, or at 9 in the morning (Japanese time). */
export const paces = ['at-once', 'hourly', 'daily'] as const;
export type Pace = (typeof paces)[number];

export interface Preferences {
  mail: boolean;
  push: boolean;
  pace: Pace;
  /** Nothing goes out in it; what would have goes at its end. */
  quiet: WeekTime | null;
}

/** Where neither a person nor the firm says anything. */
export const PRODUCT_DEFAULT: Preferences = { mail: true, push: true, pace: 'at-once', quiet: null };

const MORNING = 9;

/** When something of now goes out to somebody who wants it so; null: at once. `isUrgent`: it is not gathered. */
export function whenDue({ pace, quiet }: Preferences, now: Date, isUrgent = false): Date | null {
  const planned =
    pace === 'at-once' || isUrgent ? now : pace === 'hourly' ? nextFullHour(now) : nextOClock(now, MORNING);
  const due = quiet ? afterAll(quiet, planned) : planned;
  return due > now ? due : null;
}
