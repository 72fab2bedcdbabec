// A PostgreSQL of the operator's: an ordinary user who owns the database and may make roles is enough.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openInboxFinder } from '../../src/connections/find-inbox.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { migrateDatabase } from '../../src/platform/migrate.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';

const socketDir = inject('postgresSocketDir');
const given = (user: string, database: string) => ({
  url: `postgres://${user}@localhost/${database}?host=${encodeURIComponent(socketDir)}`,
});
let db: Database | undefined;

beforeAll(() =>
  asOwner({ socketDir, database: 'postgres' }, async (server) => {
    await server.query('CREATE ROLE firm_owner LOGIN CREATEROLE');
    await server.query('CREATE DATABASE given OWNER firm_owner');
    await server.query('CREATE ROLE firm_nobody LOGIN');
    await server.query('CREATE DATABASE given_to_nobody');
    // Made by a superuser for the suite's own database; a firm's server has not seen them, or its owner was granted them.
    for (const role of ['digima_app', 'digima_auth', 'digima_system', 'digima_backup'])
      await server.query(`GRANT ${role} TO firm_owner WITH ADMIN OPTION`);
  }),
);
afterAll(() => db?.close());

test('it is prepared once, however many processes start at the same time, and works behind SET ROLE', async () => {
  const server = given('firm_owner', 'given');
  await Promise.all([migrateDatabase(server), migrateDatabase(server), migrateDatabase(server)]);
  db = await openDatabase(server, openLog('silent'));
  const [who] = await db.across<{ now: string; started: string; su: string }>(
    '',
    "SELECT current_user AS now, session_user AS started, current_setting('is_superuser') AS su",
    [],
  );
  expect(who).toEqual({ now: 'digima_app', started: 'firm_owner', su: 'off' });
  await db.across('', 'RESET ROLE', []);
  expect(await db.across('', 'SELECT current_user AS now', [])).toEqual([{ now: 'digima_app' }]);

  const firm = await buildFirm(db);
  expect(await openInboxFinder(db, () => new Date())(`${firm.localPart}@x`)).not.toBeNull();
  expect(await db.across('', 'SELECT * FROM connections', [])).toEqual([]);
});

test('options in the URL do not switch the separation of tenants off', async () => {
  const server = {
    url: `${given('firm_owner', 'given').url}&options=${encodeURIComponent('-c statement_timeout=60000 -c role=none')}`,
  };
  const other = await openDatabase(server, openLog('silent'));
  expect(await other.across('', 'SELECT current_user AS now', [])).toEqual([{ now: 'digima_app' }]);
  await other.close();
});

test('a user without the rights is told what it needs', async () => {
  await expect(migrateDatabase(given('firm_nobody', 'given_to_nobody'))).rejects.toThrow(
    /give it CREATEROLE and ownership/,
  );
});

test('a server that is not there is one sentence', async () => {
  await expect(migrateDatabase({ url: 'postgres://x@127.0.0.1:1/x' })).rejects.toThrow(
    /^PostgreSQL cannot be reached: .*DATABASE_URL/,
  );
});
