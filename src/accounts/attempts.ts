// How often each address asked at the doors of sign-in, for the library that limits it: counted by one program, and gone with it.
// Its own storage in memory belongs to the module, so that all programs of one process would be counted together.
import type { BetterAuthOptions } from 'better-auth';

type Attempts = NonNullable<NonNullable<BetterAuthOptions['rateLimit']>['customStorage']>;

/** Addresses and doors that are counted; beyond that the longest known is forgotten. */
const MOST = 100_000;

/** Begins to count. `clock` in milliseconds. */
export function countAttempts(clock = () => performance.now()): Attempts {
  const known = new Map<string, { count: number; until: number }>();
  return {
    async consume(key, { window, max }) {
      const now = clock();
      let attempts = known.get(key);
      if (!attempts || now >= attempts.until) {
        attempts = { count: 0, until: now + window * 1_000 };
        known.delete(key);
        known.set(key, attempts);
        for (const [other, { until }] of known) {
          if (now < until && known.size <= MOST) break;
          known.delete(other);
        }
      }
      if (attempts.count >= max)
        return { allowed: false, retryAfter: Math.ceil((attempts.until - now) / 1_000) };
      attempts.count += 1;
      return { allowed: true, retryAfter: null };
    },
  };
}
