// Ctrl-C and SIGTERM, as they come: under npm each Ctrl-C comes twice, from the terminal and from npm, which hands it on.
import { performance } from 'node:perf_hooks';

/** A second one this soon is the first once more; nobody presses it twice so quickly to say something else. */
const SAME_MS = 1_000;

/** Calls once, at the first of them. A later one is meant: it ends the program at once, with 130. */
export function onSignals(signals: NodeJS.Signals[], call: () => void): void {
  let first: number | undefined;
  for (const signal of signals) {
    process.on(signal, () => {
      if (first === undefined) {
        first = performance.now();
        call();
      } else if (performance.now() - first > SAME_MS) process.exit(130);
    });
  }
}
