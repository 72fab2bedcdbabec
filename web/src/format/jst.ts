// Instants as time in Japan, wherever the browser is, as the screen's language writes it. Pure; no "now" here.

import { words } from '../words/index.ts';
import type { MomentParts } from '../words/ja/formats.ts';

const zone = 'Asia/Tokyo';
const full = new Intl.DateTimeFormat(words.formats.locale, {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The parts of an instant in Japan, two digits each, or null when it is no instant. */
export function jstParts(instant: string | number): MomentParts | null {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return null;
  const parts = Object.fromEntries(full.formatToParts(date).map(({ type, value }) => [type, value]));
  return parts as MomentParts;
}

/** 2026/11/20(金) 14:03:22, the whole truth; what was given when it is no instant. */
export function fullTime(instant: string): string {
  const p = jstParts(instant);
  return p ? words.formats.fullTime(p) : instant;
}

/** 2026/11/20 14:03. */
export function minuteTime(instant: string | number): string {
  const p = jstParts(instant);
  return p ? words.formats.minuteTime(p) : String(instant);
}

/** 2026/11/20(金), for a date without a time. */
export function dayOnly(instant: string): string {
  const p = jstParts(instant);
  return p ? words.formats.dayOnly(p) : instant;
}

/** 2026-11-20, a day of a filter → 2026/11/20(金); nothing of none. */
export function dayOf(day: string | undefined): string {
  return day === undefined ? '' : dayOnly(`${day}T00:00:00+09:00`);
}

/** True where a portal gave a date alone, which is read as midnight. */
export function isDayOnly(portalTime: string): boolean {
  return portalTime.includes('T00:00:00');
}

/** 2026-11-20T14:03, as an input for date and time has it. */
export function toJstInput(instant: string | number): string {
  const p = jstParts(instant);
  return p ? `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}` : '';
}
