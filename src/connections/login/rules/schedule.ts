// When a machine looks at a login again. Pure.
import type { CheckOutcome } from '../model.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Waits after `unavailable`, the only outcome that a machine tries again; then the daily check. */
export const RETRY_AFTER_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 3 * HOUR_MS];
/** The daily check is not made sooner than so long after the last one. */
const REST_MS = 6 * HOUR_MS;

export interface NextCheck {
  at: Date;
  trigger: 'retry' | 'daily';
  /** Retries made or planned since the last other outcome. */
  retries: number;
}

/** The next check by machine after an outcome, or null: a person must act first. `retries`: made until now. */
export function nextCheck(
  outcome: CheckOutcome,
  { retries, connectionId, now }: { retries: number; connectionId: string; now: Date },
): NextCheck | null {
  if (outcome === 'verified') return { at: nextDaily(connectionId, now), trigger: 'daily', retries: 0 };
  if (outcome !== 'unavailable') return null;
  const wait = RETRY_AFTER_MS[retries];
  if (wait === undefined) return { at: nextDaily(connectionId, now), trigger: 'daily', retries };
  return { at: new Date(now.getTime() + wait), trigger: 'retry', retries: retries + 1 };
}

/** The connection's own moment of the day (its id decides, so that they spread), 6 to 30 hours from now. */
export function nextDaily(connectionId: string, now: Date): Date {
  const earliest = now.getTime() + REST_MS;
  const midnight = earliest - (earliest % DAY_MS);
  const at = midnight + momentOf(connectionId);
  return new Date(at < earliest ? at + DAY_MS : at);
}

/** 0 to 24 h, from a hash of the id (FNV-1a). */
function momentOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return Math.floor((hash / 2 ** 32) * DAY_MS);
}
