// A PostgreSQL that could lose what it committed, has no room for us, or may not be written to: nothing is stored on it,
// at the start and while it runs, and the operator is told. All is well again by itself once it is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMailStore } from '../../src/intake/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { checkServer, migrateDatabase } from '../../src/platform/migrate.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { examine } from '../../src/program/doctor/index.ts';
import { startProgram } from '../../src/program/start.ts';
import { buildFirm } from '../support/factories.ts';

const folder = mkdtempSync(join(tmpdir(), 'digima-unsafe-'));
const log = openLog('silent');
let postgres: EmbeddedPostgres;
let server: { socketDir: string; database: string };
let owner: pg.Client;
let db: Database;
let inboxId: string;

beforeAll(async () => {
  // What our own server is started with cannot be changed while it runs; a given one's can.
  postgres = await startEmbeddedPostgres(folder, log, {
    fsync: undefined,
    full_page_writes: undefined,
    synchronous_commit: undefined,
  });
  server = { socketDir: postgres.socketDir, database: 'postgres' };
  await migrateDatabase(server, log);
  owner = new pg.Client({ host: server.socketDir, user: 'postgres', database: 'postgres' });
  await owner.connect();
  db = await openDatabase(server, log);
  await buildFirm(db);
  inboxId = (await owner.query('SELECT id FROM inboxes')).rows[0].id;
});
afterAll(async () => {
  await db.close();
  await owner.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const given = (database = 'postgres') => ({
  url: `postgres://postgres@localhost/${database}?host=${encodeURIComponent(server.socketDir)}`,
});
/** 'stored', or the code of the refusal and how long it took. */
async function store(): Promise<string> {
  const started = performance.now();
  const storing = openMailStore(db)({
    raw: Buffer.from(newId()),
    receivedAt: new Date(),
    envelopeFrom: '',
    recipients: [{ address: 'r@inbox.localhost', inboxId }],
    clientAddress: '127.0.0.1',
    clientName: 'test',
    tls: null,
  });
  const outcome = await storing.then(
    () => 'stored',
    (error) => String(error.code),
  );
  expect(performance.now() - started).toBeLessThan(10_000);
  return outcome;
}
async function set(name: string, value: string) {
  await owner.query(`ALTER SYSTEM SET ${name} = ${value}`);
  await owner.query('SELECT pg_reload_conf()');
}
const reset = async (name: string) => {
  await owner.query(`ALTER SYSTEM RESET ${name}`);
  await owner.query('SELECT pg_reload_conf()');
};
const doctorSays = async ({ url } = given()) => {
  const config = loadConfig({
    DATABASE_URL: url,
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    SMTP_PORT: '1',
  });
  const nothing = async () => [];
  const dns = { resolveMx: nothing, resolve4: nothing, resolve6: nothing, resolveTxt: nothing };
  const found = await examine(config, { dns, mailPort: 1, now: () => new Date() });
  return found.find(({ check }) => check === 'database');
};

for (const setting of ['fsync', 'full_page_writes'])
  test(`${setting} switched off while it runs: nothing is stored until it is on`, async () => {
    expect(await store()).toBe('stored');
    await set(setting, 'off');
    await expect.poll(() => db.condition()).toBe('unsafe');
    expect(await store()).toBe('55000');
    const refusal = new RegExp(`^PostgreSQL runs with ${setting} off: .* Switch it on\\.$`);
    await expect(checkServer(given())).rejects.toThrow(refusal);
    await expect(migrateDatabase(given(), log)).rejects.toThrow(refusal);
    expect(await doctorSays()).toMatchObject({ level: 'failure', says: expect.stringContaining(setting) });
    await reset(setting);
    await expect.poll(() => db.condition()).toBe('ready');
    expect(await store()).toBe('stored');
    expect(await doctorSays()).toMatchObject({ level: 'ok' });
  });

test.each(['SQL_ASCII', 'EUC_JP', 'LATIN1'])(
  'a database in %s cannot hold every name: refused at the start, and left as it is',
  async (encoding) => {
    const name = `in_${encoding.toLowerCase()}`;
    await owner.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING '${encoding}' LOCALE 'C'`);
    const refusal = new RegExp(`^The database is encoded in ${encoding}, .* ENCODING 'UTF8'`);
    await expect(checkServer(given(name))).rejects.toThrow(refusal);
    await expect(migrateDatabase(given(name), log)).rejects.toThrow(refusal);
    expect(await doctorSays(given(name))).toMatchObject({
      level: 'failure',
      says: expect.stringContaining(`encoded in ${encoding}`),
    });
    const looking = new pg.Client(given(name).url);
    await looking.connect();
    const { rows } = await looking.query(
      "SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    );
    await looking.end();
    expect(rows).toEqual([]);
  },
);

test('synchronous_commit off for the server, the database or the role: refused at the start, never so on our connections', async () => {
  for (const whose of ['SYSTEM', 'DATABASE postgres', 'ROLE postgres']) {
    await owner.query(`ALTER ${whose} SET synchronous_commit = off`);
    await owner.query('SELECT pg_reload_conf()');
    await expect.poll(() => checkServer(given()).then(String, String)).toMatch(/synchronous_commit off/);
    await owner.query(`ALTER ${whose} RESET synchronous_commit`);
    await owner.query('SELECT pg_reload_conf()');
    await expect.poll(() => checkServer(given()).then(String, String)).toBe('undefined');
  }
  for (const whose of ['SYSTEM', 'DATABASE postgres', 'ROLE digima_app'])
    await owner.query(`ALTER ${whose} SET synchronous_commit = off`);
  await owner.query('SELECT pg_reload_conf()');
  const later = await openDatabase(server, log);
  for (const one of [db, later]) {
    for (const ask of [one.across, one.acrossForIntake])
      expect(await ask('', "SELECT current_setting('synchronous_commit') AS is", [])).toEqual([{ is: 'on' }]);
  }
  expect(await store()).toBe('stored');
  await later.close();
  for (const whose of ['SYSTEM', 'DATABASE postgres', 'ROLE digima_app'])
    await owner.query(`ALTER ${whose} RESET synchronous_commit`);
});

test('a running program says so by /readyz and in its log, once', async () => {
  const lines: string[] = [];
  const noting = openLog('info');
  for (const level of ['error', 'warn', 'info'] as const)
    noting[level] = ((_: object, text = _) => lines.push(`${level} ${text}`)) as typeof noting.info;
  const config = loadConfig({ DATA_DIR: join(folder, 'data'), HTTP_PORT: '0', SMTP_PORT: '0' });
  const secretKeys = [{ id: 'k1', bytes: Buffer.alloc(32, 7) }];
  const program = await startProgram(config, noting, async () => ({
    server,
    secretKeys,
    stop: async () => {},
  }));
  const readyz = async () => {
    const answer = await fetch(`${program.url}/readyz`);
    return { status: answer.status, ...((await answer.json()) as object) };
  };
  expect(await readyz()).toEqual({ status: 'ready' });
  await set('fsync', 'off');
  await expect.poll(readyz).toEqual({ status: 'not-ready', database: 'unsafe' });
  const unsafe = expect.stringMatching(/^error PostgreSQL runs with fsync/);
  await expect.poll(() => lines).toContainEqual(unsafe);
  await reset('fsync');
  await expect.poll(() => lines).toContain('info the database is ready again');
  expect(await readyz()).toEqual({ status: 'ready' });
  expect(lines.filter((line) => line.startsWith('error PostgreSQL'))).toHaveLength(1);
  await program.stop();
});

/** Ends all connections but ours: what is asked next needs new ones. */
const end = () =>
  owner.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );

test('no connection left: refused within 10 s with the reason, and stored once there is one', async () => {
  await owner.query('ALTER DATABASE postgres CONNECTION LIMIT 0');
  await end();
  expect(await store()).toBe('53300');
  expect(await db.condition()).toBe('away');
  await owner.query('ALTER DATABASE postgres CONNECTION LIMIT -1');
  await expect.poll(store).toBe('stored');
  expect(await db.condition()).toBe('ready');
});

test('a database that became read-only: refused, and stored once it may be written to', async () => {
  await owner.query('ALTER DATABASE postgres SET default_transaction_read_only = on');
  await end();
  expect(await store()).toBe('25006');
  expect(await db.condition()).toBe('read-only');
  await owner.query('BEGIN READ WRITE; ALTER DATABASE postgres RESET default_transaction_read_only; COMMIT');
  await expect.poll(store).toBe('stored');
  await expect.poll(() => db.condition()).toBe('ready');
});
