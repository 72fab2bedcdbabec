// Years that somebody wrote by Japanese eras, with the western year beside them. Pure.
import { words } from '../words/index.ts';

const calendar = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  timeZone: 'UTC',
  era: 'long',
  year: 'numeric',
});
const FIRST = 1868;
const LAST = 2100;
const WRITTEN =
  /(明治|大正|昭和|平成|令和)\s?(元|[0-9０-９]{1,2})\s?年(?:\s?([0-9０-９]{1,2})\s?月(?:\s?([0-9０-９]{1,2})\s?日)?)?/g;

let known: Map<string, number> | undefined;

/** 「平成10」 → 1998, as the calendar has it; both eras of a year in which one began. */
function years(): Map<string, number> {
  if (known) return known;
  known = new Map();
  for (let year = FIRST; year <= LAST; year += 1)
    for (const day of [Date.UTC(year, 0, 1), Date.UTC(year, 11, 31)]) {
      const parts = calendar.formatToParts(day);
      const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
      const key = `${part('era')}${part('year') === '元' ? '1' : part('year')}`;
      if (!known.has(key)) known.set(key, year);
    }
  return known;
}

const digits = (text = '') => text.normalize('NFKC').replace('元', '1');

/** 「平成10年3月築」 → 「平成10年3月（1998年3月）築」; a text that names the western year itself stays. */
export function withWesternYears(text: string): string {
  return text.replace(WRITTEN, (written, era: string, year: string, month?: string, day?: string) => {
    const western = years().get(`${era}${Number(digits(year))}`);
    if (western === undefined || text.normalize('NFKC').includes(String(western))) return written;
    const { aside } = words.common;
    const { western: write } = words.formats;
    return `${written}${aside(write(western, month && Number(digits(month)), day && Number(digits(day))))}`;
  });
}
