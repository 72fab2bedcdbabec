// For how long a service asks to be left alone, whichever way it says so and whatever our clock says.
import { expect, test } from 'vitest';
import type { OutboundAnswer } from '../../platform/outbound.ts';
import { handingOfAnswer } from './answer.ts';

const HOUR = 3_600_000;
const there = Date.parse('2026-07-01T09:00:00Z');
const http = (at: number) => new Date(at).toUTCString();
const answered = (status: number, headers: Record<string, string>): OutboundAnswer => ({
  ...{ ok: true, status, headers, cookies: [], body: Buffer.alloc(0) },
});

test.each<[string, Record<string, string>, number | undefined]>([
  ['seconds', { 'retry-after': '600' }, 600_000],
  ['a date', { 'retry-after': http(there + 600_000), date: http(there) }, 600_000],
  ['seconds since 1970', { 'x-ratelimit-reset': String(there / 1_000 + 600), date: http(there) }, 600_000],
  ['a date that is over', { 'retry-after': http(there - 600_000), date: http(there) }, undefined],
  ['far more than a day', { 'retry-after': '999999' }, 24 * HOUR],
  ['nothing', {}, undefined],
  ['a word', { 'retry-after': 'soon' }, undefined],
])('%s', (_, headers, waitMs) => {
  const answer = answered(429, headers);
  for (const off of [0, -9 * HOUR, 9 * HOUR])
    expect(handingOfAnswer(answer, new Date(there + off))).toEqual({
      type: 'refused',
      isForGood: false,
      answer: 'http 429',
      ...(waitMs !== undefined && { waitMs }),
    });
});

test('a date of an answer without one is by our clock', () => {
  const answer = answered(503, { 'retry-after': http(there + 600_000) });
  expect(handingOfAnswer(answer, new Date(there))).toMatchObject({ waitMs: 600_000 });
});
