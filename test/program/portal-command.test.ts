// `digima portal`: the operator says where a portal's login page is, while the program runs and while it does not.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPostmaster } from '../../src/platform/postgres/postmaster-pid.ts';
import { killStarted, runCommand, startCommand } from '../support/command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'digima-portal-'));
  chmodSync(folder, 0o755);
});
afterAll(() => {
  killStarted();
  rmSync(folder, { recursive: true, force: true });
});

const portal = (...args: string[]) => runCommand(['portal', ...args], { DATA_DIR: folder });
const show = async () => JSON.parse((await portal('show', 're-guide')).text);
const URL_SET = 'https://member.portal.example.jp/login';

test('where nothing was ever started it says so in one sentence', async () => {
  const { code, text } = await portal('list');
  expect(code).toBe(1);
  expect(text).toMatch(/^digima: There is no installation in .*: run digima start once/);
});

test('it is set beside the running program and read again after it ended, which starts as before', {
  timeout: 120_000,
}, async () => {
  const program = startCommand(['start'], { DATA_DIR: folder });
  await program.says('Ctrl-C');
  expect((await portal('list')).text).toBe('re-guide\tリガイド\t(login page not set)\n');
  const set = await portal('set', 're-guide', '--login-url', URL_SET);
  expect(set).toEqual({ code: 0, text: 're-guide: url set\n' });
  expect((await portal('list')).text).toBe(`re-guide\tリガイド\t${URL_SET}\n`);

  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(await show()).toMatchObject({ url: URL_SET, by: 'http', setHere: ['url'] });
  expect(readPostmaster(join(folder, 'postgres/cluster'))).toBeNull();

  const again = startCommand(['start'], { DATA_DIR: folder });
  await again.says('Ctrl-C');
  expect((await portal('clear', 're-guide')).code).toBe(0);
  expect(await show()).toMatchObject({ url: null, setHere: [] });
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
});

test('a file lays its parts over the folder’s, and mistakes in it are all told', {
  timeout: 120_000,
}, async () => {
  const program = startCommand(['start'], { DATA_DIR: folder });
  await program.says('Ctrl-C');
  const file = join(folder, 'login.json');
  const write = (content: unknown) =>
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));

  const signs = [{ outcome: 'verified', on: 'answer', selector: '#home' }];
  write({ fields: { userId: 'id', password: 'pw' }, signs });
  expect((await portal('set', 're-guide', '--file', file, '--login-url', URL_SET)).text).toBe(
    're-guide: url, fields, signs set\n',
  );
  expect(await show()).toMatchObject({ url: URL_SET, by: 'http', fields: { userId: 'id' }, signs });

  write({ by: 'magic', form: 'form[', signs: [{ outcome: 'verified', on: 'answer' }], extra: 1 });
  const wrong = await portal('set', 're-guide', '--file', file);
  expect(wrong.code).toBe(1);
  for (const part of ['by:', 'form:', 'signs.0:', 'extra']) expect(wrong.text).toContain(part);
  write('{');
  expect((await portal('set', 're-guide', '--file', file)).text).toMatch(/it is not JSON/);
  expect((await portal('set', 're-guide', '--file', join(folder, 'none'))).text).toMatch(/ENOENT/);

  const plain = ['set', 're-guide', '--login-url', 'http://127.0.0.1:8099/login'];
  expect((await portal(...plain)).text).toMatch(/must be https, or .*127\.0\.0\.1:8099/);
  const env = { DATA_DIR: folder, OUTBOUND_ALLOW: '127.0.0.1:8099' };
  expect((await runCommand(['portal', ...plain], env)).code).toBe(0);
  expect((await portal('set', 'nobody', '--login-url', URL_SET)).text).toMatch(/known are re-guide/);
  expect((await portal('set', 're-guide')).text).toMatch(/Nothing to set/);
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});
