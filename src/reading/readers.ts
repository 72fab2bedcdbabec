// Mails are read in threads with limits of time and memory, so that one that runs away or kills its thread costs itself
// alone: the thread is ended and replaced, what waited behind it is read by another. One thread is there from the start,
// more come while mails wait and go again when they idle.
import type { Reading } from './read-raw.ts';
import {
  LARGE_BYTES,
  type Reader,
  ReaderFailed,
  type ReaderLimits,
  startReader,
  type Task,
} from './reader.ts';

export interface Readers {
  /** Resolves once the first thread has loaded its portals, or could not. */
  loaded: Promise<void>;
  /**
   * Reads a mail. The bytes are handed over: do not use them afterwards. `isSuspect`: it failed before, or killed its
   * reader; such mails are read one at a time, so that others always find a thread.
   * @throws ReaderFailed
   */
  read(raw: Uint8Array, options?: { isSuspect?: boolean }): Promise<Reading>;
  /** Ends the threads; what they read just now fails. */
  close(): Promise<void>;
}

type Options = Partial<ReaderLimits> & {
  /** The module whose `loadPortals` gives the portals. */
  portals: URL;
};

const LIMITS: ReaderLimits = { timeMs: 10_000, heapMb: 160 };
const THREADS_MAX = 4;
/**
 * Given to one thread in advance, so that it does not wait for us between two mails. A batch: one thread reads thousands a second,
 * and several that share it cost more than they bring, each with its own caches to fill and to clean.
 */
const DEPTH = 64;
/** A mail that takes longer keeps nothing waiting behind it. The largest ordinary ones take a tenth of this. */
const SLOW_MS = 100;
/** With more mails waiting than this a second thread is worth its memory. */
const WAITING_MANY = 64;
const LOOK_EVERY_MS = 25;
const IDLE_MS = 30_000;

/** Opens the readers; the first thread loads while the rest of the program starts. */
export function openReaders({ portals, ...given }: Options): Readers {
  const limits = { ...LIMITS, ...given };
  const waiting: Task[] = [];
  const readers = new Map<Reader, { idleSince: number }>();
  const loaded = Promise.withResolvers<void>();
  let isClosed = false;
  let clock: NodeJS.Timeout | undefined;
  let hasEnded: (() => void) | undefined;

  function start(): void {
    const reader = startReader(portals, limits, {
      onFree: () => {
        loaded.resolve();
        dispatch();
      },
      onEnd: (left, wasReady) => {
        loaded.resolve();
        readers.delete(reader);
        waiting.unshift(...left);
        // It could not even load its portals, and the next could not either: whoever waits tries again later.
        if (readers.size === 0 && !wasReady) failAll();
        if (readers.size === 0 && wasReady && !isClosed) start();
        hasEnded?.();
        dispatch();
      },
    });
    readers.set(reader, { idleSince: performance.now() });
  }

  function failAll(): void {
    for (const task of waiting.splice(0)) task.failed(new ReaderFailed('reader-crashed'));
  }

  function dispatch(): void {
    if (isClosed) {
      failAll();
      return;
    }
    for (let i = 0; i < waiting.length; ) {
      const task = waiting[i] as Task;
      const reader = readerFor(task);
      if (reader) {
        waiting.splice(i, 1);
        reader.give(task);
      } else if (task.isSuspect)
        i++; // its turn comes; others need not wait for it
      else break;
    }
    clock ??= setInterval(() => setImmediate(look), LOOK_EVERY_MS).unref();
    if (waiting.length === 0) return;
    const isStarting = [...readers.keys()].some((reader) => !reader.isReady);
    const areAllSlow = [...readers.keys()].every((reader) => reader.busyFor() > SLOW_MS);
    const wantsMore = areAllSlow || waiting.length > WAITING_MANY;
    if (wantsMore && !isStarting && readers.size < THREADS_MAX) start();
  }

  function readerFor(task: Task): Reader | undefined {
    const ready = [...readers.keys()].filter((reader) => reader.isReady);
    const isTaken = task.isSuspect && ready.some(({ tasks }) => tasks.some((other) => other.isSuspect));
    if (isTaken) return undefined;
    const [best] = ready
      .filter(
        ({ tasks }) => tasks.length < (task.isAlone ? 1 : DEPTH) && !tasks.some((other) => other.isAlone),
      )
      .filter((reader) => reader.busyFor() <= SLOW_MS)
      .sort((a, b) => b.tasks.length - a.tasks.length);
    return best;
  }

  // After a turn of the event loop: what threads have answered is known by then, however long this thread was busy.
  function look(): void {
    const now = performance.now();
    for (const [reader, state] of readers) {
      const ms = reader.busyFor();
      if (ms > 0 || !reader.isReady) state.idleSince = now;
      if (ms > limits.timeMs) reader.end('reader-timeout');
      if (ms > SLOW_MS) waiting.unshift(...reader.takeBack());
      if (readers.size > 1 && now - state.idleSince > IDLE_MS) reader.end('reader-crashed');
    }
    if (waiting.length > 0) dispatch();
    const isIdle =
      waiting.length === 0 && readers.size === 1 && [...readers.keys()].every((r) => r.tasks.length === 0);
    if (!isIdle) return;
    clearInterval(clock);
    clock = undefined;
  }

  start();
  return {
    loaded: loaded.promise,
    read: (raw, { isSuspect = false } = {}) =>
      new Promise((done, failed) => {
        const isAlone = isSuspect || raw.byteLength >= LARGE_BYTES;
        waiting.push({ raw, isSuspect, isAlone, done, failed });
        dispatch();
      }),
    async close() {
      isClosed = true;
      clearInterval(clock);
      for (const reader of readers.keys()) reader.end('reader-crashed');
      while (readers.size > 0)
        await new Promise<void>((ended) => {
          hasEnded = ended;
        });
    },
  };
}
