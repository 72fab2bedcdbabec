// How often a mail or a job is tried before it is for people. Pure.
import type { DatabaseTrouble } from './pool.ts';

/** How often something is tried that fails. */
export const TRIES = 5;
/** How many workers may die with it: twenty minutes, as something may last that kills whatever runs. */
export const DEATHS = 20;
/** How often something is tried in whose middle the database is lost each time: a quarter of an hour, as a bad network may last. */
const LOST_TRIES = 20;
const LOST_WAIT_SECONDS = 60;
const AWAY_WAIT_SECONDS = 2;

export interface Tried {
  /** Those that failed, and the one under way. */
  attempts: number;
  /** Those in whose middle the database was lost. */
  lost: number;
  /** Those whose worker died, or lost the lease. */
  died: number;
}

/** Too many died with it, and it may be what they died of: it was leased only to be given up. */
export const isSpent = ({ died }: Tried): boolean => died >= DEATHS;

/** It failed before, or was in the hands of a worker that died: what is wrong with it is to befall no other. */
export const isSuspect = ({ attempts, died }: Tried): boolean => attempts > 1 || died > 0;

/**
 * What becomes of what was tried in vain. Where the database was away nothing was tried; where it was lost in the middle, that
 * may be the fault of what was asked, so it has an end, though a far one. `waitSeconds` null: by the number of attempts.
 */
export function afterFailure(
  { attempts, lost }: Tried,
  trouble: DatabaseTrouble,
): Pick<Tried, 'attempts' | 'lost'> & { isLast: boolean; waitSeconds: number | null } {
  if (trouble === 'away')
    return { attempts: attempts - 1, lost, isLast: false, waitSeconds: AWAY_WAIT_SECONDS };
  if (trouble === 'lost')
    return {
      attempts: attempts - 1,
      lost: lost + 1,
      isLast: lost + 1 >= LOST_TRIES,
      waitSeconds: Math.min(2 ** (lost + 1), LOST_WAIT_SECONDS),
    };
  return { attempts, lost, isLast: attempts >= TRIES, waitSeconds: null };
}
