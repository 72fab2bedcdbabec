// Tenants are kept apart by the database too: the program's roles have no power, and every tenant table is forced.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { asOwner, cloneDatabase } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';

let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let mine: Awaited<ReturnType<typeof buildFirm>>;
let theirs: Awaited<ReturnType<typeof buildFirm>>;
beforeAll(async () => {
  server = await cloneDatabase();
  db = await openDatabase(server, openLog('silent'));
  mine = await buildFirm(db);
  theirs = await buildFirm(db, '株式会社べつの不動産');
});
afterAll(() => db.close());

const rowsOf = async (text: string) => asOwner(server, async (client) => (await client.query(text)).rows);
const tenantTables = async () =>
  (
    await rowsOf(
      "SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE a.attname = 'organization_id' AND c.relkind = 'r' AND NOT a.attisdropped ORDER BY 1",
    )
  ).map((r) => r.name as string);

test('the program connects as a role that is neither superuser, owner nor above row-level security', async () => {
  const [role] = await db.across<{
    name: string;
    session: string;
    su: boolean;
    bypass: boolean;
    owns: string;
  }>(
    'role',
    `SELECT r.rolname AS name, session_user AS session, r.rolsuper AS su, r.rolbypassrls AS bypass,
       (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid)::text AS owns
     FROM pg_roles r WHERE r.rolname = current_user`,
    [],
  );
  // On a given server it is entered by SET ROLE, and RESET ROLE leads back to it (test/program/given-database.test.ts).
  const session = 'url' in server ? expect.any(String) : 'digima_app';
  expect(role).toEqual({ name: 'digima_app', session, su: false, bypass: false, owns: '0' });
});

test('every table of an organization has row-level security, forced, with a policy', async () => {
  const tables = await tenantTables();
  expect(tables.length).toBeGreaterThanOrEqual(15);
  const bare = await rowsOf(
    `SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
     WHERE c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity
       AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant'))`,
  );
  expect(bare).toEqual([]);
});

test('a query that forgets the organization sees nothing outside, and only its own inside', async () => {
  for (const table of await tenantTables()) {
    if (table === 'invitation') continue; // sign-in's; the program has no right to it at all
    const outside = await db.across('', `SELECT * FROM ${table}`, []);
    expect(outside, table).toEqual([]);
  }
  const names = await db.withOrganization(mine.organizationId, (tx) =>
    tx.execute('SELECT organization_id FROM connections'),
  );
  expect(names.rows).toEqual([{ organization_id: mine.organizationId }]);
  const people = await db.withOrganization(mine.organizationId, (tx) => tx.execute('SELECT id FROM "user"'));
  expect(people.rows.map((r) => r.id).sort()).toEqual([mine.owner.userId, mine.salesperson.userId].sort());
});

test('nothing can be written into another organization, or linked to what is another’s', async () => {
  const insert = (organizationId: string, statusId: string) =>
    db.withOrganization(mine.organizationId, (tx) =>
      tx.execute(
        `INSERT INTO customers (id, organization_id, status_id) VALUES ('${newId()}', '${organizationId}', '${statusId}')`,
      ),
    );
  await expect(insert(theirs.organizationId, theirs.statusId)).rejects.toMatchObject({
    cause: { code: '42501' },
  });
  await expect(insert(mine.organizationId, theirs.statusId)).rejects.toMatchObject({
    cause: { code: '23503' },
  });
  await insert(mine.organizationId, mine.statusId);
});

test('the ways across are the named ones, and none may change the raw mail or the history', async () => {
  const across = await rowsOf(
    `SELECT p.proname FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1`,
  );
  expect(across.map((r) => r.proname)).toEqual([
    'count_login_failures',
    'count_young_tables',
    'find_api_key',
    'find_deliveries',
    'find_inbox',
    'find_searched',
    'forget_old',
    'is_job_left',
    'is_mail_left',
    'lease_jobs',
    'lease_left_job',
    'lease_left_mails',
    'lease_mails',
    'remove_imported_customers',
    'remove_test_mail',
    'store_mails',
  ]);
  for (const statement of [
    "UPDATE mails SET raw = ''",
    "UPDATE customer_history SET event = '{}'",
    'DELETE FROM mails',
    'DELETE FROM customers',
    'DELETE FROM customer_history',
    'DELETE FROM audit_events',
    'DELETE FROM login_attempts',
    'DELETE FROM matching_changes',
    'SELECT * FROM account',
  ])
    await expect(
      db.withOrganization(mine.organizationId, (tx) => tx.execute(statement)),
      statement,
    ).rejects.toMatchObject({
      cause: { code: '42501' },
    });
});

test('an organization’s id that is none is refused before it reaches the database', async () => {
  await expect(db.withOrganization("x'; DROP TABLE mails; --", async () => {})).rejects.toThrow(TypeError);
});
