// What senders write into a field that was left empty. Data and two tests.
import { nfkc } from '../../../lib/japanese-text.ts';

const DASHES_ONLY = /^[-‐‑–—―－−ーｰ─━_＿*＊・･.．\s\u3000]+$/;
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
const FIRST_OF_DASHES = '-‐‑–—―−ー─━_*・.－ｰ＿．･ 　';
const FIRST_OF_WORDS = '指選未入記回登(（[［nNｎＮ｢ 　';
const MAX_WORD = 12;
const NUMBER_WORDS = new Set(['なし', '無し', '無', '不明', '未定', 'わからない', '分からない', '該当なし']);

/** True when a value says that nothing was entered. 「特になし」 and, for a text, 「なし」 say something. */
export function isBlank(value: string): boolean {
  if (value === '') return true;
  const first = value.charAt(0);
  if (FIRST_OF_DASHES.includes(first) && DASHES_ONLY.test(value)) return true;
  if (value.length > MAX_WORD || !FIRST_OF_WORDS.includes(first)) return false;
  const text = nfkc(value).trim().toLowerCase();
  return WORDS.has(text);
}

/** isBlank() for a number: 「なし」 and 「不明」 are blank too. */
export function isBlankNumber(value: string): boolean {
  return isBlank(value) || (value.length <= MAX_WORD && NUMBER_WORDS.has(nfkc(value).trim()));
}
