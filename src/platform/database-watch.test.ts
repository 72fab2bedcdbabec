// A network that swallows everything, seen by who has no connection through it yet.
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { cloneDatabase } from '../../test/support/database.ts';
import { openDatabaseProxy } from '../../test/support/proxy.ts';
import { connectionFor } from './database.ts';
import { watchDatabase } from './database-watch.ts';
import { openLog } from './log.ts';

test('where a new connection is not answered either, what was opened before is dropped; where it is refused, it is not', async () => {
  const proxy = await openDatabaseProxy(await cloneDatabase());
  const asked = Promise.withResolvers<void>();
  let dropped: number[] = [];
  let connects = 0;
  const watch = watchDatabase({
    async connect() {
      connects++;
      const client = new pg.Client({ connectionString: proxy.url, connectionTimeoutMillis: 300 });
      client.on('error', () => {});
      await client.connect().finally(asked.resolve);
      return client;
    },
    onSilence: (openedBefore) => dropped.push(openedBefore),
    log: openLog('silent'),
  });
  await asked.promise;
  expect(dropped).toEqual([]);
  proxy.swallow({ there: true, back: true });
  proxy.cut(); // it has none any more, and gets none
  await expect.poll(() => dropped.length).toBeGreaterThan(0);
  await proxy.close();
  const before = connects;
  await expect.poll(() => connects).toBeGreaterThan(before + 1); // one may still have met the silence
  dropped = [];
  await expect.poll(() => connects).toBeGreaterThan(before + 2);
  expect(dropped).toEqual([]);
  await watch.stop();
});

test('where its own connection alone is lost, it looks over another: nothing is dropped, and nobody is told', async () => {
  const server = await cloneDatabase();
  const log = openLog('silent');
  const told = vi.spyOn(log, 'error');
  const looked: pg.Client[] = []; // over these
  const dropped: number[] = [];
  const watch = watchDatabase({
    async connect() {
      const client = new pg.Client(connectionFor(server, null));
      client.on('error', () => {});
      await client.connect();
      client.once('drain', () => looked.push(client));
      return client;
    },
    onSilence: (openedBefore) => dropped.push(openedBefore),
    log,
  });
  for (const many of [1, 2, 3]) {
    await expect.poll(() => looked.length).toBe(many);
    looked.at(-1)?.connection.stream.destroy();
  }
  await expect.poll(() => looked.length).toBe(4);
  expect([dropped, told.mock.calls]).toEqual([[], []]);
  await watch.stop();
});

test('where nobody answers that it ends, it has ended soon', async () => {
  const proxy = await openDatabaseProxy(await cloneDatabase());
  const looked = Promise.withResolvers<void>();
  const watch = watchDatabase({
    async connect() {
      const client = new pg.Client({ connectionString: proxy.url });
      client.on('error', () => {});
      await client.connect();
      client.once('drain', looked.resolve);
      return client;
    },
    onSilence: () => {},
    log: openLog('silent'),
  });
  await looked.promise;
  proxy.deafen();
  const begun = performance.now();
  await watch.stop();
  expect(performance.now() - begun).toBeLessThan(3_000);
  await proxy.close();
});
