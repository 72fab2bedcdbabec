// `digima restore` whose connection ends at its last steps: what it says is what became of the database.
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { migrateDatabase } from '../../src/platform/migrate.ts';
import { takeInto } from '../support/backups.ts';
import { killStarted, startCommand } from '../support/command.ts';
import {
  asOwner,
  cloneDatabase,
  connectAsOwner,
  countWaiting,
  emptyDatabase,
  urlOf,
} from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { openDatabaseProxy } from '../support/proxy.ts';
import type { TestDatabase } from '../support/template.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const BUSY = { timeout: 60_000, interval: 20 };

let file: string;
let target: TestDatabase;
let beside: pg.Client[] = [];
beforeAll(async () => {
  const from = await cloneDatabase();
  const db = await openDatabase(from, openLog('silent'));
  await buildFirm(db);
  await db.close();
  file = (await takeInto(from)).path;
});
beforeEach(async () => {
  target = await emptyDatabase();
  await migrateDatabase(target, openLog('silent'));
  beside = await Promise.all([connectAsOwner(target), connectAsOwner(target)]);
});
afterEach(() => Promise.all(beside.map((client) => client.end())));
afterAll(killStarted);

const restore = (DATABASE_URL: string) =>
  startCommand(['restore', file], {
    DATABASE_URL,
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
const waiting = (many: number) => expect.poll(() => countWaiting(target), BUSY).toBe(many);
const firms = () =>
  asOwner(target, async (client) => (await client.query('SELECT FROM organization')).rowCount ?? 0);
/** Ends the connection of the restore. */
const END =
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'digima restore'";

test('lost before the commit: nothing was restored', async () => {
  const [holder] = beside;
  await holder?.query('BEGIN; LOCK TABLE customers IN SHARE UPDATE EXCLUSIVE MODE');
  const proxy = await openDatabaseProxy(target);
  const { ended, said } = restore(proxy.url);
  await waiting(1);
  proxy.cut();
  expect([await ended, said.text]).toEqual([
    1,
    expect.stringMatching(
      /^digima: The connection to PostgreSQL was lost \(.*\); the database is as it was before\.$/m,
    ),
  ]);
  await holder?.query('ROLLBACK');
  expect([await firms(), said.text]).toEqual([0, expect.not.stringContaining('    at ')]);
  await proxy.close();
});

test('lost at the commit: nobody knows, and another restore tells', async () => {
  const [holder] = beside;
  // The commit waits, and is done once nobody hears of it any more.
  await holder?.query(`
    CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON restores DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION wait();
    SELECT pg_advisory_lock(1)`);
  const proxy = await openDatabaseProxy(target);
  const { ended, said } = restore(proxy.url);
  await waiting(1);
  proxy.cut();
  expect([await ended, said.text]).toEqual([
    1,
    expect.stringMatching(
      /^digima: The connection to PostgreSQL was lost at the last step, .*run digima restore again.*$/m,
    ),
  ]);
  await holder?.query('SELECT pg_advisory_unlock(1)');
  await expect.poll(firms, BUSY).toBe(1);
  const again = restore(urlOf(target));
  expect([await again.ended, again.said.text]).toEqual([
    1,
    expect.stringContaining('The database is not empty'),
  ]);
  await proxy.close();
});

test('lost after the commit: it is restored, and says what is left to do', async () => {
  const [before, after] = beside;
  await before?.query('BEGIN; LOCK TABLE customers IN SHARE UPDATE EXCLUSIVE MODE');
  const { ended, said } = restore(urlOf(target));
  await waiting(1);
  // Next in the row: this one gets the table at the commit, and its statistics wait for it.
  const taken = after?.query('BEGIN; LOCK TABLE customers IN SHARE UPDATE EXCLUSIVE MODE');
  await waiting(2);
  await before?.query('ROLLBACK');
  await taken;
  await after?.query(END);
  expect([await ended, said.text]).toEqual([
    0,
    expect.stringMatching(/^Restored as of .*\.\n(?:.*\n)*PostgreSQL could not .*: run ANALYZE .*\.\n$/m),
  ]);
  await after?.query('ROLLBACK');
  expect(await firms()).toBe(1);
});
