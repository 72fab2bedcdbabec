// The dashboard's numbers in words, and what a bar is made of.
import { describe, expect, it } from 'vitest';
import {
  countChange,
  daysText,
  dayText,
  medianChange,
  monthText,
  niceTop,
  shareChange,
  shareText,
  spanText,
} from './figures.ts';
import { partsOf } from './parts.ts';

const figures = (count: number, medianSeconds: number | null = null, within5 = 0) => ({
  ...{ count, repeats: 0, open: 0, medianSeconds, within5, within30: within5 },
});

it.each([
  [0, '0秒'],
  [59.4, '59秒'],
  [59.6, '1分'],
  [1_050, '17分30秒'],
  [3_600, '1時間'],
  [7_265, '2時間1分'],
  [90_000, '1日1時間'],
])('%d s is %s', (seconds, text) => {
  expect(spanText(seconds)).toBe(text);
});

describe('what changed', () => {
  it('in number', () => {
    expect(countChange(figures(12), figures(8)).text).toBe('前の期間より 4件（50%）増');
    expect(countChange(figures(2), figures(3)).text).toBe('前の期間より 1件（33.3%）減');
    expect(countChange(figures(3), figures(3)).text).toBe('前の期間と同じ');
    expect(countChange(figures(3), figures(0)).text).toBe('前の期間は反響なし');
  });
  it('in speed: sooner is good', () => {
    expect(medianChange(figures(1, 60), figures(1, 90))).toEqual({
      text: '前の期間より 30秒早い',
      tone: 'good',
    });
    expect(medianChange(figures(1, 90), figures(1, 60))?.tone).toBe('warn');
    expect(medianChange(figures(1, 90), figures(1))?.text).toBe('前の期間は対応なし');
    expect(medianChange(figures(1), figures(1, 90))).toBeNull();
  });
  it('in share, by points', () => {
    expect(shareChange(figures(3, 1, 1), figures(4, 1, 1), 'within5')).toEqual({
      text: '前の期間より 8.3ポイント上昇',
      tone: 'good',
    });
    expect(shareChange(figures(4, 1, 1), figures(2, 1, 1), 'within5')?.tone).toBe('warn');
    expect(shareChange(figures(0), figures(2), 'within5')).toBeNull();
  });
});

it('shares and days', () => {
  expect(shareText(1, 3)).toBe('33.3%');
  expect(shareText(0, 0)).toBe('―');
  expect(dayText('2026-11-29')).toBe('2026/11/29(日)');
  expect(daysText({ from: '2026-11-29', to: '2026-11-29' })).toBe('2026/11/29(日)');
  expect(monthText('2026-03')).toBe('2026年3月');
});

it('a scale ends at a number that is easy to read and halve, not below the highest bar', () => {
  expect([0, 4, 5, 7, 10, 11, 23, 61, 99, 140, 1_001].map(niceTop)).toEqual([
    4, 4, 6, 8, 10, 20, 30, 80, 100, 200, 2_000,
  ]);
});

it('six 媒体 have their own colour; of more, five, and the rest is one part that makes the bar whole', () => {
  const portals = Array.from({ length: 8 }, (_, n) => ({
    ...figures(8 - n),
    portal: `p${n}`,
    statuses: [],
    contracts: 0,
    cost: null,
  }));
  const bar = {
    ...{ from: '2026-11-29', to: '2026-11-29', count: 36 },
    portals: portals.map(({ portal, count }) => ({ portal, count })),
  };
  const six = partsOf(portals.slice(0, 6), (portal) => portal);
  expect(six.map(({ name, nth }) => `${name}/${nth}`)).toEqual([
    'p0/0',
    'p1/1',
    'p2/2',
    'p3/3',
    'p4/4',
    'p5/5',
  ]);
  const parts = partsOf(portals, (portal) => portal);
  expect(parts.map(({ name, of }) => `${name} ${of(bar)}`)).toEqual([
    'p0 8',
    'p1 7',
    'p2 6',
    'p3 5',
    'p4 4',
    'その他 6',
  ]);
});
