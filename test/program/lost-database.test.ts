// A command whose database goes away in the middle says so in one sentence, and where it is its own start that others keep up.
import type pg from 'pg';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { BACKUP_LOCK, MIGRATING_LOCK, migrateDatabase } from '../../src/platform/migrate.ts';
import { killStarted, startCommand } from '../support/command.ts';
import { cloneDatabase, connectAsOwner, countWaiting, emptyDatabase } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { openDatabaseProxy } from '../support/proxy.ts';
import type { TestDatabase } from '../support/template.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const BUSY = { timeout: 60_000, interval: 20 };

let database: TestDatabase;
let beside: pg.Client;
let proxy: Awaited<ReturnType<typeof openDatabaseProxy>>;
async function use(made: Promise<TestDatabase>): Promise<void> {
  database = await made;
  beside = await connectAsOwner(database);
  proxy = await openDatabaseProxy(database);
}
beforeEach(() => use(cloneDatabase()));
afterEach(async () => {
  await proxy.close();
  await beside.end();
});
afterAll(killStarted);

const run = (...args: string[]) =>
  startCommand(args, {
    DATABASE_URL: proxy.url,
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
const waiting = (many: number) => expect.poll(() => countWaiting(database), BUSY).toBe(many);
const LOST =
  /^digima: The connection to PostgreSQL was lost \(.+\): look whether it was done, and try again\.\n$/;
const sentence = async ({ ended, said }: ReturnType<typeof run>) => [await ended, said.text];

test('lost while a command asks', async () => {
  await beside.query('BEGIN; LOCK TABLE organization IN ACCESS EXCLUSIVE MODE');
  const asking = run('option');
  await waiting(1);
  proxy.cut();
  expect(await sentence(asking)).toEqual([1, expect.stringMatching(LOST)]);
});

test('lost while it asks in a firm', async () => {
  const db = await openDatabase(database, openLog('silent'));
  await buildFirm(db);
  await db.close();
  await beside.query('BEGIN; LOCK TABLE organization_options IN ACCESS EXCLUSIVE MODE');
  const asking = run('option');
  await waiting(1);
  proxy.cut();
  expect(await sentence(asking)).toEqual([1, expect.stringMatching(LOST)]);
});

test('ended by its administrator', async () => {
  await beside.query('BEGIN; LOCK TABLE organization IN ACCESS EXCLUSIVE MODE');
  const asking = run('option');
  await waiting(1);
  await beside.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
  expect(await sentence(asking)).toEqual([
    1,
    expect.stringMatching(/^digima: PostgreSQL went away \(.+\): try again once it is there\.\n$/),
  ]);
});

test('lost while the program is being started', async () => {
  await beside.query('SELECT pg_advisory_lock($1)', [MIGRATING_LOCK]);
  const starting = run('start');
  await waiting(1);
  proxy.cut();
  expect(await sentence(starting)).toEqual([1, expect.stringMatching(LOST)]);
});

test('a start that an older program keeps up in a deadlock says what to stop', async () => {
  await beside.end();
  await proxy.close();
  await use(emptyDatabase());
  // As one that has what this start needs next, and needs what it has; the start is the one to give way.
  await beside.query("SET deadlock_timeout = '1h'");
  await beside.query('SELECT pg_advisory_lock($1)', [BACKUP_LOCK]);
  const migrating = migrateDatabase(database, openLog('silent'));
  const refused = expect(migrating).rejects.toThrow(
    /^Another program works on this database: stop it on every machine, an older version too, and start again\.$/,
  );
  await waiting(1);
  const others = beside.query('SELECT pg_advisory_lock($1)', [MIGRATING_LOCK]);
  await refused;
  await others;
});
