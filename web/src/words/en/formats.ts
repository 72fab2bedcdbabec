// How English writes times, money and measures.
import type { Words } from '../ja/index.ts';

export const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

const day = (p: { year: string; month: string; day: string }) => `${dayOfYear(p)} ${p.year}`;
const dayOfYear = (p: { month: string; day: string }) =>
  `${Number(p.day)} ${monthNames[Number(p.month) - 1]}`;

export const formats: Words['formats'] = {
  locale: 'en-GB',
  fullTime: (p) => `${p.weekday}, ${day(p)}, ${p.hour}:${p.minute}:${p.second} JST`,
  minuteTime: (p) => `${day(p)}, ${p.hour}:${p.minute} JST`,
  dayOnly: (p) => `${p.weekday}, ${day(p)}`,
  dayUnderBar: (month, date) => `${date} ${monthNames[Number(month) - 1]}`,
  monthUnderBar: (year, month) => `${monthNames[Number(month) - 1]} ${year}`,
  otherYear: day,
  thisYear: (p) => `${dayOfYear(p)}, ${p.hour}:${p.minute}`,
  dayOfBar: (p) => `${p.weekday} ${dayOfYear(p)}`,
  western: (year, month, date) =>
    [month && date, month && monthNames[month - 1], year].filter(Boolean).join(' '),
  span: {
    seconds: (n) => `${n} s`,
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => `${n} d`,
    between: ' ',
  },
  yen: (whole) => `¥${whole}`,
  tenThousands: null,
  postalCode: (code) => code,
  area: (sqm, tsubo) => `${sqm} m² (${tsubo} tsubo)`,
};
