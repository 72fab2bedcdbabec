// How much is under way in this process, so that a storm of mail is put off (421, 452) before it fills memory.
import { type Lateness, watchLateness } from './lateness.ts';
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

/** Begins to watch. A process that comes late to its work has more to do than it can. */
export function watchLoad(limits: Limits, lateness: Lateness = watchLateness()): Load {
  let held = 0;
  let waiting = 0;
  return {
    hold: (bytes) => {
      held += bytes;
    },
    wait: (mails) => {
      waiting += mails;
    },
    isBusy: () =>
      waiting >= limits.waitingMax || held >= limits.heldBytesMax * 0.8 || lateness.ms() >= limits.lateMs,
    isFull: () => held > limits.heldBytesMax,
    close: lateness.close,
  };
}
