// A look for a stuck server that cannot look calls none stuck, and ends no program.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { watchForStuck } from './stuck.ts';

const cluster = fs.mkdtempSync(join(tmpdir(), 'digima-stuck-'));
// By its name and folder the server, and no process of it is at work.
const idle = spawn('/bin/sh', ['-c', 'echo here; read _', '-D', cluster], { argv0: 'postgres' });

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  idle.kill('SIGKILL');
  fs.rmSync(cluster, { recursive: true });
});

test('where the list of processes cannot be had, nobody is called stuck', async () => {
  await once(idle.stdout, 'data');
  fs.writeFileSync(join(cluster, 'postmaster.pid'), `${idle.pid}\n`);
  vi.useFakeTimers();
  const stuck: number[] = [];
  const unwatch = watchForStuck(cluster, (pid) => stuck.push(pid));
  vi.advanceTimersByTime(5_000);
  expect(stuck).toEqual([idle.pid]);
  vi.spyOn(fs, 'readdirSync').mockImplementation(() => {
    throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
  });
  syncBuiltinESMExports();
  vi.advanceTimersByTime(20_000);
  expect(stuck).toEqual([idle.pid]);
  unwatch();
});
