// What wakes a worker that looks for work in the database: a signal, whatever in its own process calls for another look, and
// a clock behind them, for signals are lost while the database is away.
import { setTimeout as delay } from 'node:timers/promises';
import type { Signals } from './signals.ts';

const LOOK_EVERY_MS = 1_000;
/** Between two looks: under load each then finds many, and whoever looks leaves the database time for the work itself. */
const PAUSE_MS = 20;

export interface Wake {
  /** To be called before each look: what calls from now on is not slept through. */
  looks(): void;
  /** Calls for another look. */
  call(): void;
  /** Resolves with the next call, where there was one since the look began too; not sooner than 20 ms after that look. */
  sleep(): Promise<void>;
  /** Stops listening, and wakes. */
  close(): void;
}

/** Begins to listen for this signal. The first look is due at once. */
export function openWake(signals: Signals, signal: string): Wake {
  let isCalled = true;
  let isClosed = false;
  let pausedUntil = 0;
  let wake: () => void = () => {};
  const call = () => {
    isCalled = true;
    wake();
  };
  const off = signals.on(signal, call);
  const clock = setInterval(call, LOOK_EVERY_MS);
  return {
    looks: () => {
      isCalled = false;
      pausedUntil = performance.now() + PAUSE_MS;
    },
    call,
    async sleep() {
      if (!isCalled)
        await new Promise<void>((woken) => {
          wake = woken;
        });
      const left = pausedUntil - performance.now();
      if (left > 0 && !isClosed) await delay(left);
    },
    close: () => {
      clearInterval(clock);
      off();
      isClosed = true;
      call();
    },
  };
}
