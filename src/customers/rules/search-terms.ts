// What somebody typed into the search box → terms, all of which a customer must have. Pure; letters are brought into one form by
// the database (search_form), for what is written and what is asked alike.
import { nfkc } from '../../lib/japanese-text.ts';

/** A term in the ways it may be meant: one of them must be found. */
export type SearchTerm = string[];

const MOST_TERMS = 8;
const MOST_LETTERS = 100;
const PHONE_LIKE = /^[+(]?\d[\d\s().\-\u2010-\u2015\u2212\u30fc\u2500]*$/u;
/** Fewer digits are anybody's. */
const LEAST_DIGITS = 3;

/** Blanks part terms; what looks like one telephone number is one term. */
export function searchTerms(typed: string): SearchTerm[] {
  const plain = nfkc(typed.slice(0, MOST_TERMS * MOST_LETTERS)).trim();
  if (plain === '') return [];
  if (isPhoneLike(plain)) return [termOf(plain)];
  return plain
    .split(/\s+/u)
    .slice(0, MOST_TERMS)
    .map((part) => termOf(part.slice(0, MOST_LETTERS)));
}

const digitsOf = (text: string) => text.replace(/\D/g, '');

function isPhoneLike(text: string): boolean {
  return PHONE_LIKE.test(text) && digitsOf(text).length >= LEAST_DIGITS;
}

/** As written; for digits also as the beginning of a phone dialled in Japan, and backwards behind an r: as its last digits. */
function termOf(part: string): SearchTerm {
  if (!isPhoneLike(part)) return [part];
  const digits = digitsOf(part);
  const national = /^\s*\+81/.test(part) ? `0${digits.slice(2).replace(/^0/, '')}` : digits;
  return [...new Set([part, national, `r${[...national].reverse().join('')}`])];
}
