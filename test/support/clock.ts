// Real time, where a test must not run across a turn of it, and a clock that is off.
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished, vi } from 'vitest';

const HOUR_MS = 3_600_000;

/** Comes back where the full hour, at which what is gathered goes out by itself, is further away than the test takes. */
export async function awayFromFullHour(withinMs = 20_000): Promise<void> {
  const left = HOUR_MS - (Date.now() % HOUR_MS);
  if (left < withinMs) await delay(left + 100);
}

/** Until the test is over this process's clock is so much ahead (or behind) of the database's, which goes right. */
export function clockOff(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms, shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
}
