// One connection for all tabs: who leads, what the others hear, and what happens when the leader goes or sleeps.
import { beforeEach, expect, it } from 'vitest';
import {
  type Channel,
  type Live,
  type LiveMessage,
  type LiveState,
  type Locks,
  startLive,
} from './leader.ts';

/** A browser with tabs: real enough locks and channels, a clock moved by hand. */
class Browser {
  readonly tabs: Tab[] = [];
  /** Who holds the lock; stealing makes their promise reject, as in the Web Locks API. */
  private held: { reject: (error: Error) => void } | null = null;
  private readonly line: { tab: Tab; grant: () => void; signal: AbortSignal | undefined }[] = [];

  locks(tab: Tab): Locks {
    return {
      request: (_name, { signal, steal }, granted) =>
        new Promise((resolve, reject) => {
          const grant = () => {
            const mine = { reject };
            this.held = mine;
            granted().then(() => {
              if (this.held === mine) this.held = null;
              resolve(undefined);
              this.next();
            }, reject);
          };
          if (steal) {
            this.held?.reject(new DOMException('stolen', 'AbortError'));
            return grant();
          }
          signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
          this.line.push({ tab, grant, signal });
          queueMicrotask(() => this.next());
        }),
    };
  }

  /** Gives the lock to the first in line; a closed tab stands in no line. */
  next(): void {
    while (!this.held) {
      const first = this.line.shift();
      if (!first) return;
      if (!first.signal?.aborted && !first.tab.isClosed) first.grant();
    }
  }

  /** The system ends a tab: its lock is free, its stream closed, it hears nothing more. */
  close(tab: Tab): void {
    tab.isClosed = true;
    if (tab.leads) this.held = null;
    tab.stream?.close();
    this.next();
  }
}

class Tab {
  signals = 0;
  state: LiveState | null = null;
  isAsleep = false;
  isClosed = false;
  leads = false;
  stream: { close(): void; signal(): void; state(to: LiveState): void } | null = null;
  readonly waits: { call: () => void }[] = [];
  readonly channel: Channel = {
    postMessage: (message) => this.post(message),
    onmessage: null,
    close: () => {},
  };
  private readonly inbox: LiveMessage[] = [];
  readonly live: Live;
  readonly browser: Browser;

  constructor(browser: Browser) {
    this.browser = browser;
    browser.tabs.push(this);
    this.live = startLive({
      shared: { locks: browser.locks(this), channel: this.channel },
      openStream: ({ onSignal, onState }) => {
        this.leads = true;
        const close = () => {
          this.leads = false;
          this.stream = null;
        };
        this.stream = { close, signal: onSignal, state: onState };
        return { close };
      },
      after: (_ms, call) => {
        const wait = { call };
        this.waits.push(wait);
        return () => this.waits.splice(this.waits.indexOf(wait) >>> 0, 1);
      },
      onSignal: () => {
        this.signals += 1;
      },
      onState: (state) => {
        this.state = state;
      },
    });
  }

  private post(message: LiveMessage): void {
    for (const tab of this.browser.tabs) if (tab !== this && !tab.isClosed) tab.hear(message);
  }

  private hear(message: LiveMessage): void {
    if (this.isAsleep) this.inbox.push(message);
    else this.channel.onmessage?.({ data: message });
  }

  wake(): void {
    this.isAsleep = false;
    for (const message of this.inbox.splice(0)) this.hear(message);
  }

  /** Lets the time of every wait pass. */
  passTime(): void {
    for (const { call } of this.waits.splice(0)) call();
  }
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});

async function open(count: number): Promise<Tab[]> {
  const tabs = Array.from({ length: count }, () => new Tab(browser));
  await settled();
  return tabs;
}
/** Which tabs lead, by the order they were opened in. */
const leaders = () => browser.tabs.flatMap((tab, i) => (tab.leads ? [i] : []));

it('opens one stream for all tabs, and all hear of a change', async () => {
  const [first, second, third] = (await open(3)) as [Tab, Tab, Tab];
  expect(leaders()).toEqual([0]);
  first.stream?.signal();
  expect([first.signals, second.signals, third.signals]).toEqual([1, 1, 1]);
});

it('tells the others how the connection stands, also those that come later', async () => {
  const [first, second] = (await open(2)) as [Tab, Tab];
  first.stream?.state('open');
  expect(second.state).toBe('open');
  first.stream?.state('broken');
  const [late] = (await open(1)) as [Tab];
  expect([second.state, late.state]).toEqual(['broken', 'broken']);
});

it('goes on with another tab when the leading one is closed', async () => {
  const [first, second, third] = (await open(3)) as [Tab, Tab, Tab];
  browser.close(first);
  await settled();
  expect(leaders()).toEqual([1]);
  second.stream?.signal();
  expect(third.signals).toBe(1);
});

it('gives the lead on when a tab leaves the frame', async () => {
  const [first, second] = (await open(2)) as [Tab, Tab];
  first.live.stop();
  await settled();
  expect(leaders()).toEqual([1]);
  second.stream?.signal();
  expect(first.signals).toBe(0);
});

it('leaves an awake leader alone', async () => {
  const [, second] = (await open(2)) as [Tab, Tab];
  second.live.check();
  second.passTime();
  await settled();
  expect(leaders()).toEqual([0]);
});

it('takes the lead from a leader that sleeps; awake again it closes, asks anew, and hears the new one', async () => {
  const [first, second] = (await open(2)) as [Tab, Tab];
  first.isAsleep = true;
  second.live.check();
  second.passTime();
  await settled();
  expect(second.leads).toBe(true);

  first.wake();
  await settled();
  expect(leaders()).toEqual([1]);
  expect(first.signals).toBe(1);
  second.stream?.signal();
  expect(first.signals).toBe(2);
  browser.close(second);
  await settled();
  expect(leaders()).toEqual([0]);
});

it('opens a stream of its own where the browser refuses locks', async () => {
  let opened = 0;
  const refuse = async () => {
    throw new DOMException('storage is blocked', 'SecurityError');
  };
  startLive({
    shared: {
      locks: { request: refuse },
      channel: { postMessage: () => {}, onmessage: null, close: () => {} },
    },
    openStream: () => {
      opened += 1;
      return { close: () => {} };
    },
    after: () => () => {},
    onSignal: () => {},
    onState: () => {},
  });
  await settled();
  expect(opened).toBe(1);
});

it('opens one stream a tab where there are no locks, and closes it', () => {
  let open = 0;
  let signals = 0;
  let signal = () => {};
  const live = startLive({
    shared: null,
    openStream: ({ onSignal }) => {
      open += 1;
      signal = onSignal;
      return {
        close: () => {
          open -= 1;
        },
      };
    },
    after: () => () => {},
    onSignal: () => {
      signals += 1;
    },
    onState: () => {},
  });
  expect(open).toBe(1);
  signal();
  expect(signals).toBe(1);
  live.stop();
  expect(open).toBe(0);
});
