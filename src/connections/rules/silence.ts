// Whether a connection has been silent for much longer than usual for it (ADR 34). Pure.
//
// Usual is what its own past says, of the 90 days before its last mail: the median gap between two mails, and the gap that nine
// of ten stay within. It is silent once it has waited longer than all of
//   3 days                       a weekend and a day off, whoever it is
//   5 × the median               a steady one
//   2 × what nine of ten take    one whose mails come in bursts, with days between them
// With fewer than 10 mails in these days nobody can say what is usual.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** No connection is silent before. */
export const LEAST_MS = 3 * DAY_MS;
const PAST_MS = 90 * DAY_MS;
const LEAST_MAILS = 10;
const MEDIANS = 5;
const NINTHS = 2;

/** A connection that is silent for much longer than usual. */
export interface Silence {
  /** Its last mail. */
  since: Date;
  /** Nine of ten of its mails came within this after the one before. */
  usualMs: number;
}

/** When it becomes silent unless a mail comes before, or null when nobody can say. `arrivals`: of its last mails, in any order. */
export function silentFrom(arrivals: Date[]): (Silence & { from: Date }) | null {
  const last = Math.max(...arrivals.map(Number));
  const past = arrivals
    .map(Number)
    .filter((at) => at > last - PAST_MS)
    .sort((a, b) => a - b);
  if (past.length < LEAST_MAILS) return null;
  const gaps = past
    .slice(1)
    .map((at, i) => at - (past[i] ?? at))
    .sort((a, b) => a - b);
  const usualMs = atShare(gaps, 0.9);
  const wait = Math.max(LEAST_MS, MEDIANS * atShare(gaps, 0.5), NINTHS * usualMs);
  return { since: new Date(last), usualMs, from: new Date(last + wait) };
}

/** The silence that lasts now, or null. */
export function silenceOf(arrivals: Date[], now: Date): Silence | null {
  const expected = silentFrom(arrivals);
  if (!expected || expected.from >= now) return null;
  const { since, usualMs } = expected;
  return { since, usualMs };
}

/** Of sorted numbers the smallest that this share of them does not exceed. */
const atShare = (sorted: number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
