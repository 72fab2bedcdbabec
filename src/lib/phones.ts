// Telephone numbers as people in Japan write them → E.164. Reaches a key to match and dial by; never judges whether
// a number exists: what a customer wrote is kept and shown as sent.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { nfkc } from './japanese-text.ts';

const DASHES = /[\u002d\u00ad\u2010-\u2015\u2043\u2212\u30fc\u2500\u2501\ufe58\ufe63\uff0d\uff70~\u301c]/g;
const EXTENSION = /(?:内線|ext\.?|#|,).*$/i;
/** A remark in brackets, not an area code: `(平日10時～18時)`. */
const REMARK = /\([^()]*[^()\d\s-][^()]*\)/g;
const CANDIDATE = /[+(]?\d[\d\s().-]*/g;
const MAX = 200;
const NATIONAL = /^0[1-9]\d{8,9}$/;

/**
 * E.164 of one number (`０３（００００）１２３４ 内線5` → `+81300001234`), Japan assumed where no country is
 * given; null where the text holds none. Extensions are cut off. Not validated: an invented exchange passes.
 */
export function toE164(text: string): string | null {
  const plain = nfkc(text.slice(0, MAX)).replace(EXTENSION, '').replace(DASHES, '-').replace(REMARK, ' ');
  for (const [candidate] of plain.matchAll(CANDIDATE)) {
    const digits = candidate.replace(/[\s().-]+/g, '').replace(/^(?:00|010)81(?=[1-9])/, '0');
    if (NATIONAL.test(digits)) return `+81${digits.slice(1)}`;
    const number = digits.length < 8 ? undefined : parsePhoneNumberFromString(candidate, 'JP');
    if (number && number.nationalNumber.length >= 8) return number.number;
  }
  return null;
}

/** The numbers of a value that may hold several (`090-0000-0001 / 03-0000-0002`), each as written. */
export function splitPhones(value: string): string[] {
  return value
    .split(
      /[/／、,，;；\n]|または|又は|もしくは|(?<=[\d)）])[ \u3000]+(?=[0０][\d０-９]{1,4}[-－(（]|[0０][\d０-９]{9,10})/,
    )
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
