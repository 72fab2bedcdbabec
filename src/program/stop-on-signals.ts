// Ctrl-C and SIGTERM end the program in order; a second Ctrl-C at once.
import { onSignals } from './on-signals.ts';

/** Stops once on the first signal, then exits 0; 1 when stopping failed. */
export function stopOnSignals(stop: () => Promise<void>): void {
  onSignals(['SIGINT', 'SIGTERM'], () => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
