// What killed programs leave of PostgreSQL is nothing to the next start.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
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

test('while a backend of a killed postmaster still ends, a start waits for it', async () => {
  const killed = await startEmbeddedPostgres(folder, openLog('silent'));
  const client = new pg.Client({ host: killed.socketDir, user: 'postgres', database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const backend = rows[0]?.pid ?? 0;
  process.kill(backend, 'SIGSTOP'); // as one that is deep in work
  process.kill(killed.pid() ?? 0, 'SIGKILL');
  await killed.stop();
  const starting = startEmbeddedPostgres(folder, openLog('silent'));
  const said = () => readFileSync(join(folder, 'postgres.log'), 'utf8');
  try {
    await expect.poll(said).toMatch(/FATAL: .* is still in use/);
  } finally {
    process.kill(backend, 'SIGKILL');
  }
  const started = await starting;
  await started.stop();
});

test('a server that goes through its log for long is waited for, and said to be at it', async () => {
  // Recovering from an archive it asks for each piece of its log, and there is none.
  writeFileSync(join(folder, 'cluster/recovery.signal'), '');
  const began = performance.now();
  const recovered = await startEmbeddedPostgres(
    folder,
    openLog('silent'),
    { restore_command: 'sleep 0.5; false', hot_standby: 'off' },
    300,
  );
  expect(performance.now() - began).toBeGreaterThan(300);
  await recovered.stop();
});

test('a program that got the process id of a crashed server lives on', async () => {
  const crashed = await startEmbeddedPostgres(folder, openLog('silent'));
  const file = join(folder, 'cluster/postmaster.pid');
  const lines = readFileSync(file, 'utf8').split('\n');
  await crashed.stop();
  const foreign = spawn('sleep', ['60'], { argv0: 'postgres_exporter' });
  const ended = new Promise((resolve) => foreign.once('exit', (_, signal) => resolve(signal)));
  writeFileSync(file, [foreign.pid, ...lines.slice(1)].join('\n'));
  const before = readFileSync(join(folder, 'postgres.log'), 'utf8').length;
  const starting = startEmbeddedPostgres(folder, openLog('silent'));
  // Of the same user, PostgreSQL itself waits for it.
  const waits = expect
    .poll(() => readFileSync(join(folder, 'postgres.log'), 'utf8').slice(before))
    .toMatch(/FATAL: .* already exists|ready to accept connections/);
  await Promise.race([waits, ended]);
  const kill = foreign.kill('SIGTERM');
  expect([kill, await ended]).toEqual([true, 'SIGTERM']);
  await (await starting).stop();
});

test('a killed postmaster that is not gone yet is waited for', async () => {
  // Of the server's own user: what belongs to others PostgreSQL takes for no server.
  const { uid, gid } = statSync(join(folder, 'cluster'));
  const dying = spawn('sleep', ['60'], { uid, gid });
  const gone = new Promise((resolve) => dying.once('exit', resolve));
  writeFileSync(join(folder, 'cluster/postmaster.pid'), `${dying.pid}\n${join(folder, 'cluster')}\n`);
  const starting = startEmbeddedPostgres(folder, openLog('silent'));
  const said = () => readFileSync(join(folder, 'postgres.log'), 'utf8');
  try {
    await expect.poll(said).toMatch(/FATAL: .* already exists/);
  } finally {
    dying.kill('SIGKILL');
    await gone;
  }
  await (await starting).stop();
});
