// A PostgreSQL of the operator's: an ordinary user who owns the database and may make roles is enough.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openInboxFinder } from '../../src/connections/find-inbox.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { migrateDatabase } from '../../src/platform/migrate.ts';
import { asServerOwner, emptyDatabase, urlOf } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import type { TestDatabase } from '../support/template.ts';

const { prefix } = inject('postgres');
const names = { owner: `${prefix}firm_owner`, nobody: `${prefix}firm_nobody` };
const PASSWORD = 'given-only-here';
let owned: TestDatabase;
let foreign: TestDatabase;
const given = (user: string, database: TestDatabase) => {
  const url = new URL(urlOf(database));
  url.username = user;
  url.password = PASSWORD;
  return { url: url.href };
};
let db: Database | undefined;

beforeAll(async () => {
  [owned, foreign] = [await emptyDatabase(), await emptyDatabase()];
  await asServerOwner(async (server) => {
    await server.query(`CREATE ROLE ${names.owner} LOGIN CREATEROLE PASSWORD '${PASSWORD}'`);
    await server.query(`ALTER DATABASE ${owned.database} OWNER TO ${names.owner}`);
    await server.query(`CREATE ROLE ${names.nobody} LOGIN PASSWORD '${PASSWORD}'`);
    // Made by a superuser for the suite's own database; a firm's server has not seen them, or its owner was granted them.
    for (const role of ['digima_app', 'digima_auth', 'digima_system', 'digima_backup'])
      await server.query(`GRANT ${role} TO ${names.owner} WITH ADMIN OPTION`);
  });
});
afterAll(() => db?.close());

test('it is prepared once, however many processes start at the same time, and works behind SET ROLE', async () => {
  const server = given(names.owner, owned);
  await Promise.all([1, 2, 3].map(() => migrateDatabase(server, openLog('silent'))));
  db = await openDatabase(server, openLog('silent'));
  const [who] = await db.across<{ now: string; started: string; su: string }>(
    '',
    "SELECT current_user AS now, session_user AS started, current_setting('is_superuser') AS su",
    [],
  );
  expect(who).toEqual({ now: 'digima_app', started: names.owner, su: 'off' });
  await db.across('', 'RESET ROLE', []);
  expect(await db.across('', 'SELECT current_user AS now', [])).toEqual([{ now: 'digima_app' }]);

  const firm = await buildFirm(db);
  expect(await openInboxFinder(db, () => new Date())(`${firm.localPart}@x`)).not.toBeNull();
  expect(await db.across('', 'SELECT * FROM connections', [])).toEqual([]);
});

test('options in the URL do not switch the separation of tenants off', async () => {
  const url = new URL(given(names.owner, owned).url);
  url.searchParams.set('options', '-c statement_timeout=60000 -c role=none');
  const other = await openDatabase({ url: url.href }, openLog('silent'));
  expect(await other.across('', 'SELECT current_user AS now', [])).toEqual([{ now: 'digima_app' }]);
  await other.close();
});

test('a user without the rights is told what it needs', async () => {
  await expect(migrateDatabase(given(names.nobody, foreign), openLog('silent'))).rejects.toThrow(
    /give it CREATEROLE and ownership/,
  );
});

test('a server that is not there is one sentence', async () => {
  await expect(migrateDatabase({ url: 'postgres://x@127.0.0.1:1/x' }, openLog('silent'))).rejects.toThrow(
    /^PostgreSQL cannot be reached: .*DATABASE_URL/,
  );
});
