// The form of a new customer begins with what was searched for in vain: it is not typed twice. Pure.
import { type CustomerEntry, emptyEntry } from './customer-entry.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Nobody was found by it. */
    typed?: string;
  }
}

const PHONE = /^[+(]?\d[\d\s().\-\u2010-\u2015\u2212\u30fc]*$/u;
const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}\u30fc\s]+$/u;

/** What was typed, in the field that it looks like. */
export function beginEntry(typed: string): CustomerEntry {
  const given = typed.trim();
  const plain = given.normalize('NFKC');
  if (plain.includes('@')) return { ...emptyEntry, emails: [given] };
  if (PHONE.test(plain)) return { ...emptyEntry, phones: [given] };
  if (KANA.test(plain)) return { ...emptyEntry, nameKana: given };
  return { ...emptyEntry, name: given };
}
