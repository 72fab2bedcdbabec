// The stream opens anew when the server refuses it and when it has gone silent.
import { expect, it } from 'vitest';
import { liveStream, type Source, waitMs } from './stream.ts';

class FakeSource implements Source {
  readyState = 0;
  closed = false;
  private readonly listeners = new Map<string, () => void>();
  addEventListener(type: string, listener: () => void) {
    this.listeners.set(type, listener);
  }
  close() {
    this.closed = true;
  }
  say(type: string) {
    this.listeners.get(type)?.();
  }
}

function start() {
  const sources: FakeSource[] = [];
  const states: string[] = [];
  let timers: { ms: number; call: () => void }[] = [];
  let signals = 0;
  const stream = liveStream({
    open: () => {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    after: (ms, call) => {
      const timer = { ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  })({
    onSignal: () => {
      signals += 1;
    },
    onState: (state) => states.push(state),
  });
  return {
    stream,
    sources,
    states,
    signals: () => signals,
    waits: () => timers.map(({ ms }) => ms),
    passTime: () => {
      for (const { call } of timers.splice(0)) call();
    },
    get last() {
      return sources.at(-1) as FakeSource;
    },
  };
}

it('asks again when connected and on each change, not on a beat', () => {
  const it = start();
  it.last.say('ready');
  it.last.say('changed');
  it.last.say('beat');
  expect(it.signals()).toBe(2);
  expect(it.states).toEqual(['open']);
});

it('lets the browser try again by itself, and waits ever longer after a refusal', () => {
  const it = start();
  it.last.say('error');
  expect(it.states).toEqual(['broken']);
  expect(it.waits()).toEqual([60_000]);
  for (const ms of [1_000, 2_000, 4_000]) {
    it.last.readyState = 2;
    it.last.say('error');
    expect(it.waits()).toEqual([ms]);
    it.passTime();
  }
  expect(it.sources).toHaveLength(4);
  expect(it.signals()).toBe(3);
  it.last.say('ready');
  it.last.readyState = 2;
  it.last.say('error');
  expect(it.waits()).toEqual([1_000]);
  expect(waitMs(30)).toBe(30_000);
});

it('takes a minute of silence for a dead connection', () => {
  const it = start();
  it.last.say('ready');
  it.last.say('beat');
  expect(it.waits()).toEqual([60_000]);
  const [first] = it.sources;
  it.passTime();
  expect(first?.closed).toBe(true);
  expect(it.sources).toHaveLength(2);
  first?.say('changed');
  expect(it.signals()).toBe(1);
});

it('is quiet once closed', () => {
  const it = start();
  it.stream.close();
  it.last.say('error');
  expect([it.last.closed, it.states, it.waits()]).toEqual([true, [], []]);
});
