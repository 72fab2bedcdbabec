// What was searched for in vain begins the form in the field it looks like.
import { expect, it } from 'vitest';
import { beginEntry } from './begin-entry.ts';
import { emptyEntry } from './customer-entry.ts';

it.each([
  ['', {}],
  ['小鳥遊　蓮', { name: '小鳥遊　蓮' }],
  ['たかなし', { nameKana: 'たかなし' }],
  ['ｼｮｰ ﾁｭｳ', { nameKana: 'ｼｮｰ ﾁｭｳ' }],
  [' 090-0000-7777 ', { phones: ['090-0000-7777'] }],
  ['０３－００００', { phones: ['０３－００００'] }],
  ['ren@mail.example.jp', { emails: ['ren@mail.example.jp'] }],
  ['豊洲1丁目', { name: '豊洲1丁目' }],
])('%s', (typed, filled) => {
  expect(beginEntry(typed)).toEqual({ ...emptyEntry, ...filled });
});
