// Asking again while the database is away, for a command that only looks on while others do the work.
import { setTimeout as delay } from 'node:timers/promises';
import { databaseTrouble } from './pool.ts';

const AGAIN_AFTER_MS = 1_000;

/** What was asked, and whether an earlier try may have been done although nobody heard so. */
export type Outlasted<T> = { answer: T; isInDoubt: boolean };

/** It was away to the end: whoever asked was told to stop. */
export class StillAway extends Error {}

/**
 * Asks, and again while the database is away, or was lost in the middle. `onAway` is called at the first time.
 * @throws what else went wrong; StillAway once `stopping` is aborted.
 */
export async function outlast<T>(
  ask: () => Promise<T>,
  stopping: AbortSignal,
  onAway: () => void,
): Promise<Outlasted<T>> {
  let isInDoubt = false;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return { answer: await ask(), isInDoubt };
    } catch (error) {
      const trouble = databaseTrouble(error);
      if (trouble === null) throw error;
      isInDoubt ||= trouble === 'lost';
      if (isFirst && !stopping.aborted) onAway();
      await delay(AGAIN_AFTER_MS, undefined, { signal: stopping }).catch(() => {});
      if (stopping.aborted) throw new StillAway(undefined, { cause: error });
    }
  }
}
