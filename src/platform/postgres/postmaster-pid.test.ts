// Whose process it is that a postmaster.pid names: the cluster's own server alone is believed, and told to end.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPostmaster, tellPostmaster } from './postmaster-pid.ts';

let folder: string;
let cluster: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'digima-postmaster-'));
  cluster = join(folder, 'cluster');
  mkdirSync(cluster);
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A program of this name with these words behind it, in this folder; named in the cluster's postmaster.pid. */
async function run(argv0: string, words: string[], cwd = folder): Promise<ChildProcess> {
  const child = spawn('/bin/sh', ['-c', 'echo here; read _', ...words], { argv0, cwd });
  running.push(child);
  await once(child.stdout, 'data');
  writeFileSync(
    join(cluster, 'postmaster.pid'),
    `${child.pid}\n${cluster}\n1700000000\n5432\n/run/socket\n\n  5432001         7\nready   \n`,
  );
  return child;
}

test('the server of this cluster is, by the folder it was given or the one it is in', async () => {
  const byName = await run('/opt/bin/postgres', ['-D', cluster, '-c', 'fsync=on']);
  expect(readPostmaster(cluster)).toEqual({ pid: byName.pid, socketDir: '/run/socket', ready: true });
  symlinkSync(cluster, join(folder, 'another-way'));
  const byPlace = await run('postgres', [], cluster);
  expect(readPostmaster(join(folder, 'another-way'))?.pid).toBe(byPlace.pid);
});

test('a foreign program is not, also a server of another cluster and what only sounds like one', async () => {
  await run('postgres', ['-D', join(folder, 'another')]);
  expect(readPostmaster(cluster)).toBeNull();
  await run('postgres: checkpointer ', [], cluster);
  expect(readPostmaster(cluster)).toBeNull();
  await run('postgres_exporter', ['-D', cluster], cluster);
  expect(readPostmaster(cluster)).toBeNull();
  await run('vim', [join(cluster, 'postgresql.conf')], cluster);
  expect(readPostmaster(cluster)).toBeNull();
});

test('nor is a process that has ended, and to tell it anything is no failure', async () => {
  const child = await run('postgres', ['-D', cluster]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readPostmaster(cluster)).toBeNull();
  expect(tellPostmaster(child.pid ?? 0, 'SIGQUIT')).toBe(false);
});
