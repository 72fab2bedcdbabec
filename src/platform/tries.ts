// How often a mail or a job is tried before it is for people. Pure.
import type { DatabaseTrouble } from './pool.ts';

/** How often something is tried that fails, or kills its worker. */
export const TRIES = 5;
/** How often something is tried in whose middle the database is lost each time: a quarter of an hour, as a bad network may last. */
const LOST_TRIES = 20;
const LOST_WAIT_SECONDS = 60;
const AWAY_WAIT_SECONDS = 2;

/** `attempts`: this try included; `lost`: those before it in whose middle the database was lost, which are no attempts. */
export interface Tried {
  attempts: number;
  lost: number;
}

/**
 * What becomes of what was tried in vain. Where the database was away nothing was tried; where it was lost in the middle, that
 * may be the fault of what was asked, so it has an end, though a far one. `waitSeconds` null: by the number of attempts.
 */
export function afterFailure(
  { attempts, lost }: Tried,
  trouble: DatabaseTrouble,
): Tried & { isLast: boolean; waitSeconds: number | null } {
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
