// Attempts at sign-in against a clock of its own.
import { expect, test } from 'vitest';
import { countAttempts } from './attempts.ts';

test('as many as allowed within the time, each address and each program for itself', async () => {
  let now = 0;
  const [attempts, others] = [countAttempts(() => now), countAttempts(() => now)];
  const ask = async (key: string, by = attempts) => by.consume(key, { window: 60, max: 2 });
  expect([(await ask('a')).allowed, (await ask('a')).allowed]).toEqual([true, true]);
  now = 20_500;
  expect(await ask('a')).toEqual({ allowed: false, retryAfter: 40 });
  expect((await ask('b')).allowed).toBe(true);
  expect((await ask('a', others)).allowed).toBe(true);
  now = 60_000;
  expect([(await ask('a')).allowed, (await ask('a')).allowed, (await ask('a')).allowed]).toEqual([
    true,
    true,
    false,
  ]);
});

test('a flood of addresses takes a bounded room: the longest known is forgotten', async () => {
  const attempts = countAttempts(() => 0);
  const ask = async (key: string) => (await attempts.consume(key, { window: 60, max: 1 })).allowed;
  for (let n = 0; n <= 100_000; n++) await ask(`address ${n}`);
  expect([await ask('address 100000'), await ask('address 0')]).toEqual([false, true]);
});
