// `digima option`: the operator switches a firm's option, while the program runs and while it does not.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { killStarted, runCommand, startCommand } from '../support/command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'digima-option-'));
  chmodSync(folder, 0o755);
});
afterAll(() => {
  killStarted();
  rmSync(folder, { recursive: true, force: true });
});

const option = (...args: string[]) => runCommand(['option', ...args], { DATA_DIR: folder });
const FIRM = '株式会社　みほん\u001b[31m不動産';
const owner = { name: '高橋 誠', email: 'owner@firm.example.jp', password: 'correct horse battery' };

test('it is switched beside the running program, which shows it at once, and after the program ended', {
  timeout: 120_000,
}, async () => {
  expect((await option()).text).toMatch(/There is no installation in .*: run digima start once/);
  const program = startCommand(['start'], { DATA_DIR: folder });
  await program.says('/first-start#');
  expect((await option()).text).toMatch(/there is no firm yet/);

  const [, url = '', token] = /(http\S+)\/first-start#(\S+)/.exec(program.said.text) ?? [];
  const post = (path: string, body: object, headers = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: url, ...headers },
      body: JSON.stringify(body),
    });
  expect((await post('/api/first-start', { token, organizationName: FIRM, owner })).status).toBe(201);
  const signedIn = await post('/api/auth/sign-in/email', owner);
  const Cookie = signedIn.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  // biome-ignore lint/suspicious/noExplicitAny: answers of several shapes
  const get = async (path: string): Promise<any> =>
    (await fetch(`${url}/api/v1${path}`, { headers: { Cookie } })).json();

  const listed = /^(\S+)\t(.*)\tportal-integration off\n$/.exec((await option()).text);
  expect(listed?.[2]).toBe('株式会社　みほん�[31m不動産');
  const id = listed?.[1] ?? '';
  expect((await get('/statuses')).items.map((status: { name: string }) => status.name)).toEqual([
    '新規',
    '連絡済み',
    '追客中',
    '商談中',
    '成約',
    '見送り',
  ]);
  expect((await get('/statuses')).items[0].isDefault).toBe(true);
  expect((await get('/options')).portalIntegration.isOn).toBe(false);

  const on = await option(FIRM, 'portal-integration', 'on');
  expect(on).toMatchObject({ code: 0, text: expect.stringMatching(/portal-integration is on now\n$/) });
  expect((await get('/options')).portalIntegration).toMatchObject({ isOn: true, changedBy: null });
  expect((await option(id, 'portal-integration', 'on')).text).toMatch(/was on already/);
  const drafted = await post(
    '/api/v1/connections',
    { requestKey: '00000000-0000-4000-8000-000000000001', portal: 're-guide', name: 'リガイド 本店' },
    { Cookie },
  );
  expect(drafted.status).toBe(201);

  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  const off = await option(id, 'portal-integration', 'off');
  expect(off.text).toMatch(/is off now\nCan no longer be edited .*\n {2}リガイド 本店 \(draft\)\n$/);
  expect((await option(id)).text).toMatch(/portal-integration off\n$/);
});

test('what cannot be is said in one sentence, with exit code 1', { timeout: 60_000 }, async () => {
  for (const [args, says] of [
    [
      ['だれでもない会社', 'portal-integration', 'on'],
      /There is no firm だれでもない会社: digima option lists/,
    ],
    [['x', 'portal-integration', 'maybe'], /Say on or off/],
    [['x', 'portal-integration'], /Say on or off/],
    [['x', 'reconciliation', 'on'], /There is no option reconciliation/],
  ] as const) {
    const { code, text } = await option(...args);
    expect([code, text.split('\n').length], text).toEqual([1, 2]);
    expect(text).toMatch(says);
  }
});
