// `npm test`: one embedded PostgreSQL for the whole run, migrated once; every test file clones its own database from it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openLog } from '../../src/platform/log.ts';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { makeTemplate, type RunServer } from './template.ts';

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'digima-test-'));
  // Hundreds of databases: looked at as seldom as PostgreSQL does by itself.
  const postgres = await startEmbeddedPostgres(folder, openLog('error'), { autovacuum_naptime: '1min' });
  const run: RunServer = { server: { socketDir: postgres.socketDir, database: 'postgres' }, prefix: 't_' };
  await makeTemplate(run);
  project.provide('postgres', run);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
