// Telephone numbers as people in Japan write them → E.164. Reaches a key to match and dial by; never judges whether
// a number exists: what a customer wrote is kept and shown as sent.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { nfkc } from './japanese-text.ts';

const DASHES = /[\u002d\u00ad\u2010-\u2015\u2043\u2212\u30fc\u2500\u2501\ufe58\ufe63\uff0d\uff70~\u301c]/g;
const EXTENSION = /(?:内線|ext\.?|#|,).*$/i;
const NATIONAL = /^0[1-9]\d{8,9}$/;

/**
 * E.164 of one number (`０３（００００）１２３４ 内線5` → `+81300001234`), Japan assumed where no country is
 * given; null where the text holds none. Extensions are cut off. Not validated: an invented exchange passes.
 */
export function toE164(text: string): string | null {
  const plain = nfkc(text).replace(EXTENSION, '').replace(DASHES, '-');
  const digits = plain.replace(/[\s()-]+/g, '').replace(/^(?:00|010)81(?=[1-9])/, '0');
  if (NATIONAL.test(digits)) return `+81${digits.slice(1)}`;
  const start = plain.search(/[+(\d]/);
  if (start < 0 || !/\d/.test(plain)) return null;
  const number = parsePhoneNumberFromString(plain.slice(start), 'JP');
  return number && number.nationalNumber.length >= 8 ? number.number : null;
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
