// After a fault: how soon the next 250 comes, whether the program is still there, and the end of a trial with a program
// that lived through it.
import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../scenario.ts';
import { waitUntilQuiet } from './audit.ts';
import type { Installation, Part } from './installation.ts';
import type { Sender } from './sender.ts';
import type { Trial } from './trial.ts';

const SENT_WITHIN_MS = 60_000;
const WITHOUT_LEASES_MS = 3_000;

/** How long until somebody is told 250 from now on, in ms; null when nobody was within `withinMs`. */
export async function untilNextAccepted({ seen }: Sender, withinMs: number): Promise<number | null> {
  const [before, from] = [seen.accepted, performance.now()];
  while (performance.now() - from < withinMs) {
    if (seen.accepted > before) return performance.now() - from;
    await delay(5);
  }
  return null;
}

/** The program is not to end because its database does. */
export function stillRuns({ child }: Part): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/**
 * Finishes a trial. What lost its database in the middle of work holds a lease for up to 60 s: only the short mode does
 * not wait for that.
 */
export async function settle(context: Context, installation: Installation, trial: Trial): Promise<void> {
  await trial.sender.stop(SENT_WITHIN_MS);
  if (context.mode === 'short' && (await waitUntilQuiet(installation.query, WITHOUT_LEASES_MS)) !== null)
    await installation.endLeases();
  await trial.finish(2 * SENT_WITHIN_MS);
}
