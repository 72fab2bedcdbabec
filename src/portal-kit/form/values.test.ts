import { expect, it } from 'vitest';
import * as values from './values.ts';
import { isBlank, isBlankNumber } from './words/blanks.ts';
import { propertyType } from './words/property-types.ts';

it.each([
  ['56.55㎡', 56.55],
  ['22.09㎡（約6.68坪）', 22.09],
  ['26.1坪(86.42平米)', 86.42],
  ['29.276坪', 96.78],
  ['1,090.15 平米', 1090.15],
  ['９５０．４ｍ２', 950.4],
  ['70.64m²', 70.64],
  ['約120㎡', 120],
  ['120.5', 120.5],
  ['不明', null],
])('area %s', (text, area) => {
  expect(values.readArea(text)).toBe(area);
});

it.each([
  ['5億6,500万円', 565_000_000],
  ['8億円', 800_000_000],
  ['8億1,000万円', 810_000_000],
  ['3,280万円', 32_800_000],
  ['32,800,000円', 32_800_000],
  ['4.7万円', 47_000],
  ['20万円/月', 200_000],
  ['1,200万円～1,500万円', 12_000_000],
  ['応相談', null],
])('price %s', (text, yen) => {
  expect(values.readYen(text)).toBe(yen);
});

it.each([
  ['1998 年', 1998],
  ['西暦1986年(昭和61年) 築40年', 1986],
  ['昭和63年3月', 1988],
  ['2005年3月築', 2005],
  ['199803', 1998],
  ['築25年', null],
  ['25年', null],
])('year %s', (text, year) => {
  expect(values.readYear(text)).toBe(year);
});

it.each([
  ['3階建', 3],
  ['地上5階地下1階建', 5],
  ['8階建ての2階', 8],
  ['4', 4],
])('storeys %s', (text, floors) => {
  expect(values.readFloors(text)).toBe(floors);
});

it('ages, flats', () => {
  expect([values.readAge('70 歳'), values.readAge('４７'), values.readAge('40代')]).toEqual([70, 47, null]);
  expect([values.readUnits('全32戸'), values.readUnits('-')]).toEqual([32, null]);
});

it.each([
  ['〒223-8745', '2238745'],
  ['３３０－９８６２', '3309862'],
  ['0621133', '0621133'],
  ['464-6106\n愛知県名古屋市', '4646106'],
  ['東京都', null],
  ['03-0000-1234', null],
])('postal code %s', (text, code) => {
  expect(values.readPostalCode(text)).toBe(code);
});

it.each([
  ['a..b.570@docomo.example', 'a..b.570@docomo.example'],
  ['ｔａｒｏ＠example.jp', 'taro@example.jp'],
  ['taro@example.jp <mailto:taro@example.jp>', 'taro@example.jp'],
  ['夜のみ', null],
])('mail address %s', (text, email) => {
  expect(values.readEmail(text)).toBe(email);
});

it.each([
  ['ＲＧ０１２３４５６７', 'RG01234567'],
  ['000042', '000042'],
  ['SA2611-5533787（再送）', 'SA2611-5533787'],
])('number %s', (text, number) => {
  expect(values.readRequestNumber(text)).toBe(number);
});

it('knows what means nothing', () => {
  for (const value of ['', '-', '－', '―', '‐', '------', '未入力', '指定なし', '選択なし', '　'])
    expect([value, isBlank(value), isBlankNumber(value)]).toEqual([value, true, true]);
  expect([isBlank('なし'), isBlankNumber('なし')]).toEqual([false, true]);
  for (const value of ['特になし', '0', '空室'])
    expect([value, isBlankNumber(value)]).toEqual([value, false]);
});

it.each([
  ['分譲マンション（区分所有）', 'condo-unit'],
  ['区分マンション', 'condo-unit'],
  ['マンション一棟', 'mansion-building'],
  ['一棟売りマンション', 'mansion-building'],
  ['アパート一棟', 'apartment-building'],
  ['中古一戸建て', 'house'],
  ['売地', 'land'],
  ['ビル', 'office-building'],
  ['店舗・事務所', 'shop-office'],
  ['工場', 'other'],
])('type %s', (text, type) => {
  expect(propertyType(text)).toBe(type);
});
