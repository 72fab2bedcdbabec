// The pretended site's login over real HTTP: what opens it, what locks it, and every way it can misbehave.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { visitor } from '../../test/support/visitor.ts';
import { type ReGuideSite, startReGuideSite } from './start.ts';

let site: ReGuideSite;
let now = new Date('2026-11-20T10:00:00+09:00');
beforeAll(async () => {
  site = await startReGuideSite({ clock: () => now });
});
afterAll(() => site.stop());
beforeEach(() => {
  site.open({ userId: 'mihon', password: 'ひみつ pass' });
  site.set(null);
  site.settings.charset = 'Shift_JIS';
});

async function login(password: string, userId = 'mihon') {
  const person = visitor(site.url);
  await person.get('/login');
  return { person, page: await person.submit({ login_id: userId, password }) };
}

test.each(['Shift_JIS', 'UTF-8'] as const)('the right password opens the home, in %s', async (charset) => {
  site.settings.charset = charset;
  const { person, page } = await login('ひみつ pass');
  expect(page).toMatchObject({ status: 200, path: '/member/', charset });
  expect(page.html).toContain('これは模擬サイトです');
  expect(page.html).toMatch(/<a href="\/logout">/);
  await person.get('/logout');
  expect((await person.get('/member/')).path).toBe('/login');
});

test('five wrong passwords in a row lock the account, also for the right one, until the time is over', async () => {
  for (let i = 0; i < 4; i++) expect((await login(`x${i}`)).page.html).toContain('正しくありません');
  await login('ひみつ pass');
  for (let i = 0; i < 4; i++) expect((await login(`y${i}`)).page.html).toContain('正しくありません');
  expect(site.accounts.get('mihon')).toMatchObject({ failures: 4, locks: 0 });
  expect((await login('y5')).page.html).toContain('アカウントをロックしました');
  expect((await login('ひみつ pass')).page.html).toContain('ロックされています');
  now = new Date(now.getTime() + 30 * 60_000);
  expect((await login('ひみつ pass')).page.path).toBe('/member/');
  expect(site.accounts.get('mihon')?.locks).toBe(1);
  expect((await login('x', 'nobody')).page.html).toContain('正しくありません');
});

test('a form without its token is not compared and counts nothing', async () => {
  const person = visitor(site.url);
  await person.get('/login');
  const page = await person.post('/login', { _token: 'x', login_id: 'mihon', password: 'wrong' });
  expect([page.status, site.accounts.get('mihon')?.failures]).toEqual([400, 0]);
  expect(site.attempts.at(-1)?.result).toBe('expired');
});

test('what stands before the home is asked once, and goes on to the page that was wanted', async () => {
  site.set('password-expired', { userId: 'mihon' });
  const person = visitor(site.url);
  expect((await person.get('/member/')).path).toBe('/login');
  const asked = await person.submit({ login_id: 'mihon', password: 'ひみつ pass' });
  expect(asked.html).toContain('パスワードの有効期限が切れています');
  expect((await person.get('/member/')).path).toBe('/login');
  await person.get('/login/password');
  expect((await person.submit({ new_password: 'new pass' })).path).toBe('/member/');
  expect((await login('new pass')).page.path).toBe('/member/');
  site.set('second-factor', { userId: 'mihon' });
  expect((await login('new pass')).page.html).toContain('認証コード');
  site.set('action-needed', { userId: 'mihon' });
  expect((await login('new pass')).page.html).toContain('利用規約への同意');
});

test('every misbehaviour, on the page with the form and on the answer', async () => {
  const statuses = [
    ['maintenance', 503, 'メンテナンス中'],
    ['blocked', 403, '許可されていません'],
    ['too-many', 429, '集中'],
    ['error', 500, 'システムエラー'],
  ] as const;
  for (const [what, status, words] of statuses) {
    site.set(what);
    const page = await visitor(site.url).get('/login');
    expect([what, page.status]).toEqual([what, status]);
    expect(page.html).toContain(words);
    site.set(what, { on: 'answer' });
    expect((await login('ひみつ pass')).page.status).toBe(status);
  }
  site.set('captcha');
  expect((await visitor(site.url).get('/login')).html).toContain('name="captcha"');
  expect((await login('ひみつ pass')).page.html).toContain('name="captcha"');
  expect(site.attempts.at(-1)?.result).toBe('refused');
  site.set('changed-page');
  expect((await visitor(site.url).get('/login')).html).not.toContain('login_id');
  site.set('endless-redirects');
  await expect(visitor(site.url).get('/login')).rejects.toThrow('redirects');
  site.set('drop');
  await expect(visitor(site.url).get('/login')).rejects.toThrow();
  site.set('huge');
  const huge = await fetch(site.loginUrl);
  let bytes = 0;
  for await (const chunk of huge.body ?? []) bytes += chunk.length;
  expect(bytes).toBeGreaterThanOrEqual(100_000_000);
  for (const what of ['hang', 'stall'] as const) {
    site.set(what);
    const signal = AbortSignal.timeout(300);
    await expect(fetch(site.loginUrl, { signal }).then((answer) => answer.text())).rejects.toThrow();
  }
  site.set('slow', { ms: 50 });
  const started = performance.now();
  expect((await visitor(site.url).get('/login')).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(45);
});

test('a password that arrived is counted, also when the answer is an error', async () => {
  site.set('error', { on: 'answer' });
  expect((await login('wrong')).page.status).toBe(500);
  expect(site.accounts.get('mihon')?.failures).toBe(1);
});
