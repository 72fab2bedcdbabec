import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromLine, isSameValue, toLine } from './field-entry.ts';

test('several phones stand in one line, the main one first, however they are separated', () => {
  expect(fromLine(' 090-0000-1234、０３－００００－１２３４, ,03-0000-9999 ', 'phones')).toEqual([
    '090-0000-1234',
    '０３－００００－１２３４',
    '03-0000-9999',
  ]);
  expect(fromLine(' ', 'emails')).toEqual([]);
  expect(fromLine('〒１５４－０００１', 'postalCode')).toBe('1540001');
  expect(fromLine(' 髙橋　美咲 ', 'name')).toBe('髙橋　美咲');
});

test('what is not touched is the same', () => {
  const word = fc.stringMatching(/^[0-9a-z@.-]{1,12}$/);
  fc.assert(
    fc.property(fc.array(word), (values) => {
      expect(fromLine(toLine(values), 'phones')).toEqual(values);
    }),
  );
  expect(isSameValue(null, '')).toBe(true);
  expect(isSameValue(['a'], ['b'])).toBe(false);
});
