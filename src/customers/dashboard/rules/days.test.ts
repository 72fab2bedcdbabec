// Which days a dashboard shows: Japanese days, weeks from Monday, months of any length, and what they are compared with.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dashboardPeriods } from '../model.ts';
import { costIn } from './cost.ts';
import { barsOf, daysAsked, daysBefore, elapsed, japaneseDay, lengthOf, monthsIn, unitOf } from './days.ts';

it('a day is a Japanese one', () => {
  expect(japaneseDay(new Date('2026-11-29T14:59:59.999Z'))).toBe('2026-11-29');
  expect(japaneseDay(new Date('2026-11-29T15:00:00Z'))).toBe('2026-11-30');
  expect(japaneseDay(new Date('2026-12-31T15:00:00Z'))).toBe('2027-01-01');
});

describe('periods on a day, and what they are compared with', () => {
  // 2026-11-30 is a Monday.
  it.each([
    ['today', '2026-11-30', '2026-11-30..2026-11-30', '2026-11-29..2026-11-29'],
    ['this-week', '2026-11-30', '2026-11-30..2026-11-30', '2026-11-23..2026-11-23'],
    ['this-week', '2026-11-29', '2026-11-23..2026-11-29', '2026-11-16..2026-11-22'],
    ['last-week', '2026-11-30', '2026-11-23..2026-11-29', '2026-11-16..2026-11-22'],
    ['last-week', '2027-01-01', '2026-12-21..2026-12-27', '2026-12-14..2026-12-20'],
    ['this-month', '2026-11-15', '2026-11-01..2026-11-15', '2026-10-01..2026-10-15'],
    ['this-month', '2027-03-31', '2027-03-01..2027-03-31', '2027-02-01..2027-02-28'],
    ['this-month', '2028-03-31', '2028-03-01..2028-03-31', '2028-02-01..2028-02-29'],
    ['last-month', '2027-01-31', '2026-12-01..2026-12-31', '2026-11-01..2026-11-30'],
    ['last-month', '2027-03-01', '2027-02-01..2027-02-28', '2027-01-01..2027-01-31'],
    ['30-days', '2026-11-30', '2026-11-01..2026-11-30', '2026-10-02..2026-10-31'],
    ['90-days', '2026-11-30', '2026-09-02..2026-11-30', '2026-06-04..2026-09-01'],
  ] as const)('%s on %s is %s, after %s', (period, today, asked, before) => {
    const days = daysAsked({ period }, today);
    expect(`${days.from}..${days.to}`).toBe(asked);
    const past = daysBefore(days, period);
    expect(`${past.from}..${past.to}`).toBe(before);
  });

  it('a period goes before two days; without any it is the last 30 days', () => {
    const given = { from: '2026-01-01', to: '2026-01-02' };
    expect(daysAsked(given, '2026-11-30')).toEqual(given);
    expect(daysAsked({ ...given, period: 'today' }, '2026-11-30').from).toBe('2026-11-30');
    expect(daysAsked({}, '2026-11-30')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
  });

  it('what has not come yet is not compared', () => {
    const days = elapsed({ from: '2026-11-29', to: '2026-12-31' }, '2026-11-30');
    expect(days).toEqual({ from: '2026-11-29', to: '2026-11-30' });
    expect(daysBefore(days, undefined)).toEqual({ from: '2026-11-27', to: '2026-11-28' });
  });
});

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2190-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

it('bars are the days without a gap or an overlap, and no more than the eye can tell apart', () => {
  fc.assert(
    fc.property(day, fc.nat(3_652), (from, more) => {
      const to = new Date(Date.parse(from) + more * 86_400_000).toISOString().slice(0, 10);
      const days = { from, to };
      const bars = barsOf(days, unitOf(days));
      expect(bars.length).toBeLessThanOrEqual(122);
      expect(bars[0]?.from).toBe(from);
      expect(bars.at(-1)?.to).toBe(to);
      for (const [i, bar] of bars.slice(1).entries())
        expect(Date.parse(bar.from) - Date.parse(bars[i]?.to ?? '')).toBe(86_400_000);
      expect(bars.reduce((sum, bar) => sum + lengthOf(bar), 0)).toBe(lengthOf(days));
    }),
  );
});

it('what a period is compared with is right before it or as much of the one before, never longer', () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...dashboardPeriods), (today, period) => {
      const days = daysAsked({ period }, today);
      const before = daysBefore(days, period);
      expect(before.to < days.from).toBe(true);
      expect(before.from <= before.to).toBe(true);
      if (period !== 'last-month') expect(lengthOf(before)).toBeLessThanOrEqual(lengthOf(days));
    }),
  );
});

describe('what a portal cost', () => {
  const october = new Map([['2026-10', 31_000]]);
  it('a month partly in the period costs by its days', () => {
    expect(costIn({ from: '2026-10-01', to: '2026-10-31' }, october)).toEqual({
      yen: 31_000,
      missingMonths: [],
    });
    expect(costIn({ from: '2026-10-30', to: '2026-11-02' }, october)).toEqual({
      yen: 2_000,
      missingMonths: ['2026-11'],
    });
    expect(costIn({ from: '2026-11-01', to: '2026-11-02' }, october)).toBeNull();
  });
  it('of all days together it is what was entered', () => {
    fc.assert(
      fc.property(
        day,
        fc.nat(400),
        fc.array(fc.nat(1_000_000), { minLength: 15, maxLength: 15 }),
        (from, more, yen) => {
          const to = new Date(Date.parse(from) + more * 86_400_000).toISOString().slice(0, 10);
          const months = monthsIn({ from, to });
          const byMonth = new Map(months.map(({ month }, i) => [month, yen[i] ?? 0]));
          const entered = [...byMonth.values()].reduce((sum, one) => sum + one, 0);
          const cost = costIn({ from, to }, byMonth);
          expect(cost?.yen).toBeLessThanOrEqual(entered);
          if (months.every(({ part }) => part === 1)) expect(cost?.yen).toBe(entered);
          expect(cost?.missingMonths).toEqual([]);
        },
      ),
    );
  });
});
