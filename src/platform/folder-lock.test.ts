// The folder has one holder, also when many start at once over what a crash left.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { StartError } from './errors.ts';
import { lockFolder } from './folder-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'digima-lock-'));
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const PROGRAM = `
  const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))});
  process.stdin.once('data', () => {
    try {
      lockFolder(${JSON.stringify(folder)});
      console.log('holds');
    } catch (error) {
      console.log(error.message);
    }
  });
  console.log('ready');
`;

function start() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  started.push(child);
  const next = () =>
    new Promise<string>((heard) => child.stdout.once('data', (text) => heard(`${text}`.trim())));
  return { child, ready: next(), next };
}

test('of many that start at the same moment after a crash, one holds the folder; the next crash frees it again', async () => {
  const rivals = Array.from({ length: 6 }, start);
  await Promise.all(rivals.map(({ ready }) => ready));
  writeFileSync(join(folder, 'digima.lock'), '999999\n'); // of a holder that was killed

  const answers = rivals.map(({ next }) => next());
  for (const { child } of rivals) child.stdin.write('go\n');
  const said = await Promise.all(answers);
  expect(said.filter((text) => text === 'holds')).toHaveLength(1);
  expect(said.filter((text) => text.startsWith('Digima already runs on '))).toHaveLength(5);

  const holder = rivals[said.indexOf('holds')]?.child as ChildProcess;
  expect(() => lockFolder(folder)).toThrow(`(process ${holder.pid})`);
  holder.kill('SIGKILL');
  await new Promise((done) => holder.once('exit', done));
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`(process ${process.pid})`);
  unlock();
  expect(existsSync(join(folder, 'digima.lock'))).toBe(false);
  lockFolder(folder)();
});

test('where it cannot be written who holds it, that is one sentence, and nobody does', () => {
  mkdirSync(join(folder, 'digima.lock'), { recursive: true });
  expect(() => lockFolder(folder)).toThrow(StartError);
  expect(() => lockFolder(folder)).toThrow(/^The data folder .* cannot be written to \(EISDIR\)/);
  rmSync(join(folder, 'digima.lock'), { recursive: true });
  lockFolder(folder)();
});
