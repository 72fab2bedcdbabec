import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueOf, dueText, endOfDay } from './due.ts';

test('a day is due until its end in Japan, a minute at that minute', () => {
  expect(dueOf('2026-11-20')).toEqual({ at: new Date('2026-11-20T15:00:00Z'), isAllDay: true });
  expect(dueOf('2026-11-20T00:30')).toEqual({ at: new Date('2026-11-19T15:30:00Z'), isAllDay: false });
  expect(endOfDay(new Date('2026-11-20T14:59:59Z'))).toEqual(new Date('2026-11-20T15:00:00Z'));
  expect(endOfDay(new Date('2026-11-20T15:00:00Z'))).toEqual(new Date('2026-11-21T15:00:00Z'));
});

test('what no calendar has is none', () => {
  for (const text of [
    '',
    'あす',
    '2026-02-30',
    '2026-11-20T24:00',
    '2026-11-20T14:60',
    '2026-1-2',
    '20261120',
    '0000-12-31',
    '1999-12-31T23:59',
    '2200-01-01',
  ])
    expect(dueOf(text), text).toBe(null);
});

test('what was said is said again', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2190-01-01'), noInvalidDate: true }),
      fc.boolean(),
      (moment, isAllDay) => {
        const text = moment.toISOString().slice(0, isAllDay ? 10 : 16);
        const due = dueOf(text);
        expect(due && dueText(due)).toBe(text);
      },
    ),
  );
});
