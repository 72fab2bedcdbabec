// When a mail that could not be handed to the relay is tried again: soon, then ever later, for about a day.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WAITS = [1 * MINUTE, 5 * MINUTE, 15 * MINUTE, 40 * MINUTE, 2 * HOUR, 4 * HOUR, 8 * HOUR, 9 * HOUR];

/**
 * The next try after the `attempts`-th failed (1 for the first), or null when it is given up. `waitMs`: the other side asked to be left
 * alone for so long.
 */
export function whenAgain(attempts: number, now: Date, waitMs = 0): Date | null {
  const wait = WAITS[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + Math.max(wait, waitMs));
}

/** How long the relay itself is left alone after the `failures`-th time in a row that it could not be reached. */
export function relayAwayMs(failures: number): number {
  return Math.min(15_000 * 2 ** (failures - 1), 5 * MINUTE);
}
