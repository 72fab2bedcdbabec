// The command as people run it: clear sentences where it cannot start, one program per folder, the database ends with it.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { readPostmaster } from '../../src/platform/postgres/postmaster-pid.ts';
import { killStarted, QUIET, startCommand, startScript } from '../support/command.ts';

const folders: string[] = [];
afterAll(() => {
  killStarted();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'digima-command-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** Resolves when no server runs on the cluster any more. */
async function serverGone(folder: string): Promise<void> {
  while (readPostmaster(join(folder, 'postgres/cluster')))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

test('the system’s own Node.js starts it too, also one that is older than it needs', async () => {
  // As npm has it, without our own in front.
  const path = process.env.PATH?.split(':').filter((folder) => !folder.includes('node_modules'));
  const { ended, said } = startScript(['--help'], { PATH: path?.join(':') ?? '' });
  expect([await ended, said.text]).toEqual([0, expect.stringContaining('Usage: digima')]);
});

test('wrong settings are told all at once, exit 78', async () => {
  const { ended, said } = startCommand(['start'], { HTTP_PORT: 'x', PUBLIC_URL: 'y' });
  expect(await ended).toBe(78);
  expect(said.text).toMatch(/HTTP_PORT.*Example.*PUBLIC_URL.*Example/s);
});

test.each([
  ['SMTP_PORT', 'SMTP port'],
  ['HTTP_PORT', 'HTTP port'],
])('a taken port is one sentence: %s', async (variable, words) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => taken.once('listening', done));
  const { port } = taken.address() as { port: number };
  const folder = newFolder();
  const { ended, said } = startCommand(['start'], { DATA_DIR: folder, [variable]: String(port) });
  expect(await ended).toBe(1);
  expect(said.text.trim()).toBe(
    `digima: ${words} ${port} is taken by another program: stop what uses it, or choose another with ${variable}.`,
  );
  await serverGone(folder);
  taken.close();
});

test('a folder that cannot be made is one sentence', async () => {
  const file = join(newFolder(), 'a-file');
  writeFileSync(file, '');
  const { ended, said } = startCommand(['start'], { DATA_DIR: join(file, 'data') });
  expect(await ended).toBe(1);
  expect(said.text.trim().split('\n')).toEqual([
    expect.stringMatching(/^digima: The data folder .* cannot be written to \(ENOTDIR\)/),
  ]);
});

test('it starts with no settings, keeps its key to itself, refuses a second start, and ends with its database', async () => {
  const folder = newFolder();
  const first = startCommand(['start'], { DATA_DIR: folder });
  await first.says('Ctrl-C');
  expect(statSync(join(folder, 'keys/secret-keys')).mode & 0o777).toBe(0o600);

  const second = startCommand(['start'], { DATA_DIR: folder });
  expect(await second.ended).toBe(1);
  expect(second.said.text).toMatch(/^digima: Digima already runs on .* \(process \d+\): stop it first/);

  const key = readFileSync(join(folder, 'keys/secret-keys'), 'utf8');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(readPostmaster(join(folder, 'postgres/cluster'))).toBeNull();
  expect(existsSync(join(folder, 'digima.lock'))).toBe(false);

  const again = startCommand(['start'], { DATA_DIR: folder });
  await again.says('Ctrl-C');
  expect(readFileSync(join(folder, 'keys/secret-keys'), 'utf8')).toBe(key);
  again.child.kill('SIGINT');
  expect(await again.ended).toBe(0);
});

test('after kill -9 its database ends too, and the next start needs no cleaning', async () => {
  const folder = newFolder();
  const first = startCommand(['start'], { DATA_DIR: folder });
  await first.says('Ctrl-C');
  first.child.kill('SIGKILL');
  await first.ended;
  const next = startCommand(['start'], { DATA_DIR: folder });
  await next.says('Ctrl-C');
  next.child.kill('SIGKILL');
  await next.ended;
  await serverGone(folder);
});

test('what a killed one compiled, the next start does not compile again', async () => {
  const folder = newFolder();
  const kept = () =>
    readdirSync(join(folder, 'compile-cache'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `${name} ${statSync(join(parentPath, name)).mtimeMs}`)
      .sort();
  const settings = { DATA_DIR: folder, NODE_COMPILE_CACHE: '' };
  const first = startCommand(['start'], settings);
  await first.says('Ctrl-C');
  first.child.kill('SIGKILL');
  await first.ended;
  const before = kept();
  expect(before.length).toBeGreaterThan(500);
  const second = startCommand(['start'], settings);
  await second.says('Ctrl-C');
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  expect(kept()).toEqual(expect.arrayContaining(before));
});

test('a database that dies is started again', async () => {
  const folder = newFolder();
  const { child, says, said, ended } = startCommand(['start'], { DATA_DIR: folder });
  await says('Ctrl-C');
  const url = /http:\/\/\S+/.exec(said.text)?.[0];
  const before = readPostmaster(join(folder, 'postgres/cluster'));
  process.kill(before?.pid ?? 0, 'SIGKILL');
  const ready = async () => (await fetch(`${url}/readyz`)).status === 200;
  while (readPostmaster(join(folder, 'postgres/cluster'))?.pid === before?.pid)
    await new Promise((r) => setTimeout(r, 20));
  while (!(await ready())) await new Promise((r) => setTimeout(r, 50));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('under root it works in a folder that others may not enter, or says so in one sentence', async () => {
  const closed = join(newFolder(), 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const { child, ended, said, says } = startCommand(['start'], { DATA_DIR: join(closed, 'data') });
  const works = await says('Ctrl-C').then(
    () => true,
    () => false,
  );
  if (works) child.kill('SIGTERM');
  const code = await ended;
  if (works) expect(code).toBe(0);
  else expect(said.text.trim()).toMatch(/^digima: PostgreSQL does not run as root, .*set DATABASE_URL\.$/);
});

test('what belongs to another user is left alone, and said in one sentence', async () => {
  const folder = newFolder();
  // Only root may give it away.
  if (process.getuid?.() !== 0) return;
  for (const part of ['postgres/cluster', '.']) {
    mkdirSync(join(folder, part), { recursive: true });
    chownSync(join(folder, part), 12_345, 12_345);
    const { ended, said } = startCommand(['start'], { DATA_DIR: folder });
    expect(await ended).toBe(1);
    expect(said.text.trim()).toMatch(
      /^digima: The data in .* belongs to another user \(uid 12345\): run this as that user\.$/,
    );
    expect(readdirSync(folder)).not.toContain('folder.lock');
    rmSync(join(folder, 'postgres'), { recursive: true, force: true });
  }
}, 60_000);

test('a demo brings its portal: one more mail comes through it, and a second start goes on with the same', async () => {
  const folder = newFolder();
  const about = () => JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8'));
  const first = startCommand(['demo'], { DATA_DIR: folder });
  await first.says('Ctrl-C');
  const { simulator } = about();
  expect(Object.keys(simulator).sort()).toEqual(
    ['chat', 'password', 'publicFormUrl', 'sinkUrl', 'staffUrl', 'url', 'userId'].sort(),
  );
  expect((await fetch(simulator.publicFormUrl)).status).toBe(200);
  expect(await (await fetch(simulator.sinkUrl)).text()).toContain('届いたメール');
  const items = async (path: string) => {
    const { url, apiKey } = about();
    const headers = { Authorization: `Bearer ${apiKey}` };
    const answer = await fetch(`${url}/api/v1/${path}?limit=50`, { headers });
    return ((await answer.json()) as { items: { login?: { state: string }; outcome?: string }[] }).items;
  };
  const mails = async () => (await items('mails')).length;
  const logins = async () => (await items('connections')).map(({ login }) => login?.state);
  await expect.poll(logins, { timeout: 10_000 }).toEqual(['verified']);
  // One notice is completed from its page; the other's page is gone.
  const notices = async () => (await items('inquiries')).filter(({ outcome }) => outcome === 'notice').length;
  await expect.poll(notices, { timeout: 10_000 }).toBe(1);
  const before = await mails();
  const send = startCommand(['demo', 'send'], { DATA_DIR: folder });
  expect(await send.ended).toBe(0);
  expect(await mails()).toBe(before + 1);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const second = startCommand(['demo'], { DATA_DIR: folder });
  await second.says('Ctrl-C');
  expect(about().simulator).toEqual(simulator);
  expect(await (await fetch(simulator.staffUrl)).text()).toContain(about().inbox);
  expect(await mails()).toBe(before + 1);
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
}, 60_000);

test('a demo cut short while it was made says how to begin again; sending to none that runs is one sentence', async () => {
  const folder = newFolder();
  const first = startCommand(['demo'], { DATA_DIR: folder });
  await first.says('Ctrl-C');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const send = startCommand(['demo', 'send'], { DATA_DIR: folder });
  expect(await send.ended).toBe(1);
  expect(send.said.text.trim()).toMatch(
    /^digima: The demo does not answer \(\w+\): start it with npm run demo\.$/,
  );

  rmSync(join(folder, 'demo/firm.json'));
  const cut = startCommand(['demo'], { DATA_DIR: folder });
  expect(await cut.ended).toBe(1);
  expect(cut.said.text.trim()).toMatch(/^digima: The demo in .* was cut short .*npm run demo -- --fresh\.$/);
}, 60_000);

test('npm run start ends the program when npm is told to end', async () => {
  const folder = newFolder();
  const npm = spawn('npm', ['run', '--silent', 'start'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...QUIET, DATA_DIR: folder },
  });
  onTestFinished(() => void npm.kill('SIGKILL'));
  await new Promise<void>((up) => npm.stderr.on('data', (chunk) => String(chunk).includes('Ctrl-C') && up()));
  const ended = new Promise((done) => npm.once('exit', done));
  npm.kill('SIGTERM');
  await ended;
  await serverGone(folder);
});

test('Ctrl-C under npm, which hands it on once more, ends the program in order', async () => {
  const folder = newFolder();
  const npm = spawn('npm', ['run', '--silent', 'start'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...QUIET, DATA_DIR: folder },
    detached: true,
  });
  const all = -(npm.pid ?? 0);
  onTestFinished(() => void npm.kill('SIGKILL'));
  await new Promise<void>((up) => npm.stderr.on('data', (chunk) => String(chunk).includes('Ctrl-C') && up()));
  const ended = new Promise((done) => npm.once('exit', (code, signal) => done([code, signal])));
  // The terminal tells every process of its group.
  process.kill(all, 'SIGINT');
  await ended;
  await expect.poll(() => existsSync(join(folder, 'digima.lock'))).toBe(false);
  expect(readPostmaster(join(folder, 'postgres/cluster'))).toBeNull();
});
