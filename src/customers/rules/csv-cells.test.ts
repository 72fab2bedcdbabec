import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { defuse, emailsIn, namesIn, phonesIn, restore } from './csv-cells.ts';

const SIGNS = [...'=+-@\t\r＝＋－＠'];

it.each(SIGNS)('a value that begins with %j is text, and becomes itself again', (sign) => {
  for (const value of [sign, `${sign}1+1`, `'${sign}1`, `''${sign}`]) {
    expect(defuse(value)).toBe(`'${value}`);
    expect(restore(defuse(value))).toBe(value);
  }
});

test('whatever it is, a defused value begins with nothing a spreadsheet runs, and becomes itself again', () => {
  const like = fc.tuple(fc.constantFrom('', "'", "''"), fc.constantFrom('', ...SIGNS), fc.string());
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        like.map((parts) => parts.join('')),
      ),
      (value) => {
        expect(SIGNS).not.toContain(defuse(value)[0]);
        expect(restore(defuse(value))).toBe(value);
      },
    ),
  );
});

it.each([
  ['090-0000-0001 / 03-0000-0002', ['090-0000-0001', '03-0000-0002']],
  ["'09000000001", ['09000000001']],
])('phones in %s', (cell, phones) => {
  expect(phonesIn(cell)).toEqual(phones);
});

it.each([
  ['a@example.jp / b@example.jp', ['a@example.jp', 'b@example.jp']],
  [
    'a@example.jp;b@example.jp、c/d@example.jp\ne@example.jp',
    ['a@example.jp', 'b@example.jp', 'c/d@example.jp', 'e@example.jp'],
  ],
])('mail addresses in %s', (cell, emails) => {
  expect(emailsIn(cell)).toEqual(emails);
});

it.each([
  ['来店 / 見学 / VIP', ['来店 / 見学', 'VIP']],
  ['VIP、反響客', ['VIP', '反響客']],
  ['VIP/知らない', ['VIP', '知らない']],
])('names in %s', (cell, names) => {
  const known = ['来店 / 見学', 'VIP', '反響客'];
  expect(namesIn(cell, (name) => known.includes(name))).toEqual(names);
});
