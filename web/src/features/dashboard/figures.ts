// The dashboard's numbers in words. Pure.
import type { Dashboard } from '../../api/client.ts';
import { words } from '../../words/index.ts';

const { change, span, period, cards } = words.dashboard;
type Figures = Dashboard['total'];

export const number = (n: number): string => n.toLocaleString(words.formats.locale);

/** 1050 → 17分30秒 · 45 → 45秒 · 7260 → 2時間1分 · 90000 → 1日1時間. */
export function spanText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return span.seconds(whole);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return span.minutes(minutes, whole % 60);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return span.hours(hours, minutes % 60);
  return span.days(Math.floor(hours / 24), hours % 24);
}

/** 33.3%; of nothing there is none. */
export const shareText = (part: number, all: number): string =>
  all === 0 ? cards.unknown : `${number(share(part, all))}%`;

/** One figure after the point. */
const share = (part: number, all: number): number => Math.round((part / all) * 1_000) / 10;

export interface Change {
  text: string;
  /** What it means; more inquiries are neither. */
  tone?: 'good' | 'warn';
}

export function countChange({ count }: Figures, before: Figures): Change {
  if (before.count === 0) return { text: change.none };
  const by = count - before.count;
  if (by === 0) return { text: change.same };
  const much = `${cards.cases(number(Math.abs(by)))}${words.common.aside(`${share(Math.abs(by), before.count)}%`)}`;
  return { text: by > 0 ? change.more(much) : change.fewer(much) };
}

export function medianChange(now: Figures, before: Figures): Change | null {
  if (now.medianSeconds === null) return null;
  if (before.medianSeconds === null) return { text: change.noneAnswered };
  const by = Math.round(now.medianSeconds) - Math.round(before.medianSeconds);
  if (by === 0) return { text: change.same };
  const much = spanText(Math.abs(by));
  return by < 0 ? { text: change.faster(much), tone: 'good' } : { text: change.slower(much), tone: 'warn' };
}

export function shareChange(now: Figures, before: Figures, key: 'within5' | 'within30'): Change | null {
  if (now.count === 0) return null;
  if (before.count === 0) return { text: change.none };
  const by = Math.round((share(now[key], now.count) - share(before[key], before.count)) * 10) / 10;
  if (by === 0) return { text: change.same };
  const points = String(Math.abs(by));
  return by > 0 ? { text: change.up(points), tone: 'good' } : { text: change.down(points), tone: 'warn' };
}

const weekday = new Intl.DateTimeFormat(words.formats.locale, { timeZone: 'UTC', weekday: 'short' });

/** 2026-11-20 → 2026/11/20(金); of a bar without the year. */
export function dayText(day: string, withYear = true): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const parts = { year, month: String(Number(month)), day: String(Number(date)) };
  const { dayOfBar, dayOnly } = words.formats;
  return (withYear ? dayOnly : dayOfBar)({ ...parts, weekday: weekday.format(new Date(`${day}T00:00:00Z`)) });
}

/** 2026-11 or a day in it → 2026年11月. */
export function monthText(day: string): string {
  const [year = '', month = ''] = day.split('-');
  return words.dashboard.costs.month(year, String(Number(month)));
}

export const daysText = ({ from, to }: { from: string; to: string }): string =>
  period.between(dayText(from), dayText(to));

/** A scale's end that is easy to read, not below `most`: 7 → 8, 23 → 30, 140 → 200. */
export function niceTop(most: number): number {
  if (most <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(most));
  const steps = [1, 2, 3, 4, 6, 8, 10].map((step) => step * power);
  return steps.find((step) => step >= most && step % 2 === 0) ?? 10 * power;
}
