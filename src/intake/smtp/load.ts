// How much is under way in this process, so that a storm of mail is put off (421, 452) before it fills memory.
import type { Limits } from './limits.ts';

export interface Load {
  /** Bytes more (or less) are held for mails that are not stored yet. */
  hold(bytes: number): void;
  /** One mail more (or less) waits to be stored. */
  wait(mails: 1 | -1): void;
  /** New mails are put off. */
  isBusy(): boolean;
  /** A mail that is coming in is put off as well. */
  isFull(): boolean;
  close(): void;
}

const TICK_MS = 250;

/** Begins to watch. A clock that ticks late says that the event loop has more to do than it can. */
export function watchLoad(limits: Limits): Load {
  let held = 0;
  let waiting = 0;
  let late = 0;
  let last = performance.now();
  const clock = setInterval(() => {
    const now = performance.now();
    late = now - last - TICK_MS;
    last = now;
  }, TICK_MS);
  clock.unref();
  return {
    hold: (bytes) => {
      held += bytes;
    },
    wait: (mails) => {
      waiting += mails;
    },
    isBusy: () => waiting >= limits.waitingMax || held >= limits.heldBytesMax * 0.8 || late >= limits.lateMs,
    isFull: () => held > limits.heldBytesMax,
    close: () => clearInterval(clock),
  };
}
