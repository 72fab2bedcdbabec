// What is pointed out of a login as it is typed, and what the repair makes of it.
import { expect, it } from 'vitest';
import { narrowed, odditiesOf, withoutBlankEnds } from './oddities.ts';

it.each([
  ['setagaya01', false, null],
  ['P@ss word!', false, null],
  ['', false, null],
  [' setagaya01', true, null],
  ['setagaya01\u3000', true, null],
  ['\u200bsetagaya01\ufeff', true, null],
  ['setagaya01\t', true, null],
  ['ｓｅｔａｇａｙａ０１', false, 'repairable'],
  ['abc\u3000def', false, 'repairable'],
  [' Ａ1 ', true, 'repairable'],
  ['せたがや', false, 'other'],
  ['ﾊﾟｽﾜｰﾄﾞ', false, 'other'],
  ['abc“def”', false, 'other'],
])('%j: blanks at its ends %s, full-width %s', (value, hasBlankEnds, wide) => {
  expect(odditiesOf(value)).toEqual({ hasBlankEnds, wide });
});

it('repairs only what it says', () => {
  expect(withoutBlankEnds('\u3000 a b\u00a0')).toBe('a b');
  expect(narrowed('　Ｔａｒｏ＠１２３～　あ')).toBe(' Taro@123~ あ');
});
