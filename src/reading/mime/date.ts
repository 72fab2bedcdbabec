// The Date header → ISO 8601 with the zone it gave: RFC 5322 with its obsolete forms, and what Japanese software sends.
// No clock: a date that says too little is no date.

/** 22 Nov 2026 · 22-Nov-26 · 22 11月 2026 */
const DAY_MONTH_YEAR =
  /\b(\d{1,2})[\s-]((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|\d{1,2}月)\.?,?[\s-](\d{1,4})\b/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** RFC 822 zones and Japan's own, in minutes. Military letters were specified wrongly and count as unknown (UTC). */
const ZONES: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  jst: 540,
  edt: -240,
  est: -300,
  cdt: -300,
  cst: -360,
  mdt: -360,
  mst: -420,
  pdt: -420,
  pst: -480,
};

/** Portals and old scripts that give no zone mean Japan's. */
const JAPAN = 540;

/** The header's value (already characters) as `2026-11-22T10:00:00+09:00`, or null where it is no date. */
export function readDate(value: string): string | null {
  const text = value
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/[(（][^)）]{0,40}[)）]?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const day = readDay(text);
  if (!day) return null;
  const time =
    /(午前|午後|[ap]m\b)?\s*\b(\d{1,2})\s?(?::|時|\.(?=\d\d\.))\s?(\d{1,2})(?:\s?(?::|分|\.)\s?(\d{1,2}))?(?:[.,]\d{1,9})?秒?\s?(午前|午後|[ap]m\b)?/i.exec(
      text.slice(day.end),
    ) ?? /()(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text);
  let hour = time ? Number(time[2]) : 0;
  const half = (time?.[1] || time?.[5] || '').toLowerCase();
  if ((half === '午後' || half === 'pm') && hour < 12) hour += 12;
  if ((half === '午前' || half === 'am') && hour === 12) hour = 0;
  const minute = time ? Number(time[3]) : 0;
  // A leap second has no place in the calendars that read this.
  const second = Math.min(Number(time?.[4] ?? 0), 59);
  if (hour > 23 || minute > 59 || Number(time?.[4] ?? 0) > 60) return null;
  const zone = readZone(text, day.end);
  if (zone === null || !isDay(day)) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  const offset = `${zone < 0 ? '-' : '+'}${two(Math.floor(Math.abs(zone) / 60))}:${two(Math.abs(zone) % 60)}`;
  return `${day.year}-${two(day.month)}-${two(day.date)}T${two(hour)}:${two(minute)}:${two(second)}${offset}`;
}

interface Day {
  year: number;
  month: number;
  date: number;
  end: number;
}

function readDay(text: string): Day | null {
  const month = (name: string) => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  let m = DAY_MONTH_YEAR.exec(text);
  if (m) {
    const named = /^\d/.test(m[2] as string) ? Number.parseInt(m[2] as string, 10) : month(m[2] as string);
    return { year: fullYear(m[3] as string), month: named, date: Number(m[1]), end: m.index + m[0].length };
  }
  // 2026-11-22 · 2026/11/22 · 2026年11月22日
  m = /\b(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?:日|T|\b)/.exec(text);
  if (m) return { year: Number(m[1]), month: Number(m[2]), date: Number(m[3]), end: m.index + m[0].length };
  // 令和8年11月22日
  m = /(令和|平成)\s?(\d{1,2}|元)年\s?(\d{1,2})月\s?(\d{1,2})日/.exec(text);
  if (m) {
    const year = (m[1] === '令和' ? 2018 : 1988) + (m[2] === '元' ? 1 : Number(m[2]));
    return { year, month: Number(m[3]), date: Number(m[4]), end: m.index + m[0].length };
  }
  // asctime: Sun Nov 22 10:00:00 2026 · Nov 22, 2026
  m = /\b([A-Za-z]{3,9})\.? (\d{1,2})(?:,? (\d{4})\b|[ ,].{0,40}?\b(\d{4})\b)/.exec(text);
  if (m && month(m[1] as string) > 0) {
    const named = m[3] !== undefined;
    const end = m.index + (named ? m[0].length : (m[1] as string).length + 1 + (m[2] as string).length);
    return { year: Number(m[3] ?? m[4]), month: month(m[1] as string), date: Number(m[2]), end };
  }
  return null;
}

/** RFC 5322 §4.3: two digits are 1950–2049, three are counted from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

function isDay({ year, month, date }: Day): boolean {
  if (year < 1970 || year > 9999 || month < 1 || month > 12 || date < 1) return false;
  return date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Minutes east of Greenwich; null where the number is no zone of this earth. */
function readZone(text: string, from: number): number | null {
  const rest = text.slice(from);
  const m = /(?:^|[\s\dT])([+-])(\d{1,2}):?(\d{2})\b/.exec(rest);
  if (m) {
    const hours = Number(m[2]);
    const minutes = Number(m[3]);
    if (hours > 14 || minutes > 59) return null;
    return (m[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
  }
  const bare = /:\d{2}\s(\d{4})$/.exec(rest);
  if (bare && Number(bare[1]) <= 1400)
    return Math.floor(Number(bare[1]) / 100) * 60 + (Number(bare[1]) % 100);
  const name = /(?:\s|\d)([A-Za-z]{1,4})(?:$|[\s+-])/
    .exec(rest.replace(/\b[AP]M\b/gi, ''))?.[1]
    ?.toLowerCase();
  if (name === undefined) return JAPAN;
  return ZONES[name] ?? (name.length === 1 ? 0 : JAPAN);
}
