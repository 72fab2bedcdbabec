// `npm run test:pg`: the same tests on the PostgreSQL of DATABASE_URL. Its user is a superuser (tests look past row-level
// security and end connections); databases and roles that the run makes are dropped at its end.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { makeTemplate, type RunServer } from './template.ts';

const PRODUCT_ROLES = ['digima_app', 'digima_auth', 'digima_system', 'digima_backup'];

export default async function setup(project: TestProject) {
  const url = process.env.DATABASE_URL;
  if (!url)
    throw new Error('npm run test:pg needs DATABASE_URL: a PostgreSQL to test on, its user a superuser.');
  const run: RunServer = { server: { url }, prefix: `digima_test_${randomBytes(4).toString('hex')}_` };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const roles = async () =>
    (await client.query<{ name: string }>('SELECT rolname AS name FROM pg_roles')).rows.map(
      ({ name }) => name,
    );
  const rolesBefore = new Set(await roles());
  const { rows } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version') AS version",
  );
  console.log(`The tests run on PostgreSQL ${rows[0]?.version}, in databases ${run.prefix}….`);
  await makeTemplate(run);
  project.provide('postgres', run);
  return async () => {
    const made = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [run.prefix],
    );
    for (const { name } of made.rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    for (const name of await roles())
      if (name.startsWith(run.prefix) || (PRODUCT_ROLES.includes(name) && !rolesBefore.has(name)))
        await client.query(`DROP ROLE ${name}`).catch(unlessUsed);
    await client.end();
  };
}

/** What was set up there while the tests ran is somebody else's, and its roles are by now. */
function unlessUsed(error: { code?: string }): void {
  if (error.code !== '2BP01') throw error; // dependent_objects_still_exist
}
