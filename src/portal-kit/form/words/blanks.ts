// What senders write into a field that was left empty. Data and two tests.
import { nfkc } from '../../../lib/japanese-text.ts';

const DASHES_ONLY = /^[-‐‑–—―−ー─━_*・.\s\u3000]+$/;
const WORDS = new Set([
  '指定なし',
  '選択なし',
  '未入力',
  '未選択',
  '未記入',
  '未設定',
  '入力なし',
  '記入なし',
  '回答なし',
  '登録なし',
  '(未入力)',
  '(未選択)',
  '(空白)',
  '(なし)',
  '[未入力]',
  'null',
  'n/a',
]);
const NUMBER_WORDS = new Set(['なし', '無し', '無', '不明', '未定', 'わからない', '分からない', '該当なし']);

/** True when a value says that nothing was entered. 「特になし」 and, for a text, 「なし」 say something. */
export function isBlank(value: string): boolean {
  if (value === '') return true;
  if (value.length > 12 && !DASHES_ONLY.test(value)) return false;
  const text = nfkc(value).trim().toLowerCase();
  return text === '' || DASHES_ONLY.test(text) || WORDS.has(text);
}

/** isBlank() for a number: 「なし」 and 「不明」 are blank too. */
export function isBlankNumber(value: string): boolean {
  return isBlank(value) || (value.length <= 12 && NUMBER_WORDS.has(nfkc(value).trim()));
}
