// Older code on a database that a newer version has changed: nothing starts on it, and what runs already goes on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '../../src/platform/config.ts';
import { openDatabaseServer } from '../../src/platform/database-server.ts';
import { openLog } from '../../src/platform/log.ts';
import { migrateDatabase } from '../../src/platform/migrate.ts';
import { openRunningDatabase } from '../../src/platform/running-database.ts';
import { examine } from '../../src/program/doctor/index.ts';
import { killStarted, runCommand } from '../support/command.ts';
import { asOwner, emptyDatabase, urlOf } from '../support/database.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

const log = openLog('silent');
const SENTENCE =
  'The database was brought up to date by a newer version of the program: start the newer version on this machine too, or restore a backup of before the update.';
/** A migration of tomorrow's. */
const NEWER = `INSERT INTO drizzle.__drizzle_migrations (hash, created_at)
  SELECT repeat('0', 64), max(created_at) + 1 FROM drizzle.__drizzle_migrations`;

let program: TestProgram;
let settings: Record<string, string>;
beforeAll(async () => {
  program = await startTestProgram();
  settings = {
    DATABASE_URL: urlOf(program.server),
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    PUBLIC_URL: 'http://localhost',
  };
  await asOwner(program.server, (client) => client.query(NEWER));
});
afterAll(async () => {
  killStarted();
  await program.stop();
});

test.each([
  [['start']],
  [['start', '--parts=smtp']],
  [['start', '--parts=worker']],
  [['start', '--parts=web']],
  [['option']],
  [['portal', 'list']],
  [['replay', '--dry-run']],
])('digima %j is refused in a sentence that says what to do', async (args) => {
  expect(await runCommand(args, settings)).toEqual({ code: 1, text: `digima: ${SENTENCE}\n` });
});

test('what runs already goes on', async () => {
  await program.sendMail(composeInquiry({ number: 'RG-N-1', name: '試験　太郎', phone: '090-0000-0001' }));
  await program.settled();
  expect((await program.get('/customers')).items).toHaveLength(1);
});

test('a backup is taken, for the newer version to restore', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'digima-newer-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'kept.backup');
  expect(await runCommand(['backup', file], settings)).toMatchObject({ code: 0 });
  const restored = await runCommand(['restore', file], {
    ...settings,
    DATABASE_URL: urlOf(await emptyDatabase()),
  });
  expect(restored).toEqual({ code: 1, text: expect.stringContaining('update the program first') });
});

test('the doctor says it too', async () => {
  const nothing = async () => [];
  const dns = { resolveMx: nothing, resolve4: nothing, resolve6: nothing, resolveTxt: nothing };
  const found = await examine(loadConfig(settings), { dns, mailPort: 1, now: () => new Date() });
  expect(found.find(({ check }) => check === 'database')).toEqual({
    check: 'database',
    level: 'failure',
    says: 'データベースは、このプログラムより新しいバージョンで更新されています。このバージョンは起動しません。',
    remedy: 'このマシンでも新しいバージョンを起動するか、更新前の控えを digima restore で戻してください。',
  });
});

test('a command that started the embedded one for the moment ends it again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'digima-newer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = loadConfig({ DATA_DIR: folder });
  const { server, stop } = await openDatabaseServer(config, log);
  await migrateDatabase(server, log);
  await asOwner(server, (client) => client.query(NEWER));
  await stop();
  // Twice: the second would find the folder taken.
  for (let n = 0; n < 2; n++) await expect(openRunningDatabase(config, log)).rejects.toThrow(SENTENCE);
});
