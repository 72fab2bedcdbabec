// A backup holds every row of every table, whoever the database's owner is; a table that was forgotten ends it.
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LEFT_OUT, listTables } from '../../src/platform/backup/list-tables.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { migrateDatabase } from '../../src/platform/migrate.ts';
import { appliedMigrations, applyMigrations, knownMigrations } from '../../src/platform/migrations.ts';
import { takeInto as take } from '../support/backups.ts';
import { asOwner, cloneDatabase, emptyDatabase } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';

let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;

beforeAll(async () => {
  server = await cloneDatabase();
  db = await openDatabase(server, openLog('silent'));
  await buildFirm(db);
});
afterAll(() => db.close());

const tablesOf = async (client: pg.Client) =>
  (
    await client.query(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY convert_to(tablename, 'UTF8')",
    )
  ).rows.map((row) => row.tablename as string);

test('every table of the schema is in it, or named as left out', async () => {
  const { manifest } = await take(server);
  const all = await asOwner(server, tablesOf);
  expect([...manifest.tables.map(({ name }) => name), ...LEFT_OUT].sort()).toEqual(all);
  expect(manifest.leftOut).toEqual(['session', 'verification']);
});

test('a table that a migration forgot to let it see ends the backup in a sentence', async () => {
  const each = async (make: string) => {
    await asOwner(server, (client) => client.query(make));
    await expect(take(server), make).rejects.toThrow(/^forgotten cannot be backed up: .*digima_backup/);
    await asOwner(server, (client) => client.query('DROP TABLE forgotten'));
  };
  await each('CREATE TABLE forgotten (id uuid)');
  const seen =
    'CREATE TABLE forgotten (id uuid, organization_id uuid); GRANT SELECT ON forgotten TO digima_backup;';
  const secured = `${seen} ALTER TABLE forgotten ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`;
  await each(secured);
  await each(`${secured} CREATE POLICY backup ON forgotten FOR SELECT TO digima_backup USING (id IS NULL)`);
  await each(`${secured} CREATE POLICY backup ON forgotten FOR SELECT TO digima_backup USING (true);
    CREATE POLICY fewer ON forgotten AS RESTRICTIVE USING (id IS NULL)`);
  await asOwner(server, (client) =>
    client.query(`${secured} CREATE POLICY backup ON forgotten FOR SELECT TO digima_backup USING (true)`),
  );
  await expect(take(server)).resolves.toMatchObject({});
  await asOwner(server, (client) => client.query('DROP TABLE forgotten'));
});

test('its role sees all organizations’ rows and changes none; the program’s roles cannot become it', async () => {
  await buildFirm(db, '有限会社べつの不動産');
  await asOwner(server, async (client) => {
    await client.query('SET ROLE digima_backup');
    const { rows } = await client.query('SELECT count(*)::int AS firms FROM organization');
    expect(rows[0].firms).toBe(2);
    for (const table of (await listTables(client)).map(({ name }) => name))
      for (const change of [`DELETE FROM "${table}"`, `INSERT INTO "${table}" DEFAULT VALUES`])
        await expect(client.query(change), change).rejects.toMatchObject({ code: '42501' });
  });
  // On a given server the session is its owner's, who may become every role of ours: there only the memberships count.
  if (!('url' in server))
    await expect(db.across('', 'SET ROLE digima_backup', [])).rejects.toMatchObject({ code: '42501' });
  const { rows } = await asOwner(server, (client) =>
    client.query(`SELECT rolname FROM pg_roles
      WHERE rolname IN ('digima_app', 'digima_auth', 'digima_system') AND pg_has_role(oid, 'digima_backup', 'MEMBER')`),
  );
  expect(rows).toEqual([]);
});

test('a change of the schema waits for its end, and holds nothing up meanwhile', async () => {
  const older = await emptyDatabase();
  const known = knownMigrations();
  // Before a table was made: its grants come in the migration behind.
  const before = known.findLastIndex(({ sql }) => sql.some((text) => text.includes('CREATE TABLE')));
  await asOwner(older, (client) => applyMigrations(client, known.slice(0, before)));
  const [reached, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const taking = take(older, async function* (text) {
    for await (const chunk of text) {
      reached.resolve();
      await goOn.promise;
      yield chunk;
    }
  });
  await reached.promise;
  const migrating = migrateDatabase(older, openLog('silent'));
  const waits = () =>
    asOwner(older, async (client) => {
      const { rows } = await client.query(
        'SELECT locktype FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())',
      );
      return rows;
    });
  await expect.poll(waits).toEqual([{ locktype: 'advisory' }]);
  await asOwner(older, (client) =>
    client.query(
      "SET statement_timeout = '5 s'; INSERT INTO organization (id, name, slug) VALUES (gen_random_uuid(), 'x', 'x')",
    ),
  );
  goOn.resolve();
  const { manifest } = await taking;
  await migrating;
  expect(manifest.migrations).toHaveLength(before);
  expect(await asOwner(older, appliedMigrations)).toHaveLength(knownMigrations().length);
});
