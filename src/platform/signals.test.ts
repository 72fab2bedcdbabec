// The listening connection comes back: one new attempt for one failure, and no connection left open behind it.
import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import type { Database } from './database.ts';
import { openLog } from './log.ts';
import { openSignals } from './signals.ts';

class Connection extends EventEmitter {
  ended = false;
  fails: boolean;
  constructor(fails: boolean) {
    super();
    this.fails = fails;
  }
  async query() {
    if (!this.fails) return;
    this.emit('error', new Error('lost'));
    this.emit('end');
    throw new Error('lost');
  }
  async end() {
    this.ended = true;
    this.emit('end');
  }
}

afterEach(() => vi.useRealTimers());

test('a connection lost while it begins to listen is tried again once, and ended', async () => {
  vi.useFakeTimers();
  const opened: Connection[] = [];
  const fails = [false, true, true, false];
  const db = {
    connect: async () => {
      const connection = new Connection(fails[opened.length] ?? false);
      opened.push(connection);
      return connection;
    },
  } as unknown as Database;
  const signals = await openSignals(db, ['mails'], openLog('silent'));
  const heard: (string | null)[] = [];
  signals.on('mails', (payload) => heard.push(payload));

  opened[0]?.emit('error', new Error('lost'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(opened).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(opened).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened.map(({ ended }) => ended)).toEqual([true, true, true, false]);
  expect(heard).toEqual([null]);

  await signals.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened.map(({ ended }) => ended)).toEqual([true, true, true, true]);
});

test('where it cannot listen at the start, it says so and leaves nothing behind', async () => {
  vi.useFakeTimers();
  const opened: Connection[] = [];
  const connect = async () => opened[opened.push(new Connection(true)) - 1];
  await expect(
    openSignals({ connect } as unknown as Database, ['mails'], openLog('silent')),
  ).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened.map(({ ended }) => ended)).toEqual([true]);
});
