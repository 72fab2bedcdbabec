// When a machine looks again: only after unavailable and verified, and spread over the day.
import { expect, test } from 'vitest';
import { newId } from '../../../lib/ids.ts';
import { loginOutcomes } from '../../../portal-kit/login.ts';
import { nextCheck, nextDaily } from './schedule.ts';

const now = new Date('2026-11-20T10:00:00Z');
const connectionId = '01932a00-0000-7000-8000-000000000001';

test('unavailable is tried after 5 minutes, 30 minutes and 3 hours, then daily', () => {
  const waits = [0, 1, 2].map((retries) => nextCheck('unavailable', { retries, connectionId, now }));
  expect(waits).toEqual([
    { at: new Date('2026-11-20T10:05:00Z'), trigger: 'retry', retries: 1 },
    { at: new Date('2026-11-20T10:30:00Z'), trigger: 'retry', retries: 2 },
    { at: new Date('2026-11-20T13:00:00Z'), trigger: 'retry', retries: 3 },
  ]);
  expect(nextCheck('unavailable', { retries: 3, connectionId, now })).toEqual({
    at: nextDaily(connectionId, now),
    trigger: 'daily',
    retries: 3,
  });
});

test('after every other failure nothing is planned, after verified the daily check', () => {
  for (const outcome of [...loginOutcomes, 'interrupted' as const]) {
    const next = nextCheck(outcome, { retries: 2, connectionId, now });
    if (outcome === 'verified') expect(next).toMatchObject({ trigger: 'daily', retries: 0 });
    else if (outcome !== 'unavailable') expect(next, outcome).toBeNull();
  }
});

test('daily checks of many connections spread over the day, each at its own moment', () => {
  const hours = new Array(24).fill(0);
  for (let n = 0; n < 2_400; n++) {
    const id = newId();
    const first = nextDaily(id, now);
    const wait = first.getTime() - now.getTime();
    expect(wait).toBeGreaterThanOrEqual(6 * 3_600_000);
    expect(wait).toBeLessThan(30 * 3_600_000);
    expect(nextDaily(id, first).getTime() - first.getTime()).toBe(24 * 3_600_000);
    hours[first.getUTCHours()]++;
  }
  for (const count of hours) {
    expect(count).toBeGreaterThan(50);
    expect(count).toBeLessThan(170);
  }
});
