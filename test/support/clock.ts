// Real time, where a test must not run across a turn of it.
import { setTimeout as delay } from 'node:timers/promises';

const HOUR_MS = 3_600_000;

/** Comes back where the full hour, at which what is gathered goes out by itself, is further away than the test takes. */
export async function awayFromFullHour(withinMs = 20_000): Promise<void> {
  const left = HOUR_MS - (Date.now() % HOUR_MS);
  if (left < withinMs) await delay(left + 100);
}
