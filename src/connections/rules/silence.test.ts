// When a connection counts as silent: by its own past, never early, over with the next mail.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silenceOf, silentFrom } from './silence.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const last = Date.parse('2026-11-20T03:00:00Z');
/** Mails this long before the last one. */
const ago = (...ms: number[]) => [0, ...ms].map((passed) => new Date(last - passed));
const every = (ms: number, many: number) => ago(...Array.from({ length: many - 1 }, (_, i) => (i + 1) * ms));
const waited = (ms: number) => new Date(last + ms);

describe('by its own past', () => {
  it.each<[string, Date[], number]>([
    ['each hour: three days', every(HOUR, 60), 3 * DAY],
    ['each half day: three days', every(DAY / 2, 30), 3 * DAY],
    ['each day: five', every(DAY, 30), 5 * DAY],
    ['each week: five', every(7 * DAY, 12), 35 * DAY],
  ])('%s', (_, arrivals, limit) => {
    expect(silenceOf(arrivals, waited(limit))).toBeNull();
    const usualMs = Number(arrivals[0]) - Number(arrivals[1]);
    expect(silenceOf(arrivals, waited(limit + 1))).toEqual({ since: new Date(last), usualMs });
  });

  it('three at a time each Saturday: two weeks, not three days', () => {
    const weeks = Array.from({ length: 12 }, (_, week) =>
      [0, 5, 9].map((minutes) => week * 7 * DAY + minutes * 60_000),
    );
    const arrivals = ago(...weeks.flat().slice(1));
    expect(silenceOf(arrivals, waited(13 * DAY))).toBeNull();
    expect(silenceOf(arrivals, waited(14 * DAY))?.since).toEqual(new Date(last));
  });

  it('fewer than ten mails in ninety days say nothing, however many came before', () => {
    expect(silenceOf([], waited(99 * DAY))).toBeNull();
    expect(silenceOf(every(DAY, 9), waited(99 * DAY))).toBeNull();
    expect(silenceOf(every(DAY, 10), waited(99 * DAY))).not.toBeNull();
    const earlier = Array.from({ length: 50 }, (_, i) => (91 + i) * DAY);
    expect(silenceOf(ago(...earlier), waited(99 * DAY))).toBeNull();
  });
});

const arrivals = fc
  .array(fc.integer({ min: 0, max: 120 * DAY }), { maxLength: 60 })
  .map((passed) => ago(...passed));

it('never before three days, in any order of the mails, and a silence stays until a mail comes, which ends it', () => {
  fc.assert(
    fc.property(arrivals, fc.integer({ min: 0, max: 400 * DAY }), fc.nat(30 * DAY), (mails, wait, longer) => {
      const now = waited(wait);
      const silence = silenceOf(mails, now);
      expect(silenceOf(mails.toReversed(), now)).toEqual(silence);
      if (wait <= 3 * DAY) expect(silence).toBeNull();
      if (silence) expect(silenceOf(mails, waited(wait + longer))).toEqual(silence);
      expect(silenceOf([...mails, now], waited(wait + (longer % (3 * DAY))))).toBeNull();
    }),
  );
});

it('nobody is told of a gap as long as one in ten of its own', () => {
  fc.assert(
    fc.property(arrivals, (mails) => {
      const expected = silentFrom(mails);
      if (!expected) return;
      const { from, usualMs } = expected;
      expect(from.getTime() - last).toBeGreaterThanOrEqual(Math.max(3 * DAY, 2 * usualMs));
    }),
  );
});
