// Writes what must not stay unwritten for want of a connection: a lease would have to end before anybody goes on.
import { setTimeout as wait } from 'node:timers/promises';

/** How long to wait before each try. Together with what a connection may take, shorter than a lease. */
const AFTER_MS = [0, 500, 1_000, 2_000, 4_000];

/** Does it, and again while it fails. Null: it stayed impossible, or the program stops. */
export async function persist<T>(work: () => Promise<T>, stopping: AbortSignal): Promise<T | null> {
  for (const afterMs of AFTER_MS) {
    try {
      if (afterMs > 0) await wait(afterMs, undefined, { signal: stopping });
      return await work();
    } catch {
      if (stopping.aborted) break;
    }
  }
  return null;
}
