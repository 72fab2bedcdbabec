// What runs inside a reading thread (reader.ts starts it): loads the portals by itself, then reads what it is given, one
// mail after another. It says which mail it has begun where the other side sees it even while this one hangs.
import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Portal } from '../portal-kit/define-portal.ts';
import { type Reading, readRaw } from './read-raw.ts';

/** What a thread is started with. */
export interface ThreadStart {
  /** The module whose `loadPortals` gives the portals, as a URL. */
  portals: string;
  /** One Int32: the id of the mail begun last. */
  begun: SharedArrayBuffer;
}

/** A mail to be read. Ids grow. */
export interface ToRead {
  id: number;
  raw: Uint8Array;
}

/** What became of it. `stack`: where an error came from, without its message, which may hold the mail's text. */
export type Read =
  | { type: 'ready' }
  | { type: 'read'; id: number; reading: Reading }
  | { type: 'threw'; id: number; code: string; stack: string[] };

const port = parentPort;
if (!port) throw new Error('this file is started as a thread');
const start = workerData as ThreadStart;
const begun = new Int32Array(start.begun);
const answer = (read: Read) => port.postMessage(read);

const { loadPortals } = (await import(start.portals)) as { loadPortals(): Promise<Portal[]> };
const portals = await loadPortals();

port.on('message', ({ id, raw }: ToRead) => {
  Atomics.store(begun, 0, id);
  try {
    answer({ type: 'read', id, reading: readRaw(raw, portals) });
  } catch (error) {
    answer({ type: 'threw', id, ...whatItWas(error) });
  }
});
answer({ type: 'ready' });
flushCompileCache(); // also for a process that is killed

function whatItWas(error: unknown): { code: string; stack: string[] } {
  if (!(error instanceof Error)) return { code: 'Error', stack: [] };
  const { code } = error as { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return {
    code: typeof code === 'string' ? code : error.name,
    stack: frames.slice(0, 6),
  };
}
