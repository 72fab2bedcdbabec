// Preparing the database takes as long as it takes: no limit that somebody set on the server ends it, and the log says whom it
// waits for.
import type pg from 'pg';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import {
  asOwner,
  cloneDatabase,
  connectAsOwner,
  countWaiting,
  emptyDatabase,
} from '../../test/support/database.ts';
import { openKeptLog } from '../../test/support/kept-log.ts';
import type { TestDatabase } from '../../test/support/template.ts';
import { openLog } from './log.ts';
import { MIGRATING_LOCK, migrateDatabase } from './migrate.ts';
import { appliedMigrations, applyMigrations, knownMigrations } from './migrations.ts';
import { tellingWaits } from './tell-waiting.ts';

const LIMITS = [
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'transaction_timeout', // PostgreSQL 17 and newer
];
const LIMIT_MS = 100;

let database: TestDatabase;
let beside: pg.Client;
async function use(made: Promise<TestDatabase>): Promise<void> {
  database = await made;
  beside = await connectAsOwner(database); // before the limits, which begin with a session
}
beforeEach(() => use(cloneDatabase()));
afterEach(() => beside.end());

/** Sets them for whoever connects from now on: on the database, or on its owner there, which goes before it. */
async function setLimits(whose: 'database' | 'role'): Promise<void> {
  const { rows } = await beside.query<{ name: string; text: string }>(
    `SELECT name, format(CASE WHEN $2 THEN 'ALTER ROLE %I IN DATABASE %2$I' ELSE 'ALTER DATABASE %2$I' END
       || ' SET ' || name || ' = %3$L', current_user, current_database(), $3::text) AS text
     FROM pg_settings WHERE name = ANY ($1)`,
    [LIMITS, whose === 'role', `${LIMIT_MS}ms`],
  );
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(LIMITS.slice(0, 3)));
  for (const { text } of rows) await beside.query(text);
}
const waiting = () => expect.poll(() => countWaiting(database), { interval: 20 }).toBe(1);
const passed = () => beside.query('SELECT pg_sleep($1)', [(LIMIT_MS * 4) / 1_000]);
const isUpToDate = () =>
  asOwner(database, async (client) => (await appliedMigrations(client)).length === knownMigrations().length);

test.each([
  ['database', 'its turn', `SELECT pg_advisory_lock(${MIGRATING_LOCK})`],
  ['role', 'its turn', `SELECT pg_advisory_lock(${MIGRATING_LOCK})`],
  ['database', 'a table', 'BEGIN; LOCK TABLE drizzle.__drizzle_migrations'],
  ['role', 'a table', 'BEGIN; LOCK TABLE drizzle.__drizzle_migrations'],
] as const)('limits of the %s do not end the wait for %s', async (whose, _, holds) => {
  await setLimits(whose);
  await beside.query(holds);
  const migrating = migrateDatabase(database, openLog('silent'));
  migrating.catch(() => {});
  await waiting();
  await passed();
  await beside.query('ROLLBACK; SELECT pg_advisory_unlock_all()');
  await expect(migrating).resolves.toBeUndefined();
});

test('they do not end a migration that takes longer either', async () => {
  await beside.end();
  await use(emptyDatabase());
  // In the middle of all that there is to do, an old transaction of somebody’s.
  const known = knownMigrations();
  const first = known.findIndex(({ sql }) => sql.some((text) => text.includes('CREATE TABLE "mails"')));
  await applyMigrations(beside, known.slice(0, first + 1));
  await setLimits('database');
  await beside.query('BEGIN; SELECT FROM mails');
  const migrating = migrateDatabase(database, openLog('silent'));
  migrating.catch(() => {});
  await waiting();
  await passed();
  await beside.query('COMMIT');
  await expect(migrating).resolves.toBeUndefined();
  expect(await isUpToDate()).toBe(true);
});

test('whom it waits for is said after 10 s and then every minute', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { log, lines } = openKeptLog('info');
  const { rows } = await beside.query('SELECT pg_backend_pid() AS pid');
  const line = {
    level: 40,
    pids: [rows[0].pid],
    msg: 'preparing the database waits for other connections to end what they do (pids, see pg_stat_activity)',
  };
  await beside.query(`SELECT pg_advisory_lock(${MIGRATING_LOCK})`);
  const migrating = migrateDatabase(database, log);
  await waiting();
  await vi.advanceTimersByTimeAsync(9_900);
  expect(lines()).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  await expect.poll(lines).toMatchObject([line]);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(lines()).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000);
  await expect.poll(lines).toMatchObject([line, line]);
  await beside.query('SELECT pg_advisory_unlock_all()');
  await migrating;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(lines()).toHaveLength(2);
});

test('one that waits for nobody says that it goes on, also where nobody can be asked', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { log, lines } = openKeptLog('info');
  const goOn = Promise.withResolvers<string>();
  const telling = [database, { url: 'postgres://x@127.0.0.1:1/x' }].map((asked) =>
    tellingWaits(asked, beside, log, () => goOn.promise),
  );
  await expect.poll(() => vi.getTimerCount()).toBe(2);
  await vi.advanceTimersByTimeAsync(10_000);
  const line = { level: 30, seconds: expect.any(Number), msg: 'the database is still being prepared' };
  await expect.poll(lines).toMatchObject([line, line]);
  goOn.resolve('done');
  expect(await Promise.all(telling)).toEqual(['done', 'done']);
});
