// One embedded PostgreSQL for the whole run, migrated once; every test file clones its own database from it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openLog } from '../../src/platform/log.ts';
import { migrateDatabase } from '../../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresSocketDir: string;
  }
}

export const TEMPLATE = 'digima_template';

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'digima-test-'));
  const postgres = await startEmbeddedPostgres(folder, openLog('error'));
  const client = new pg.Client({ host: postgres.socketDir, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  await migrateDatabase({ socketDir: postgres.socketDir, database: TEMPLATE });
  project.provide('postgresSocketDir', postgres.socketDir);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
