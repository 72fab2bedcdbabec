// How long ago something was, in words. Pure: the present is handed in.
import { words } from '../words/index.ts';
import { jstParts } from './jst.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * 「たった今」「3分前」「5時間前」 within a day, then the Japanese date: 「11/20 14:03」, in another year 「2025/11/20」.
 * A moment in the future (clocks differ) is 「たった今」.
 */
export function ageWords(instant: string, nowMs: number): string {
  const then = Date.parse(instant);
  const parts = jstParts(then);
  if (!parts) return instant;
  const age = nowMs - then;
  const { time } = words.common;
  if (age < 10_000) return time.now;
  if (age < MINUTE) return time.seconds(Math.floor(age / 1000));
  if (age < HOUR) return time.minutes(Math.floor(age / MINUTE));
  if (age < DAY) return time.hours(Math.floor(age / HOUR));
  const { otherYear, thisYear } = words.formats;
  return parts.year === jstParts(nowMs)?.year ? thisYear(parts) : otherYear(parts);
}

/** A span between two moments: 「+0.2秒」「+4秒」「+12分30秒」「+3時間5分」「+2日4時間」. Null when it is negative. */
export function spanWords(fromMs: number, toMs: number): string | null {
  const ms = toMs - fromMs;
  if (!(ms >= 0)) return null;
  const { span } = words.formats;
  const of = (whole: string, rest: number, unit: (n: number) => string) =>
    `+${whole}${rest === 0 ? '' : `${span.between}${unit(rest)}`}`;
  if (ms < 10_000) return of(span.seconds(Math.round(ms / 100) / 10), 0, span.seconds);
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return of(span.seconds(seconds), 0, span.seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return of(span.minutes(minutes), seconds % 60, span.seconds);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return of(span.hours(hours), minutes % 60, span.minutes);
  return of(span.days(Math.floor(hours / 24)), hours % 24, span.hours);
}
