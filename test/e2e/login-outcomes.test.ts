// What a portal can answer to a login, as the person in front of the wizard sees it: cause, whose turn it is, next step.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SiteSwitch } from '../../simulator/re-guide/model.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { phone } from '../support/open-screen.ts';
import { openWorld, setLoginPage, type World } from '../support/world.ts';

let world: World;
let page: Page;
let small: Page;
beforeAll(async () => {
  world = await openWorld();
  page = await world.signIn(world.program.owner, { viewport: { width: 1280, height: 900 } });
  small = await world.signIn(world.program.owner, phone);
}, 120_000);
afterAll(() => world?.close());

async function call<T>(method: string, path: string, data: object): Promise<T> {
  const answer = await page.request.fetch(`${world.program.url}/api/v1${path}`, {
    method,
    data,
    headers: { origin: world.program.url },
  });
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return answer.json() as Promise<T>;
}

let made = 0;
/** A draft whose login was sent to the portal. */
async function draft(password: string, what: SiteSwitch | null): Promise<string> {
  made += 1;
  const userId = `branch-${made}`;
  world.site.open({ userId, password: 'right-password' });
  if (what) world.site.set(what, { userId, on: 'answer' });
  const { id } = await call<{ id: string }>('POST', '/connections', {
    requestKey: crypto.randomUUID(),
    portal: 're-guide',
    name: `リガイド 第${made}支店`,
  });
  await call('PUT', `/connections/${id}/login`, { userId, password });
  return id;
}

async function isSound(shown: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: shown })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
  expect(
    await shown.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    ),
  ).toBeLessThanOrEqual(0);
}

it.each<[outcome: string, password: string, what: SiteSwitch | null, chip: string, next: string]>([
  ['verified', 'right-password', null, '認証済み', '1日1回、自動で確認します'],
  ['wrong-credentials', 'wrong', null, '連携エラー：ID/パスワードが違う', '入力し直して認証する'],
  [
    'password-expired',
    'right-password',
    'password-expired',
    '連携エラー：パスワード期限切れ',
    '新しいパスワードに変更する',
  ],
  ['action-needed', 'right-password', 'action-needed', '連携エラー：要対応', '表示された確認を済ませる'],
  [
    'second-factor',
    'right-password',
    'second-factor',
    '連携エラー：要対応（認証コード）',
    'コードの入力が要らないユーザーID',
  ],
  ['captcha', 'right-password', 'captcha', '連携エラー：要対応（画像認証）', '時間をおいて'],
  ['blocked', 'right-password', 'blocked', '連携エラー：接続拒否', 'しばらく待ってから'],
  ['site-changed', 'right-password', 'changed-page', '連携エラー：サイト変更', '操作は不要です'],
  ['unavailable', 'right-password', 'maintenance', '連携エラー：サイト停止', '次の自動確認をお待ちください'],
])('%s', async (_, password, what, chip, next) => {
  const id = await draft(password, what);
  for (const shown of [page, small]) {
    await shown.goto(`/connections/${id}/setup/login`);
    await shown.getByText(chip, { exact: true }).first().waitFor();
    await shown.getByText(next).first().waitFor();
    // Whatever came of it, the set-up goes on.
    expect(await shown.getByRole('button', { name: '受信ボックス設定に進む' }).isEnabled()).toBe(true);
    await isSound(shown);
  }
});

it('locked', async () => {
  const id = await draft('right-password', null);
  const userId = `branch-${made}`;
  const account = world.site.accounts.get(userId);
  if (!account) throw new Error('no such account');
  await page.goto(`/connections/${id}/setup/login`);
  await page.getByText('認証済み', { exact: true }).first().waitFor();
  account.failures = 5;
  account.lockedUntil = new Date(Date.now() + 3_600_000).toISOString();
  await call('POST', `/connections/${id}/login/check`, {});
  await page.getByText('連携エラー：ロック中', { exact: true }).first().waitFor();
  await page.getByText('解除されたら、もう一度認証する').waitFor();
  await isSound(page);
});

it('未検証 while the operator has not said where the login page is, and nothing is sent', async () => {
  await asOwner(world.program.server, (client) => client.query('DELETE FROM portal_settings'));
  const before = world.site.attempts.length;
  const id = await draft('right-password', null);
  await page.goto(`/connections/${id}/setup/login`);
  await page.getByText('未検証', { exact: true }).first().waitFor();
  await page.getByText('ログイン先がこのシステムにまだ設定されていないため').waitFor();
  expect(await page.getByText('認証済み').count()).toBe(0);
  await isSound(page);
  expect(world.site.attempts.length).toBe(before);
  await setLoginPage(world.program, world.site.loginUrl);
});

it('another organization sees none of it', async () => {
  const { program } = world;
  const id = await draft('right-password', null);
  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  const stranger = await world.signIn({ email: theirs.owner.email, password: program.owner.password });
  await stranger.goto(`/connections/${id}`);
  await stranger.getByText('見つかりません').first().waitFor();
  await stranger.goto(`/connections/${id}/setup/inbox`);
  await stranger.getByText('見つかりません').first().waitFor();
  await stranger.goto('/connections');
  await stranger.getByRole('heading', { level: 1, name: 'ポータルサイト連携' }).waitFor();
  await stranger.getByText('リガイド 世田谷支店').first().waitFor();
  expect(await stranger.getByText(/リガイド 第\d+支店/).count()).toBe(0);
});
