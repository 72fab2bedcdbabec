// What one dead connection says of its neighbours.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloneDatabase } from '../../test/support/database.ts';
import { openDatabaseProxy } from '../../test/support/proxy.ts';
import { openLog } from './log.ts';
import { openPool, type Pool } from './pool.ts';

const SILENT_MS = 1_000;
const NOW = { name: 'now', text: 'SELECT 1 AS one', values: [] };
let proxy: Awaited<ReturnType<typeof openDatabaseProxy>>;
let pool: Pool;
beforeEach(async () => {
  proxy = await openDatabaseProxy(await cloneDatabase());
  pool = openPool({ connectionString: proxy.url, max: 8, query_timeout: SILENT_MS }, openLog('silent'));
});
afterEach(async () => {
  await pool.end();
  await proxy.close();
});

test('after a silence that only one of them met, none that was idle meanwhile is tried', async () => {
  const open = await Promise.all(Array.from({ length: 8 }, () => pool.connect()));
  for (const client of open) client.release();
  proxy.deafen();
  await expect(pool.query(NOW)).rejects.toThrow('timeout');
  const begun = performance.now();
  const answers = await Promise.all(Array.from({ length: 8 }, () => pool.query<{ one: number }>(NOW)));
  expect(answers.flat()).toEqual(Array.from({ length: 8 }, () => ({ one: 1 })));
  expect(performance.now() - begun).toBeLessThan(SILENT_MS);
});
