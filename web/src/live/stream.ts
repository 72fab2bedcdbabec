// The stream of GET /api/v1/live that does not stay broken: it opens anew when the server refuses it, and when
// nothing was heard for so long that the connection must be dead. Browser parts are handed in.
import type { LiveState, OpenStream } from './leader.ts';

/** The part of EventSource used here (WHATWG HTML, "Server-sent events"). */
export interface Source {
  addEventListener(type: string, listener: () => void): void;
  close(): void;
  readonly readyState: number;
}

export interface StreamParts {
  open(): Source;
  after(ms: number, call: () => void): () => void;
}

/** The server beats every 15 s; a proxy may hold a beat back. */
const SILENCE_MS = 60_000;
const CLOSED = 2;

/** Waits before opening anew: 1, 2, 4 … 30 s. */
export const waitMs = (failures: number) => Math.min(1_000 * 2 ** Math.min(failures, 10), 30_000);

/** Makes the stream for startLive. */
export function liveStream({ open, after }: StreamParts): OpenStream {
  return ({ onSignal, onState }) => {
    let source: Source | null = null;
    let cancel = () => {};
    let failures = 0;
    let closed = false;

    const set = (state: LiveState) => {
      if (!closed) onState(state);
    };
    const wait = (ms: number) => {
      cancel();
      cancel = after(ms, start);
    };
    function start(): void {
      source?.close();
      if (closed) return;
      const mine = open();
      source = mine;
      const heard = (then: () => void) => () => {
        if (closed || source !== mine) return;
        wait(SILENCE_MS);
        then();
      };
      mine.addEventListener(
        'ready',
        heard(() => {
          failures = 0;
          set('open');
          onSignal();
        }),
      );
      mine.addEventListener('changed', heard(onSignal));
      mine.addEventListener(
        'beat',
        heard(() => {}),
      );
      mine.addEventListener('error', () => {
        if (closed || source !== mine) return;
        set('broken');
        // CONNECTING: the browser tries again by itself, after the server's `retry`.
        if (mine.readyState !== CLOSED) return;
        // Refused, and not told why: an ordinary question will hear it (the session may be over).
        onSignal();
        wait(waitMs(failures++));
      });
      wait(SILENCE_MS);
    }
    start();
    return {
      close() {
        closed = true;
        cancel();
        source?.close();
      },
    };
  };
}
