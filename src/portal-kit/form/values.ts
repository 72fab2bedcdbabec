// What a value means: numbers, areas, prices, years, postal codes as people and portals write them. Each reader gives
// null where the text holds none; what to do then is the caller's matter.

import { nfkc } from '../../lib/japanese-text.ts';
import { eraToYear } from '../../lib/jst.ts';

const TSUBO = 3.305785;
const MAX = 200;
const SQM = /([\d,]+(?:\.\d+)?)\s?(?:m2|m\^2|㎡|平米|平方メートル|平方m|へいべい)/i;
const TSUBO_AREA = /([\d,]+(?:\.\d+)?)\s?坪/;
const PLAIN_NUMBER = /^約?([\d,]+(?:\.\d+)?)$/;
const POSTAL = /^〒?\s?(\d{3})\s?-?\s?(\d{4})(?!\d|-\d)/;
const YEN = /(?:([\d,]+(?:\.\d+)?)\s?億)?\s?(?:([\d,]+(?:\.\d+)?)\s?(?:千万|百万|万))?\s?(?:([\d,]+)\s?円)?/g;
const YEAR = /(?<!\d)(1[89]\d{2}|20\d{2})(?!\d)/;
const AGE = /(?<!\d)(\d{1,3})\s?[歳才]/;
const FLOORS_BUILT = /(?<![\d下])(\d{1,3})\s?(?:階建|F建)/;
const FLOORS = /(?<![\d下])(\d{1,3})\s?(?:階|F)/;
const UNITS = /(?<!\d)(\d{1,4})\s?(?:戸|室|世帯)/;
const BARE_COUNT = /^約?(\d{1,4})$/;
const EMAIL = /[^\s<>()[\]"'、,;:；：，]+@[^\s<>()[\]"'、,;:；：，]+/;

function plain(text: string): string {
  return nfkc(text.slice(0, MAX))
    .replace(/[‐‑‒–—―−ー─]/g, '-')
    .trim();
}

function numberOf(digits: string): number {
  return Number(digits.replaceAll(',', ''));
}

/** Seven digits of a postal code that stands at the start (`〒１５４－０００１`), or null. */
export function readPostalCode(text: string): string | null {
  const found = POSTAL.exec(plain(text));
  return found ? `${found[1]}${found[2]}` : null;
}

/** Area in m²; of 坪 alone, × 3.305785, to two decimals. */
export function readArea(text: string): number | null {
  const words = plain(text);
  const sqm = SQM.exec(words);
  if (sqm) return numberOf(sqm[1] ?? '');
  const tsubo = TSUBO_AREA.exec(words);
  if (tsubo) return Math.round(numberOf(tsubo[1] ?? '') * TSUBO * 100) / 100;
  const bare = PLAIN_NUMBER.exec(words);
  return bare ? numberOf(bare[1] ?? '') : null;
}

/** Yen of `1億9,500万円`, `32,800,000円`, `4.7万円`; the first amount where a range is given. */
export function readYen(text: string): number | null {
  const words = plain(text);
  for (const [whole, oku, man, yen] of words.matchAll(YEN)) {
    if (whole.trim() === '' || (!oku && !man && !yen)) continue;
    const unit = whole.includes('千万') ? 10_000_000 : whole.includes('百万') ? 1_000_000 : 10_000;
    return Math.round(
      numberOf(oku ?? '0') * 100_000_000 + numberOf(man ?? '0') * unit + numberOf(yen ?? '0'),
    );
  }
  const bare = PLAIN_NUMBER.exec(words);
  return bare && numberOf(bare[1] ?? '') >= 10_000 ? numberOf(bare[1] ?? '') : null;
}

/** Western year of `1998年`, `西暦1986年(昭和61年) 築40年`, `平成10年3月`; null for an age (`築25年`). */
export function readYear(text: string): number | null {
  const words = plain(text);
  const western = YEAR.exec(words);
  if (western) return Number(western[1]);
  const packed = /^(1[89]\d{2}|20\d{2})(?:0[1-9]|1[0-2])$/.exec(words);
  return packed ? Number(packed[1]) : eraToYear(words);
}

/** Whether a year is counted by eras alone: `平成10年3月`, not `1998年(平成10年)`. */
export function isEraYear(text: string): boolean {
  const words = plain(text);
  return !YEAR.test(words) && eraToYear(words) !== null;
}

/** Age of `41歳`; null for a span (`40代`). */
export function readAge(text: string): number | null {
  return count(text, AGE);
}

/** Storeys above ground: `3階建`, `地上5階地下1階`, `5階建の3階部分`. */
export function readFloors(text: string): number | null {
  return count(text, FLOORS_BUILT) ?? count(text, FLOORS);
}

/** Flats of `32 戸`. */
export function readUnits(text: string): number | null {
  return count(text, UNITS);
}

function count(text: string, pattern: RegExp): number | null {
  const words = plain(text);
  const found = pattern.exec(words) ?? BARE_COUNT.exec(words);
  return found ? Number(found[1]) : null;
}

/** The address of a mail as sent, also where RFC 5321 forbids it (`a..b.@docomo.example`). */
export function readEmail(text: string): string | null {
  return EMAIL.exec(nfkc(text.slice(0, 400)).replace(/mailto:/gi, ''))?.[0] ?? null;
}

/** A request's number as text: letters and leading zeros count; a remark behind it is not part of it. */
export function readRequestNumber(text: string): string | null {
  const words = plain(text).replace(/^(?:no\.?|№|#)\s?/i, '');
  const found = /^[a-z0-9][a-z0-9_./-]*/i.exec(words);
  if (!found) return words === '' ? null : words;
  return /^(?:$|[\s(（[【,、])/.test(words.slice(found[0].length)) ? found[0] : words;
}
