import { expect, it } from 'vitest';
import type { AssignmentRule } from '../../api/client.ts';
import {
  blankRule,
  entryOf,
  givenOf,
  problemsAt,
  ruleOf,
  ruleProblems,
  withRule,
  yenOf,
} from './rule-entry.ts';
import { conditionWords, outcomeWords } from './rule-words.ts';

const rule: AssignmentRule = {
  id: '0190a1b2-0000-7000-8000-000000000001',
  name: '世田谷の査定',
  isPaused: false,
  conditions: {
    kinds: ['appraisal'],
    propertyTypes: ['condo-unit', 'house'],
    areas: [
      { prefecture: '東京都', city: '世田谷区' },
      { prefecture: '神奈川県', city: null },
    ],
    prices: [{ from: 30_000_000, below: null }],
    addressees: ['世田谷店'],
    times: [
      { weekdays: [1, 2, 3, 4, 5], from: 22, until: 6 },
      { weekdays: [6, 7], from: 0, until: 24 },
    ],
  },
  assignee: {
    way: 'round-robin',
    people: [
      { id: 'a', name: '佐藤' },
      { id: 'b', name: '鈴木' },
    ],
  },
  status: null,
  group: { id: 'g', name: '世田谷' },
};

it('is the same after typing nothing', () => {
  expect(ruleOf(entryOf(rule), rule.id)).toEqual(givenOf(rule));
  expect(ruleProblems(entryOf(rule))).toEqual({});
});

it('is said in words', () => {
  expect(conditionWords(rule.conditions)).toBe(
    '種別が査定依頼 かつ 物件種別がマンション・一戸建て かつ エリアが東京都世田谷区・神奈川県 かつ 価格が3,000万円以上 かつ 宛名に「世田谷店」を含む かつ 受信が平日（月〜金） 22時〜翌6時・土日 終日',
  );
  const { assignee, group } = rule;
  const people = assignee?.people.map(({ name }) => name) ?? [];
  const way = 'round-robin' as const;
  expect(outcomeWords({ assignee: { way, people }, status: null, group: group?.name ?? null })).toBe(
    '担当者: 佐藤・鈴木を順番に、グループ: 世田谷',
  );
  expect(outcomeWords({ assignee: null, status: null, group: null })).toBe('連携の設定のまま');
});

it('stands in its place of the list, and behind it when it is new or gone', () => {
  const other = { ...rule, id: '0190a1b2-0000-7000-8000-000000000002', name: '乙' };
  const entry = { ...entryOf(rule), name: '甲' };
  expect(withRule([rule, other], rule.id, entry).map(({ name }) => name)).toEqual(['甲', '乙']);
  expect(withRule([other], rule.id, entry).map(({ id, name }) => [id, name])).toEqual([
    [other.id, '乙'],
    [undefined, '甲'],
  ]);
  expect(withRule([other], null, entry)).toHaveLength(2);
});

it.each([
  ['3,000', 30_000_000],
  ['３，０００万円', 30_000_000],
  ['0.5', 5_000],
  ['', null],
  ['たくさん', Number.NaN],
])('%s 万円 is %s yen', (typed, expected) => {
  expect(yenOf(typed)).toBe(expected);
});

it('says what is wrong where it is', () => {
  const wrong = ruleProblems({
    ...blankRule,
    way: 'person',
    areas: [{ prefecture: null, city: '' }],
    prices: [
      { from: '', below: '' },
      { from: '5', below: '3' },
    ],
    addressees: [{ text: '　' }],
    times: [{ weekdays: [], from: '9', until: '18' }],
  });
  expect(Object.keys(wrong)).toEqual([
    'name',
    'userIds',
    'areas.0.prefecture',
    'prices.0.from',
    'prices.1.from',
    'addressees.0.text',
    'times.0.weekdays',
  ]);
  const refused = {
    'rules.1.conditions.prices.0': 'p',
    'rules.1.assigneeId': 'a',
    'rules.1.name': 'n',
    'rules.0.name': 'other',
  };
  expect(problemsAt(refused, 1)).toEqual({ 'prices.0.from': 'p', userIds: 'a', name: 'n' });
});
