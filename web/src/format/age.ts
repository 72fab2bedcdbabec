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
  if (parts.year !== jstParts(nowMs)?.year) return `${parts.year}/${parts.month}/${parts.day}`;
  return `${parts.month}/${parts.day} ${parts.hour}:${parts.minute}`;
}

/** A span between two moments: 「+0.2秒」「+4秒」「+12分30秒」「+3時間5分」「+2日4時間」. Null when it is negative. */
export function spanWords(fromMs: number, toMs: number): string | null {
  const ms = toMs - fromMs;
  if (!(ms >= 0)) return null;
  if (ms < 10_000) return `+${Math.round(ms / 100) / 10}秒`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `+${seconds}秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `+${minutes}分${rest(seconds % 60, '秒')}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `+${hours}時間${rest(minutes % 60, '分')}`;
  return `+${Math.floor(hours / 24)}日${rest(hours % 24, '時間')}`;
}

const rest = (n: number, unit: string) => (n === 0 ? '' : `${n}${unit}`);
