// A network that swallows everything, seen by who has no connection through it yet.
import pg from 'pg';
import { expect, test } from 'vitest';
import { cloneDatabase } from '../../test/support/database.ts';
import { openDatabaseProxy } from '../../test/support/proxy.ts';
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
