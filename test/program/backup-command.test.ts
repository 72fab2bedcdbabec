// `digima backup` and `digima restore` as people run them: on an installation that runs, killed halfway, wrongly called.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openBackupFile } from '../../src/platform/backup/open-file.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { readPostmaster } from '../../src/platform/postgres/postmaster-pid.ts';
import { ctrlCUnderNpm, killStarted, QUIET, runCommand, startCommand } from '../support/command.ts';
import { buildFirm } from '../support/factories.ts';

// Each of these starts several programs, on machines that are busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });
const BUSY = { timeout: 60_000, interval: 2 };

const digima = resolve(import.meta.dirname, '../../bin/digima.mjs');
const MAILS = 2_000;
const folders: string[] = [];
let from: string;
let here: string;
let file: string;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'digima-backup-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}
const serverOf = (dataDir: string) => ({
  socketDir: readPostmaster(join(dataDir, 'postgres/cluster'))?.socketDir ?? '',
  database: 'postgres',
});
async function asPostgres<T>(dataDir: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { socketDir, database } = serverOf(dataDir);
  const client = new pg.Client({ host: socketDir, database, user: 'postgres' });
  await client.connect();
  return work(client).finally(() => client.end());
}
const keysOf = (dataDir: string) => join(dataDir, 'keys', 'secret-keys');
function folderWithKeys(): string {
  const folder = newFolder();
  mkdirSync(dirname(keysOf(folder)), { mode: 0o700 });
  cpSync(keysOf(from), keysOf(folder));
  return folder;
}
/** What was written so far of a backup to this file, by runs that go on or were killed. */
const partialsOf = (target: string) =>
  readdirSync(dirname(target))
    .filter((name) => name.startsWith(`${basename(target)}.`) && name.endsWith('.partial'))
    .map((name) => join(dirname(target), name));
const written = (target: string) =>
  partialsOf(target).reduce((bytes, path) => bytes + statSync(path).size, 0);
const run = (dataDir: string, ...args: string[]) => runCommand(args, { DATA_DIR: dataDir });

beforeAll(async () => {
  from = newFolder();
  here = newFolder();
  await startCommand(['start'], { DATA_DIR: from }).says('Ctrl-C');
  const db = await openDatabase(serverOf(from), openLog('silent'));
  await buildFirm(db);
  await db.close();
  // Mails of bytes that do not compress: a backup takes long enough to be killed halfway.
  await asPostgres(from, (client) =>
    client.query(
      `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state)
       SELECT gen_random_uuid(), organization_id, connection_id, id, sha256(raw), raw, length(raw), now(), 'read'
       FROM inboxes, LATERAL (
         SELECT string_agg(uuid_send(gen_random_uuid()), '') AS raw FROM generate_series(1, ${MAILS}) AS nr, generate_series(1, 512)
         WHERE inboxes.id IS NOT NULL GROUP BY nr
       ) made`,
    ),
  );
});
afterAll(() => {
  killStarted();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test('of an installation that runs it makes one file that only its owner reads, and prints its name', async () => {
  const { code, text } = await run(from, 'backup', here);
  file = text.trim().split('\n').at(-1) ?? '';
  expect([code, dirname(file)]).toEqual([0, here]);
  expect(text).toMatch(/^mails: 2,000 rows, [\d.]+ MB$/m);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(here)).toHaveLength(1);
  expect((await run(from, 'backup', file)).text).toBe(
    `digima: ${file} is there already: give another name.\n`,
  );
  expect((await run(from, 'backup', '/nowhere/it.backup')).text).toMatch(
    /^digima: The backup cannot be written to \/nowhere\/it\.backup \(ENOENT\)\.$/m,
  );
  const long = 'x'.repeat(300);
  expect((await run(from, 'backup', long)).text).toBe(
    `digima: The backup cannot be written to ${long} (ENAMETOOLONG).\n`,
  );
  expect((await run(newFolder(), 'backup', here)).text).toMatch(/^digima: There is no installation in/);
});

test('the same through a pipe', async () => {
  const child = spawn(process.execPath, [digima, 'backup', '-'], {
    env: { PATH: process.env.PATH, ...QUIET, DATA_DIR: from },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const piped = join(newFolder(), 'piped.backup');
  writeFileSync(piped, await buffer(child.stdout));
  const { manifest } = await openBackupFile(piped);
  expect(manifest.tables).toEqual((await openBackupFile(file)).manifest.tables);
});

test('--check says whether file and keys are right; without its key nothing is restored', async () => {
  const bare = newFolder();
  expect(await run(from, 'restore', '--check', file)).toMatchObject({
    code: 0,
    text: expect.stringContaining('is whole'),
  });
  for (const args of [['--check', file], [file]]) {
    const { code, text } = await run(bare, 'restore', ...args);
    expect([code, text]).toEqual([
      1,
      expect.stringMatching(/^digima: The key k1 that sealed .*keys\/secret-keys/),
    ]);
  }
  expect(readdirSync(bare)).toEqual([]);
  expect(await run(from, 'restore', file)).toMatchObject({
    code: 1,
    text: expect.stringContaining(`Digima already runs on ${from}`),
  });
});

test('killed halfway it leaves no file that looks whole, and the next one is', async () => {
  const folder = newFolder();
  for (let round = 0; round < 2; round++) {
    const target = join(folder, `${round}.backup`);
    const { child, ended } = startCommand(['backup', target], { DATA_DIR: from });
    await expect.poll(() => written(target), BUSY).toBeGreaterThan(round * 1_000_000);
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(target)).toBe(false);
    const [halfway = '', ...others] = partialsOf(target);
    expect(others).toEqual([]);
    await expect(openBackupFile(halfway)).rejects.toThrow(/is no whole backup/);
    utimesSync(halfway, 0, 0); // long ago
  }
  const target = join(folder, '0.backup');
  expect((await run(from, 'backup', target)).code).toBe(0);
  await openBackupFile(target);
  expect(readdirSync(folder)).toEqual(['0.backup']);
});

test('broken off by Ctrl-C it takes its half file away', async () => {
  const target = join(newFolder(), 'it.backup');
  const { child, ended, said } = startCommand(['backup', target], { DATA_DIR: from });
  await expect.poll(() => written(target), BUSY).toBeGreaterThan(0);
  ctrlCUnderNpm(child);
  expect(await ended).toBe(1);
  expect(said.text).toMatch(/^digima: The backup was broken off\.$/m);
  expect(readdirSync(dirname(target))).toEqual([]);
});

test('a restore that is killed halfway leaves nothing or everything: it is restored again, and starts', async () => {
  const to = folderWithKeys();
  for (const table of ['deliveries:', 'mails:']) {
    const { child, ended, says } = startCommand(['restore', file], { DATA_DIR: to });
    await says(table);
    child.kill('SIGKILL');
    await ended;
  }
  const { code, text } = await run(to, 'restore', file);
  if (code !== 0) expect(text).toMatch(/^digima: The database is not empty/);
  else expect(text).toMatch(/^Restored as of /m);
  await startCommand(['start'], { DATA_DIR: to }).says('Ctrl-C');
  const { rows } = await asPostgres(to, (client) =>
    client.query('SELECT count(*)::int AS mails, bool_and(sha256 = sha256(raw)) AS same FROM mails'),
  );
  expect(rows).toEqual([{ mails: MAILS, same: true }]);
});
