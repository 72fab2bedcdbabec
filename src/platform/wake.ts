// What wakes a worker that looks for work in the database: a signal, whatever in its own process calls for another look, and
// a clock behind them, for signals are lost while the database is away.
import type { Signals } from './signals.ts';

const LOOK_EVERY_MS = 1_000;

export interface Wake {
  /** To be called before each look: what calls from now on is not slept through. */
  looks(): void;
  /** Calls for another look. */
  call(): void;
  /** Resolves with the next call, at once where there was one since the look began. */
  sleep(): Promise<void>;
  /** Stops listening, and wakes. */
  close(): void;
}

/** Begins to listen for this signal. The first look is due at once. */
export function openWake(signals: Signals, signal: string): Wake {
  let isCalled = true;
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
    },
    call,
    sleep: () =>
      new Promise((woken) => {
        if (isCalled) woken();
        else wake = woken;
      }),
    close: () => {
      clearInterval(clock);
      off();
      call();
    },
  };
}
