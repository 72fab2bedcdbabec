// Quiet times, digests and office hours: whatever is set, the moment that comes out keeps to it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PRODUCT_DEFAULT, paces, whenDue } from '../preferences/model.ts';
import { endOf, laterWithin, type WeekTime } from './clock.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const jst = (text: string) => new Date(`${text}+09:00`);
/** 2026-11-27 is a Friday. */
const friday = (time: string) => jst(`2026-11-27T${time}`);

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
  .map(([hour, minute]) => [hour, minute].map((n) => String(n).padStart(2, '0')).join(':'));
const weekTime: fc.Arbitrary<WeekTime> = fc.record({
  from: time,
  to: time,
  days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
});
const moment = fc
  .integer({ min: 0, max: 3 * 7 * 24 * 3600 })
  .map((s) => new Date(jst('2026-11-01T00:00:00').getTime() + s * 1000));

/** Whether it falls in, found out minute by minute and by the calendar. */
function fallsIn({ from, to, days }: WeekTime, at: Date): boolean {
  const clock = (date: Date) => new Date(date.getTime() + 9 * 60 * MINUTE).toISOString().slice(11, 16);
  const dayOf = (date: Date) => new Date(date.getTime() + 9 * 60 * MINUTE).getUTCDay();
  const now = clock(at);
  const yesterday = dayOf(new Date(at.getTime() - DAY));
  if (to > from) return days.includes(dayOf(at)) && from <= now && now < to;
  return (days.includes(dayOf(at)) && from <= now) || (days.includes(yesterday) && now < to);
}

describe('a time of the week', () => {
  test('is fallen in exactly when a calendar says so, and ends when it does', () => {
    fc.assert(
      fc.property(weekTime, moment, (given, at) => {
        const end = endOf(given, at);
        expect(end !== null).toBe(fallsIn(given, at));
        if (!end) return;
        expect(end > at).toBe(true);
        expect(fallsIn(given, new Date(end.getTime() - 1))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('when something goes out', () => {
  test('never in a quiet time, never before now, and gathered things at their hour or the end of the quiet', () => {
    fc.assert(
      fc.property(weekTime, moment, fc.constantFrom(...paces), fc.boolean(), (quiet, now, pace, isUrgent) => {
        const isWholeWeek = quiet.days.length === 7 && quiet.from === quiet.to;
        fc.pre(!isWholeWeek);
        const due = whenDue({ ...PRODUCT_DEFAULT, pace, quiet }, now, isUrgent);
        const at = due ?? now;
        expect(at >= now).toBe(true);
        expect(fallsIn(quiet, at)).toBe(false);
        if (due === null) expect(pace === 'at-once' || isUrgent).toBe(true);
        const minute = new Date(at.getTime()).getUTCMinutes();
        const isEnd = fallsIn(quiet, new Date(at.getTime() - 1));
        if (due !== null && !isEnd) expect([minute, at.getUTCSeconds()]).toEqual([0, 0]);
        expect(at.getTime() - now.getTime()).toBeLessThanOrEqual(9 * DAY);
      }),
      { numRuns: 300 },
    );
  });

  test('as people read it: 22:00 to 8:00, each full hour, 9 in the morning', () => {
    const night = { from: '22:00', to: '08:00', days: [0, 1, 2, 3, 4, 5, 6] };
    const due = (pace: (typeof paces)[number], quiet: WeekTime | null, now: Date) =>
      whenDue({ ...PRODUCT_DEFAULT, pace, quiet }, now)?.toISOString() ?? null;
    expect(due('at-once', null, friday('23:30'))).toBeNull();
    expect(due('at-once', night, friday('23:30'))).toBe(jst('2026-11-28T08:00:00').toISOString());
    expect(due('at-once', night, friday('08:00'))).toBeNull();
    expect(due('hourly', night, friday('12:00'))).toBe(friday('13:00').toISOString());
    expect(due('daily', night, friday('09:00'))).toBe(jst('2026-11-28T09:00:00').toISOString());
    const closed = { from: '00:00', to: '00:00', days: [6, 0] };
    expect(due('daily', closed, friday('18:00'))).toBe(jst('2026-11-30T00:00:00').toISOString());
  });
});

describe('minutes of office hours', () => {
  test('all of them lie within, and as many as were asked for', () => {
    fc.assert(
      fc.property(weekTime, moment, fc.integer({ min: 1, max: 600 }), (hours, at, minutes) => {
        const later = laterWithin(hours, at, minutes);
        let counted = 0;
        // A quarter of a minute is the finest that is set; samples stand in the middle of each.
        const step = MINUTE;
        for (let t = at.getTime(); t < later.getTime(); t += step)
          if (fallsIn(hours, new Date(t))) counted += Math.min(step, later.getTime() - t) / MINUTE;
        expect(Math.abs(counted - minutes)).toBeLessThanOrEqual(
          1 + Math.ceil((later.getTime() - at.getTime()) / DAY) * 2,
        );
        expect(fallsIn(hours, new Date(later.getTime() - 1))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('as people read it: 30 minutes at 17:50 of a Friday end on Monday at 9:20', () => {
    const office = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] };
    expect(laterWithin(office, friday('17:50'), 30)).toEqual(jst('2026-11-30T09:20:00'));
    expect(laterWithin(office, friday('10:00'), 30)).toEqual(friday('10:30'));
    expect(laterWithin(null, friday('23:50'), 30)).toEqual(jst('2026-11-28T00:20:00'));
  });
});
