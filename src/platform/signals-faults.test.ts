// A connection that only listens and goes nowhere any more is noticed: signals are heard again within 10 s of the repair.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../../test/support/database.ts';
import { openDatabaseProxy } from '../../test/support/proxy.ts';
import { type Database, openDatabase } from './database.ts';
import { openLog } from './log.ts';
import { openSignals, type Signals } from './signals.ts';

let proxy: Awaited<ReturnType<typeof openDatabaseProxy>>;
let db: Database;
let direct: Database;
let signals: Signals;
beforeAll(async () => {
  const server = await cloneDatabase();
  proxy = await openDatabaseProxy(server);
  const log = openLog('silent');
  db = await openDatabase({ url: proxy.url }, log);
  direct = await openDatabase(server, log);
  signals = await openSignals(db, ['mails'], log);
});
afterAll(async () => {
  await signals.close();
  await proxy.close();
  await db.close();
  await direct.close();
});

test('a half-open listening connection is replaced, and whoever listens is told to look at everything', async () => {
  const heard: (string | null)[] = [];
  signals.on('mails', (payload) => heard.push(payload));
  const notify = () => direct.across('notify', "SELECT pg_notify('mails', 'one')", []);
  await notify();
  await expect.poll(() => heard).toEqual(['one']);

  // Only what is sent from now on is lost: that connection alone never hears again.
  proxy.swallow({ back: true });
  await notify();
  await direct.across('wait', 'SELECT pg_sleep(0.2)', []);
  proxy.swallow({ back: false });
  await expect.poll(() => heard).toEqual(['one', null]);
  await notify();
  await expect.poll(() => heard).toEqual(['one', null, 'one']);
});

test('where its LISTEN is never answered, the next connection listens', async () => {
  let opened = 0;
  const deaf: Pick<Database, 'connect' | 'across'> = {
    across: direct.across,
    async connect() {
      const client = await db.connect();
      if (++opened === 2) proxy.deafen();
      return client;
    },
  };
  const heard: (string | null)[] = [];
  const others = await openSignals(deaf as Database, ['mails'], openLog('silent'));
  others.on('mails', (payload) => heard.push(payload));
  proxy.cut();
  await expect.poll(() => opened, { timeout: 20_000 }).toBe(3);
  await expect.poll(() => heard).toEqual([null]);
  await others.close();
});

test('where nobody answers that it ends, it has ended soon', async () => {
  const others = await openSignals(db, ['mails'], openLog('silent'));
  proxy.deafen();
  const begun = performance.now();
  await others.close();
  expect(performance.now() - begun).toBeLessThan(3_000);
});
