// A first start that was killed while it made the cluster is nothing to the next one.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openLog } from '../log.ts';
import { startEmbeddedPostgres } from './embedded.ts';

const folder = mkdtempSync(join(tmpdir(), 'digima-postgres-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what a killed initdb left is thrown away, and a cluster is made that is whole', async () => {
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'cluster.new-killed'));
  writeFileSync(join(folder, 'cluster.new-killed/PG_VERSION'), '18\n'); // the first thing initdb writes
  const postgres = await startEmbeddedPostgres(folder, openLog('silent'));
  await postgres.stop();
  expect(readdirSync(folder).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  expect(existsSync(join(folder, 'cluster/global/pg_control'))).toBe(true);
});
