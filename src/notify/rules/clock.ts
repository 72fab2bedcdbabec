// Times of the week as people set them: in Japanese time, which has no summer time.

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const JST_MINUTES = 9 * 60;

/**
 * A time that comes again on some days of the week (0: Sunday). `from` `to`: `HH:MM`; up to `to` of the next day when that is not
 * later. The days are those it begins on.
 */
export interface WeekTime {
  from: string;
  to: string;
  days: number[];
}

/** Minutes since 1970 by a clock in Japan; fractions are kept. */
const jstMinutes = (at: Date): number => at.getTime() / MINUTE_MS + JST_MINUTES;
const instantAt = (minutes: number): Date => new Date(Math.round((minutes - JST_MINUTES) * MINUTE_MS));
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
/** 1 January 1970 was a Thursday. */
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** Its beginning and end, in minutes since 1970, where it begins on this day. */
function onDay({ from, to, days }: WeekTime, day: number): { begin: number; end: number } | null {
  if (!days.includes(weekday(day))) return null;
  const [first, last] = [minutesOf(from), minutesOf(to)];
  const begin = day * DAY_MINUTES + first;
  return { begin, end: begin + (last > first ? last - first : DAY_MINUTES - first + last) };
}

/** When the time that `at` falls in ends, or null when it falls in none. */
export function endOf(time: WeekTime, at: Date): Date | null {
  const now = jstMinutes(at);
  const today = Math.floor(now / DAY_MINUTES);
  const ends = [today - 1, today].flatMap((day) => {
    const found = onDay(time, day);
    return found && found.begin <= now && now < found.end ? [found.end] : [];
  });
  return ends.length > 0 ? instantAt(Math.max(...ends)) : null;
}

/** The first moment from `at` on that falls in no such time; `at` itself where the whole week does. */
export function afterAll(time: WeekTime, at: Date): Date {
  let moment = at;
  for (let turns = 0; turns <= 8; turns++) {
    const end = endOf(time, moment);
    if (!end) return moment;
    moment = end;
  }
  return at;
}

/** The next full hour after `at`, and the next `hour` o'clock. */
export const nextFullHour = (at: Date): Date => instantAt((Math.floor(jstMinutes(at) / 60) + 1) * 60);
export function nextOClock(at: Date, hour: number): Date {
  const now = jstMinutes(at);
  const today = Math.floor(now / DAY_MINUTES) * DAY_MINUTES + hour * 60;
  return instantAt(today > now ? today : today + DAY_MINUTES);
}

/** `minutes` later, of which those outside of `hours` do not count. Null hours: all count; hours without days: as well. */
export function laterWithin(hours: WeekTime | null, at: Date, minutes: number): Date {
  if (!hours || hours.days.length === 0) return instantAt(jstMinutes(at) + minutes);
  let left = minutes;
  let now = jstMinutes(at);
  for (;;) {
    const day = Math.floor(now / DAY_MINUTES);
    const spans = [day - 1, day, day + 1].flatMap((one) => onDay(hours, one) ?? []);
    const span = spans.find(({ end }) => end > now);
    if (!span) {
      now = (day + 1) * DAY_MINUTES;
      continue;
    }
    const begin = Math.max(now, span.begin);
    if (begin + left <= span.end) return instantAt(begin + left);
    left -= span.end - begin;
    now = span.end;
  }
}
