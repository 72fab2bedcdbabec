// One live connection for all tabs of a browser: who holds it, and how the others hear. Pure of the browser: locks,
// channel, stream and clock are handed in (browser.ts has the real ones). It knows nothing of what changed.
//
// The tab that gets the lock opens the stream and tells the others by the channel. When it closes, the browser gives
// the lock to the next one. A tab whose leader does not answer (put to sleep by the system) takes the lock by force.

/** How the connection stands. */
export type LiveState = 'connecting' | 'open' | 'broken';

export type LiveMessage =
  | { type: 'signal' }
  | { type: 'state'; state: LiveState }
  | { type: 'who-leads' }
  | { type: 'i-lead' };

/** A server-sent-event stream. `onSignal` on each event that says "ask again"; `onState` on each change of state. */
export type OpenStream = (on: { onSignal(): void; onState(state: LiveState): void }) => { close(): void };

/** The part of the Web Locks API used here. `granted` holds the lock until its promise ends. */
export interface Locks {
  request(
    name: string,
    options: { signal?: AbortSignal; steal?: boolean },
    granted: () => Promise<void>,
  ): Promise<unknown>;
}

/** The part of BroadcastChannel used here: a message goes to every other tab. */
export interface Channel {
  postMessage(message: LiveMessage): void;
  onmessage: ((event: { data: LiveMessage }) => void) | null;
  close(): void;
}

export interface LiveParts {
  /** Null where the page is no secure context: each tab then opens its own stream. */
  shared: { locks: Locks; channel: Channel } | null;
  openStream: OpenStream;
  /** Calls back after `ms`; returns how to cancel. */
  after(ms: number, call: () => void): () => void;
  onSignal(): void;
  onState(state: LiveState): void;
}

const LOCK = 'digima-live';
const ANSWER_MS = 3_000;

export interface Live {
  /** Makes sure somebody leads: call when the tab becomes visible and now and then. */
  check(): void;
  stop(): void;
}

/** Starts hearing. */
export function startLive(parts: LiveParts): Live {
  return parts.shared ? startShared(parts, parts.shared) : startAlone(parts);
}

function startAlone({ openStream, onSignal, onState }: LiveParts): Live {
  const stream = openStream({ onSignal, onState });
  return { check: () => {}, stop: () => stream.close() };
}

function startShared(parts: LiveParts, { locks, channel }: { locks: Locks; channel: Channel }): Live {
  let state: LiveState = 'connecting';
  let stopped = false;
  let lead: { end(): void } | null = null;
  let waiting: AbortController | null = null;
  let cancelDoubt = () => {};
  let doubting = false;

  const setState = (next: LiveState) => {
    if (state === next) return;
    state = next;
    parts.onState(next);
  };
  const trust = () => {
    doubting = false;
    cancelDoubt();
  };

  function takeLead(): { ended: Promise<void>; end(): void } {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const stream = parts.openStream({
      onSignal() {
        channel.postMessage({ type: 'signal' });
        parts.onSignal();
      },
      onState(next) {
        setState(next);
        channel.postMessage({ type: 'state', state: next });
      },
    });
    const mine = {
      ended,
      end() {
        if (lead === mine) lead = null;
        stream.close();
        resolve();
      },
    };
    lead = mine;
    trust();
    channel.postMessage({ type: 'i-lead' });
    return mine;
  }

  async function stand(steal: boolean): Promise<void> {
    waiting?.abort();
    const line = new AbortController();
    waiting = line;
    let mine: ReturnType<typeof takeLead> | null = null;
    try {
      // The API refuses a signal together with steal.
      await locks.request(LOCK, steal ? { steal } : { signal: line.signal }, async () => {
        if (stopped || line.signal.aborted) return;
        mine = takeLead();
        await mine.ended;
      });
    } catch (error) {
      if (stopped || (line.signal.aborted && !mine)) return;
      const held = mine as ReturnType<typeof takeLead> | null;
      held?.end();
      if (!(error instanceof Error) || error.name !== 'AbortError') {
        // No locks here after all (storage is blocked): a stream of our own.
        takeLead();
        return;
      }
      // Another tab took the lock while we slept: stand in line again, and ask for what we missed.
      parts.onSignal();
      void stand(false);
    }
  }

  channel.onmessage = ({ data }) => {
    switch (data.type) {
      case 'signal':
        return parts.onSignal();
      case 'state':
        return setState(data.state);
      case 'i-lead':
        return trust();
      case 'who-leads':
        if (!lead) return;
        channel.postMessage({ type: 'i-lead' });
        channel.postMessage({ type: 'state', state });
        return;
    }
  };

  function check(): void {
    if (lead || doubting || stopped) return;
    doubting = true;
    cancelDoubt = parts.after(ANSWER_MS, () => {
      doubting = false;
      if (!lead && !stopped) void stand(true);
    });
    channel.postMessage({ type: 'who-leads' });
  }

  void stand(false);
  check();
  return {
    check,
    stop() {
      stopped = true;
      trust();
      waiting?.abort();
      lead?.end();
      channel.onmessage = null;
      channel.close();
    },
  };
}
