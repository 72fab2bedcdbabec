import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dayAfter, dueGroup, dueWords } from './due-words.ts';

/** 2026/11/20(金) 14:00 in Japan. */
const now = Date.parse('2026-11-20T05:00:00Z');
const minute = (due: string) => ({ due, dueAt: new Date(`${due}:00+09:00`).toISOString() });
const day = (due: string) => ({
  due,
  dueAt: new Date(Date.parse(`${due}T00:00:00+09:00`) + 86_400_000).toISOString(),
});

test('a task presses by its Japanese day and minute', () => {
  expect(dueGroup({ due: null, dueAt: null }, now)).toBe('none');
  expect(dueGroup(minute('2026-11-20T14:00'), now)).toBe('overdue');
  expect(dueGroup(minute('2026-11-20T14:01'), now)).toBe('today');
  expect(dueGroup(day('2026-11-20'), now)).toBe('today');
  expect(dueGroup(day('2026-11-19'), now)).toBe('overdue');
  expect(dueGroup(day('2026-11-21'), now)).toBe('coming');
  expect([dayAfter(now, 0), dayAfter(now, 1)]).toEqual(['2026-11-20', '2026-11-21']);
  // Half past midnight in Japan is yesterday in Greenwich.
  expect(dayAfter(Date.parse('2026-11-20T15:30:00Z'), 0)).toBe('2026-11-21');
});

test('it is said short, and what is overdue says so', () => {
  expect(dueWords({ due: null, dueAt: null }, now)).toBe('期限なし');
  expect(dueWords(minute('2026-11-20T18:30'), now)).toBe('今日 18:30');
  expect(dueWords(day('2026-11-21'), now)).toBe('明日');
  expect(dueWords(day('2026-12-01'), now)).toBe('12/01(火)');
  expect(dueWords(day('2027-01-05'), now)).toBe('2027/01/05(火)');
  expect(dueWords(minute('2026-11-20T09:00'), now)).toBe('期限切れ 今日 09:00');
  expect(dueWords(day('2026-11-19'), now)).toBe('期限切れ 11/19(木)');
});

describe('in English', () => {
  let english: typeof dueWords;
  beforeAll(async () => {
    // Words are taken as a file is loaded.
    vi.resetModules();
    await (await import('../../words/index.ts')).loadWords('en');
    await (await import('../../words/follow-up.ts')).loadFollowUp();
    english = (await import('./due-words.ts')).dueWords;
  });
  afterAll(() => vi.resetModules());

  test('days, months and times are as English writes them everywhere else', () => {
    expect(english({ due: null, dueAt: null }, now)).toBe('No due date');
    expect(english(minute('2026-11-20T18:30'), now)).toBe('Today 18:30');
    expect(english(day('2026-11-21'), now)).toBe('Tomorrow');
    expect(english(minute('2026-11-21T09:00'), now)).toBe('Tomorrow 09:00');
    expect(english(day('2026-12-01'), now)).toBe('Tue 1 Dec');
    expect(english(minute('2026-11-30T09:00'), now)).toBe('Mon 30 Nov, 09:00');
    expect(english(day('2027-01-05'), now)).toBe('Tue, 5 Jan 2027');
    expect(english(minute('2027-01-05T09:00'), now)).toBe('Tue, 5 Jan 2027, 09:00');
    expect(english(minute('2026-11-20T09:00'), now)).toBe('Overdue: today 09:00');
    expect(english(day('2026-11-19'), now)).toBe('1 day overdue (Thu 19 Nov)');
    expect(english(minute('2026-11-17T09:00'), now)).toBe('3 days overdue (Tue 17 Nov, 09:00)');
  });
});
