// One reading thread seen from outside: what it was given, which mail it has begun and for how long, and how it ended.
// Whose turn it is, is readers.ts's.
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Reading } from './read-raw.ts';
import type { Read, ThreadStart, ToRead } from './reader-thread.ts';

/** A mail somebody waits for. */
export interface Task {
  raw: Uint8Array;
  /** It failed before. */
  isSuspect: boolean;
  /** Nothing waits behind it in its thread. */
  isAlone: boolean;
  done(reading: Reading): void;
  failed(error: ReaderFailed): void;
}

/** Why a mail was not read: `reader-timeout` · `reader-memory` · `reader-crashed`, or the error's own code or name. */
export class ReaderFailed extends Error {
  readonly code: string;
  constructor(code: string, stack: string[] = []) {
    super(code);
    this.code = code;
    this.stack = ['ReaderFailed', ...stack].join('\n');
  }
}

/** Bounds of one thread. */
export interface ReaderLimits {
  /** For one mail, from its own start. */
  timeMs: number;
  /** JavaScript memory of the thread. */
  heapMb: number;
}

export interface Reader {
  /** Its portals are loaded, and it has not ended. */
  isReady: boolean;
  /** Given and not answered, in order. */
  readonly tasks: readonly Task[];
  /** How long it has been at the mail it has begun, ms; 0 while it idles. Only as exact as this is asked often. */
  busyFor(): number;
  give(task: Task): void;
  /** Takes back what it has not begun, but for what was handed over: it is slow at the mail before. */
  takeBack(): Task[];
  /** Ends the thread, blaming the mail it has begun with this code. */
  end(code: string): void;
}

/** Young generation of V8: mails make short-lived garbage. */
const YOUNG_MB = 8;

/** A mail of this size is handed over to the thread, not copied: nobody can take it back, so it goes alone. */
export const LARGE_BYTES = 256 * 1024;

/**
 * Starts a thread. `onFree` is called when it is ready and after each answer; `onEnd` once, with what it was not to blame
 * for and somebody must read after all, and whether it had ever been ready.
 */
export function startReader(
  portals: URL,
  limits: ReaderLimits,
  { onFree, onEnd }: { onFree(): void; onEnd(left: Task[], wasReady: boolean): void },
): Reader {
  const begunMemory = new SharedArrayBuffer(4);
  const begun = new Int32Array(begunMemory);
  const given = new Map<number, Task>();
  let lastId = 0;
  let answeredId = 0;
  let watched = { id: 0, since: 0 };
  let blame = 'reader-crashed';
  let wasReady = false;

  const compiled = getCompileCacheDir();
  const worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    workerData: { portals: portals.href, begun: begunMemory } satisfies ThreadStart,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: YOUNG_MB },
    // The settings of the process, which hold secrets, are none of its business, but where compiled modules are kept.
    env: compiled ? { NODE_COMPILE_CACHE: dirname(compiled) } : {},
  });
  worker.on('message', (read: Read) => {
    if (read.type === 'ready') {
      wasReady = true;
      reader.isReady = true;
    } else {
      answeredId = read.id;
      const task = given.get(read.id);
      given.delete(read.id);
      if (read.type === 'read') task?.done(read.reading);
      else task?.failed(new ReaderFailed(read.code, read.stack));
    }
    onFree();
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') blame = 'reader-memory';
  });
  worker.on('exit', () => {
    reader.isReady = false;
    const begunId = Atomics.load(begun, 0);
    const left: Task[] = [];
    for (const [id, task] of given)
      if (id === begunId || isHandedOver(task)) task.failed(new ReaderFailed(blame));
      else left.push(task);
    given.clear();
    onEnd(left, wasReady);
  });

  const reader: Reader = {
    isReady: false,
    get tasks() {
      return [...given.values()];
    },
    busyFor() {
      const id = Atomics.load(begun, 0);
      const now = performance.now();
      if (id !== watched.id) watched = { id, since: now };
      return answeredId === lastId ? 0 : now - watched.since;
    },
    give(task) {
      if (answeredId === lastId) watched = { id: Atomics.load(begun, 0), since: performance.now() };
      const { raw } = task;
      const isOwn = raw.byteLength === raw.buffer.byteLength; // nothing else lies in its memory
      const sent = isOwn && raw.byteLength >= LARGE_BYTES ? raw : new Uint8Array(raw);
      given.set(++lastId, task);
      worker.postMessage({ id: lastId, raw: sent } satisfies ToRead, [sent.buffer as ArrayBuffer]);
    },
    takeBack() {
      const id = Atomics.load(begun, 0);
      const later = [...given].filter(([other, task]) => other > id && !isHandedOver(task));
      for (const [other] of later) given.delete(other);
      return later.map(([, task]) => task);
    },
    end(code) {
      blame = code;
      reader.isReady = false;
      void worker.terminate();
    },
  };
  return reader;
}

// Memory that was handed over is gone from here.
function isHandedOver({ raw }: Task): boolean {
  return raw.buffer.byteLength === 0;
}
