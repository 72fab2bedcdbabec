import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Inquiry } from '../../../portal-kit/model.ts';
import type { AssignmentRule, RuleConditions } from '../model.ts';
import { isInArea } from './area.ts';
import { chooseRule } from './choose-rule.ts';
import { prefectures } from './prefectures.ts';

const nothing: RuleConditions = {
  kinds: [],
  propertyTypes: [],
  areas: [],
  prices: [],
  addressees: [],
  times: [],
};
const rule = (name: string, conditions: Partial<RuleConditions>, isPaused = false): AssignmentRule => ({
  id: name,
  name,
  isPaused,
  conditions: { ...nothing, ...conditions },
  assignee: null,
  statusId: null,
  groupId: null,
});
const asked = (given: Partial<Inquiry> = {}): Inquiry => ({
  kind: 'appraisal',
  contact: {},
  property: {},
  request: {},
  extras: [],
  ...given,
});
/** Friday, 20 November 2026, 14:03 in Japan. */
const FRIDAY = new Date('2026-11-20T05:03:22Z');
const why = (conditions: Partial<RuleConditions>, inquiry: Partial<Inquiry> = {}, receivedAt = FRIDAY) =>
  chooseRule([rule('r', conditions)], { inquiry: asked(inquiry), receivedAt })?.reasons ?? null;
const jst = (text: string) => new Date(`${text}:00+09:00`);

it('holds for everything where nothing is asked', () => {
  expect(why({})).toEqual([]);
});

it('asks for all conditions, and of each for one alternative', () => {
  const conditions: Partial<RuleConditions> = {
    kinds: ['visit', 'appraisal'],
    propertyTypes: ['condo-unit'],
    areas: [{ prefecture: '東京都', city: '世田谷区' }],
    prices: [
      { from: null, below: 10_000_000 },
      { from: 30_000_000, below: 50_000_000 },
    ],
    addressees: ['渋谷店', '世田谷店'],
    times: [{ weekdays: [5], from: 9, until: 18 }],
  };
  const meets: Partial<Inquiry> = {
    addressee: 'みほん不動産　世田谷店',
    property: { type: 'condo-unit', address: '東京都世田谷区桜丘1-1', priceYen: 30_000_000 },
  };
  expect(why(conditions, meets)).toEqual([
    { condition: 'kind', value: 'appraisal' },
    { condition: 'property-type', value: 'condo-unit' },
    { condition: 'area', value: '東京都世田谷区' },
    { condition: 'price', value: '30000000' },
    { condition: 'addressee', value: '世田谷店' },
    { condition: 'time', value: '2026-11-20T05:03:22.000Z' },
  ]);
  const { addressee: _, ...unaddressed } = meets;
  expect(why(conditions, unaddressed)).toBeNull();
  expect(why(conditions, { ...meets, kind: 'property' })).toBeNull();
  expect(why(conditions, { ...meets, property: { ...meets.property, priceYen: 50_000_000 } })).toBeNull();
  expect(why(conditions, meets, jst('2026-11-20T18:00'))).toBeNull();
});

it('the property decides where it is, and the person’s address only where the property has none', () => {
  const areas = [{ prefecture: '東京都' as const, city: '世田谷区' }];
  const contact = { address: '東京都世田谷区桜丘1-1' };
  expect(why({ areas }, { contact })).toEqual([
    { condition: 'area', value: '東京都世田谷区', isContacts: true },
  ]);
  expect(why({ areas }, { contact, property: { address: '神奈川県川崎市高津区1-1' } })).toBeNull();
});

it.each([
  ['東京都世田谷区桜丘1丁目', '東京都', '世田谷区', true],
  ['〒154-0001　東京都 世田谷区桜丘', '東京都', '世田谷区', true],
  ['世田谷区桜丘1丁目', '東京都', '世田谷区', true],
  ['世田谷区桜丘1丁目', '東京都', null, false],
  ['東京都世田谷区桜丘', '東京都', null, true],
  ['広島県府中市目崎町', '東京都', '府中市', false],
  ['神奈川県横浜市青葉区美しが丘', '神奈川県', '横浜市', true],
  ['神奈川県横浜市青葉区美しが丘', '神奈川県', '青葉区', false],
  ['東京都西多摩郡瑞穂町箱根ケ崎', '東京都', '瑞穂町', true],
  ['東京都西多摩郡瑞穂町箱根ケ崎', '東京都', '西多摩郡', true],
  ['千葉県鎌ヶ谷市', '千葉県', '鎌ケ谷市', true],
  ['茨城県竜ヶ崎市', '茨城県', '龍ケ崎市', true],
  ['京都府京都市左京区', '東京都', '京都市', false],
] as const)('%s in %s %s: %s', (address, prefecture, city, expected) => {
  expect(isInArea(address, { prefecture, city })).toBe(expected);
});

it.each([
  ['2026-11-20T21:59', false],
  ['2026-11-20T22:00', true],
  ['2026-11-21T05:59', true],
  ['2026-11-21T06:00', false],
  ['2026-11-20T05:00', false],
] as const)('a night that began on Friday, at %s: %s', (at, expected) => {
  const times = [{ weekdays: [5], from: 22, until: 6 }];
  expect(why({ times }, {}, jst(at)) !== null).toBe(expected);
});

it('passes over a rule that is paused', () => {
  const facts = { inquiry: asked(), receivedAt: FRIDAY };
  expect(chooseRule([rule('first', {}, true), rule('second', {})], facts)?.rule.name).toBe('second');
});

const kinds = ['appraisal', 'property', 'visit', 'other'] as const;
const types = ['condo-unit', 'house', 'land'] as const;
const conditions: fc.Arbitrary<RuleConditions> = fc.record({
  kinds: fc.subarray([...kinds]),
  propertyTypes: fc.subarray([...types]),
  areas: fc.array(
    fc.record({
      prefecture: fc.constantFrom(...prefectures.slice(11, 14)),
      city: fc.constantFrom(null, '世田谷区', '港区', '横浜市'),
    }),
    { maxLength: 2 },
  ),
  prices: fc.array(
    fc.record({
      from: fc.option(fc.nat(50), { nil: null }),
      below: fc.option(fc.nat(50), { nil: null }),
    }),
    { maxLength: 2 },
  ),
  addressees: fc.subarray(['世田谷店', '本店']),
  times: fc.array(
    fc.record({
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      from: fc.integer({ min: 0, max: 23 }),
      until: fc.integer({ min: 1, max: 24 }),
    }),
    { maxLength: 2 },
  ),
});
const lists = fc
  .array(fc.record({ conditions, isPaused: fc.boolean() }), { maxLength: 5 })
  .map((rules) => rules.map((one, i) => rule(`r${i}`, one.conditions, one.isPaused)));
const facts = fc.record({
  receivedAt: fc.date({ min: jst('2026-11-16T00:00'), max: jst('2026-11-29T23:59'), noInvalidDate: true }),
  inquiry: fc
    .record({
      kind: fc.constantFrom(...kinds),
      type: fc.constantFrom(undefined, ...types),
      address: fc.constantFrom(undefined, '東京都世田谷区1', '港区芝1', '神奈川県横浜市2', '千葉県千葉市'),
      home: fc.constantFrom(undefined, '東京都港区1'),
      priceYen: fc.option(fc.nat(60), { nil: undefined }),
      addressee: fc.constantFrom(undefined, 'みほん不動産 本店', '株式会社みほん　世田谷店'),
    })
    .map(({ kind, type, address, home, priceYen, addressee }) =>
      asked({
        kind,
        ...(addressee !== undefined && { addressee }),
        contact: { ...(home !== undefined && { address: home }) },
        property: {
          ...(type && { type }),
          ...(address !== undefined && { address }),
          ...(priceYen !== undefined && { priceYen }),
        },
      }),
    ),
});

it('the first of those that hold by themselves is the one, and gives a reason for each of its conditions', () => {
  fc.assert(
    fc.property(lists, facts, (rules, asked) => {
      const alone = rules.filter((one) => chooseRule([one], asked) !== null);
      const chosen = chooseRule(rules, asked);
      expect(chosen?.rule.id ?? null).toBe(alone[0]?.id ?? null);
      const asks = Object.values(chosen?.rule.conditions ?? {}).filter((one) => one.length > 0).length;
      expect(chosen?.reasons.length ?? 0).toBe(asks);
      expect(chosen?.rule.isPaused ?? false).toBe(false);
    }),
    { numRuns: 400 },
  );
});

it('another alternative loses nobody, another condition gains nobody', () => {
  fc.assert(
    fc.property(conditions, conditions, facts, (one, other, asked) => {
      const holds = (given: RuleConditions) => chooseRule([rule('r', given)], asked) !== null;
      const keys = Object.keys(one) as (keyof RuleConditions)[];
      for (const key of keys) {
        const isAsked = one[key].length > 0;
        const wider = { ...one, [key]: [...one[key], ...other[key]] };
        if (isAsked && holds(one)) expect(holds(wider)).toBe(true);
        if (!isAsked && holds(wider)) expect(holds(one)).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
});
