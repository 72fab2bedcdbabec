// When a notice's page is tried again, and when whoever is in charge is told without waiting for it. Pure.

/** Waits after each try that found the portal down: quickly at first, a lead is worth minutes. */
const WAITS_MS = [20_000, 60_000, 5 * 60_000, 30 * 60_000, 3 * 60 * 60_000];
/** An owner hears of a bare notice, number and link, rather than wait longer than this for its page. */
export const HEARS_WITHIN_MS = 2 * 60_000;

/** When to try again after `tries` that found the portal down, or null: given up. */
export function nextTry(tries: number, now: Date): Date | null {
  const wait = WAITS_MS[tries - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/** True when the next try comes too late to wait for it. */
export function isTimeToTell(receivedAt: Date, nextAt: Date): boolean {
  return nextAt.getTime() - receivedAt.getTime() > HEARS_WITHIN_MS;
}
