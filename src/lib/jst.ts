// Dates as Japanese mails write them, without a zone: read as Japanese time. Not a general date parser.
import { nfkc } from './japanese-text.ts';

const ERAS: Record<string, number> = {
  令和: 2018,
  r: 2018,
  平成: 1988,
  h: 1988,
  昭和: 1925,
  s: 1925,
  大正: 1911,
  t: 1911,
  明治: 1867,
  m: 1867,
};
const ERA_YEAR = /(令和|平成|昭和|大正|明治|(?<![a-z])[rhstm])\.?\s?(元|\d{1,2})(?:年|[./-]|$|(?=\D))/i;
const WESTERN_DATE = /(?<!\d)(\d{4})\s?(?:年|[-/.])\s?(\d{1,2})\s?(?:月|[-/.])\s?(\d{1,2})(?!\d)\s?日?/;
const ERA_DATE =
  /(令和|平成|昭和|大正|明治|(?<![a-z])[rhs])\.?\s?(元|\d{1,2})\s?(?:年|[-/.])\s?(\d{1,2})\s?(?:月|[-/.])\s?(\d{1,2})(?!\d)\s?日?/i;
const PACKED_DATE = /(?<!\d)(\d{4})(\d{2})(\d{2})(?:\s?(\d{2})(\d{2})(\d{2})?)?(?!\d)/;
const ENGLISH_DATE = /(?<!\d)(\d{1,2})\s([a-z]{3})[a-z]*\.?\s(\d{4})(?!\d)/i;
const TIME =
  /(午前|午後|am|pm)?\s?(?<!\d)(\d{1,2})\s?(?:時|:)(?:\s?(\d{1,2})\s?(?:分|(?!\d)))?(?:\s?:?\s?(\d{1,2})(?:秒|(?!\d)))?(?:[.,]\d+)?\s?(am|pm)?/i;
const ZONE = /(?:T\d{2}:\d{2}|:\d{2}:\d{2})(?:\.\d+)?\s?(z|utc|gmt|[+-]\d{2}:?\d{2})/i;
/** Letters looked at. */
const MAX = 200;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** A day of the calendar. */
interface Day {
  year: number;
  month: number;
  day: number;
}

/** Western year of a Japanese one (`平成10年`, `H10`, `昭和元年`), or null. */
export function eraToYear(text: string): number | null {
  const found = ERA_YEAR.exec(nfkc(text.slice(0, MAX)));
  return found ? eraYear(found[1] ?? '', found[2] ?? '') : null;
}

/**
 * ISO 8601 with `+09:00` of the first date in the text, its time after it or 00:00 without one:
 * `2026/11/04 (水) 21:11:55`, `令和8年11月4日 午後9時11分`, `2026-11-04T21:11:55+09:00`. A zone given in the text
 * is followed. null where there is none or it is out of the calendar (the year 0, 31 June, 25 o'clock).
 */
export function parseJstDateTime(text: string): string | null {
  const plain = nfkc(text.slice(0, MAX));
  const packed = PACKED_DATE.exec(plain);
  const found = WESTERN_DATE.exec(plain) ?? ERA_DATE.exec(plain) ?? ENGLISH_DATE.exec(plain) ?? packed;
  if (!found) return null;
  const day = dayOf(found);
  if (!day || !isDay(day)) return null;
  if (found === packed)
    return iso(day, [Number(found[4] ?? 0), Number(found[5] ?? 0), Number(found[6] ?? 0)], null);
  const rest = plain.slice(found.index + found[0].length);
  return iso(day, timeOf(rest), ZONE.exec(rest)?.[1] ?? null);
}

/** True when the text holds a time of day (`14:03`, `午後2時`). */
export function hasTime(text: string): boolean {
  return TIME.test(nfkc(text.slice(0, MAX)));
}

/** An instant as ISO 8601 in Japanese time, to the second. */
export function toJstIso(instant: Date): string {
  return `${new Date(instant.getTime() + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`;
}

function dayOf(found: RegExpExecArray): Day | null {
  const [, a = '', b = '', c = '', d] = found;
  if (/^[a-z]{3}$/i.test(b)) {
    const month = MONTHS.indexOf(b.toLowerCase()) / 3 + 1;
    return Number.isInteger(month) && month > 0 ? { year: Number(c), month, day: Number(a) } : null;
  }
  if (/^\d{4}$/.test(a)) return { year: Number(a), month: Number(b), day: Number(c) };
  const year = eraYear(a, b);
  return year === null ? null : { year, month: Number(c), day: Number(d) };
}

function eraYear(era: string, year: string): number | null {
  const base = ERAS[era.toLowerCase()];
  return base === undefined ? null : base + (year === '元' ? 1 : Number(year));
}

function isDay({ year, month, day }: Day): boolean {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Hour, minute, second; null when the text names a time that no clock shows. */
function timeOf(text: string): [number, number, number] | null {
  const found = TIME.exec(text);
  if (!found) return [0, 0, 0];
  const half = (found[1] ?? found[5] ?? '').toLowerCase();
  let hour = Number(found[2]);
  const minute = Number(found[3] ?? 0);
  const second = Number(found[4] ?? 0);
  if (half !== '' && hour <= 12) hour = (hour % 12) + (half === '午後' || half === 'pm' ? 12 : 0);
  return hour < 24 && minute < 60 && second < 60 ? [hour, minute, second] : null;
}

function iso(
  { year, month, day }: Day,
  time: [number, number, number] | null,
  zone: string | null,
): string | null {
  if (!time || time[0] > 23 || time[1] > 59 || time[2] > 59) return null;
  const two = (n: number): string => String(n).padStart(2, '0');
  const local = `${year}-${two(month)}-${two(day)}T${time.map(two).join(':')}`;
  if (zone === null) return `${local}+09:00`;
  const offset = /\d/.test(zone) ? zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2') : 'Z';
  const instant = new Date(`${local}${offset}`);
  return Number.isNaN(instant.getTime()) ? null : toJstIso(instant);
}
