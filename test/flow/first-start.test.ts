// The first organization: over the link only, once only.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/platform/config.ts';
import { openLog } from '../../src/platform/log.ts';
import { type Program, startProgram } from '../../src/program/start.ts';
import { cloneDatabase } from '../support/database.ts';

let program: Program;
const start = async (server: Awaited<ReturnType<typeof cloneDatabase>>) =>
  startProgram(
    loadConfig({
      DATA_DIR: mkdtempSync(join(tmpdir(), 'digima-first-')),
      HTTP_PORT: '0',
      SMTP_PORT: '0',
      SMTP_HOST: '127.0.0.1',
    }),
    openLog('silent'),
    async () => ({ server, secretKeys: [{ id: 'k1', bytes: Buffer.alloc(32, 9) }], stop: async () => {} }),
  );
let server: Awaited<ReturnType<typeof cloneDatabase>>;
beforeAll(async () => {
  server = await cloneDatabase();
  program = await start(server);
});
afterAll(() => program.stop());

const owner = { name: '高橋 誠', email: 'Owner@firm.example.jp', password: 'long enough 1' };
const post = (path: string, body: object) =>
  fetch(`${program.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: program.url },
    body: JSON.stringify(body),
  });
const token = () => program.firstStartUrl?.split('#')[1] ?? '';

test('the link makes one organization and its owner, who signs in; then it is worth nothing', async () => {
  expect(await (await fetch(`${program.url}/api/first-start`)).json()).toEqual({ isOpen: true });
  const wrong = await post('/api/first-start', {
    token: 'x'.repeat(32),
    organizationName: 'わるもの',
    owner,
  });
  expect(wrong.status).toBe(403);
  const short = await post('/api/first-start', {
    token: token(),
    organizationName: ' ',
    owner: { ...owner, password: 'short' },
  });
  expect(short.status).toBe(422);
  expect(Object.keys(((await short.json()) as { errors: object }).errors)).toEqual([
    'organizationName',
    'owner.password',
  ]);

  const given = { token: token(), organizationName: '株式会社みほん不動産', owner };
  const both = await Promise.all([
    post('/api/first-start', given),
    post('/api/first-start', { ...given, owner: { ...owner, email: 'other@firm.example.jp' } }),
  ]);
  expect(both.map((r) => r.status).sort()).toEqual([201, 403]);
  expect(await (await fetch(`${program.url}/api/first-start`)).json()).toEqual({ isOpen: false });
  expect((await post('/api/first-start', given)).status).toBe(403);

  const winner = both[0]?.status === 201 ? 'owner@firm.example.jp' : 'other@firm.example.jp';
  const signedIn = await post('/api/auth/sign-in/email', { email: winner, password: owner.password });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  const me = await fetch(`${program.url}/api/v1/me`, { headers: { Cookie: cookie } });
  expect(await me.json()).toMatchObject({
    organization: { name: '株式会社みほん不動産' },
    user: { role: 'owner' },
  });
});

test('a later start prints no link', async () => {
  const later = await start(server);
  expect(later.firstStartUrl).toBeNull();
  await later.stop();
});
