// One connection on the screen, and the list of all: what is shown of each state, who may change it, and what changing does.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { switchOption } from '../../src/accounts/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { loginOutcomes } from '../../src/portal-kit/login.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection, PASSWORD } from '../support/factories.ts';
import { judgePages } from '../support/judge-pages.ts';
import { composeInquiry } from '../support/mails.ts';
import { Screen } from '../support/open-screen.ts';
import { type Session, signIn } from '../support/session.ts';

let screen: Screen;
let owner: Session;
let count = 0;

beforeAll(async () => {
  screen = await Screen.open();
  owner = await signIn(screen.program, screen.program.owner);
}, 90_000);

afterAll(() => screen?.close());

afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true });

/** An active connection of its own. */
async function newConnection(name = `リガイド ${++count}号店`) {
  const { organizationId } = screen.program.firm;
  const made = await buildConnection(screen.program.db, organizationId, { name });
  return { id: made.connectionId, name, address: `${made.localPart}@inbox.localhost` };
}

const mailTo = (address: string, number: string, name: string) =>
  screen.program.sendMail(composeInquiry({ number, name, phone: null, email: `${number}@example.jp` }), [
    address,
  ]);

it('waits for the first mail days later too, and turns green while one looks', async () => {
  const { id, address } = await newConnection();
  const page = await screen.openPage(`/connections/${id}`);
  await page.getByText('リガイドからの最初のメールを待っています').waitFor();
  await mailTo(address, 'RG-FIRST-OF-MANY', '緑　到着');
  await page.getByText('最初のメールが届きました').waitFor();
  await page.goto('/connections');
  const card = page.getByRole('article').filter({ has: page.locator(`a[href="/connections/${id}"]`) });
  await card.getByText('連携中', { exact: true }).waitFor();
  await card.getByRole('img', { name: /直近7日間の反響.*1件/ }).waitFor();
});

it('says calmly that no mail has come for longer than usual, in the list, on its page and on the dashboard', async () => {
  const { id, name } = await newConnection();
  const today = Date.now();
  await asOwner(screen.program.server, async (client) => {
    for (let days = 20; days >= 9; days -= 1)
      await client.query(
        `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state, outcome)
         SELECT $2::uuid, organization_id, connection_id, id, sha256($3::bytea), $3::bytea, 1, $4::timestamptz, 'read', 'notice'
         FROM inboxes WHERE connection_id = $1`,
        [id, newId(), Buffer.from(newId()), new Date(today - days * 86_400_000)],
      );
  });
  const page = await screen.openPage('/connections');
  const text = 'ふだんは24時間以内に次のメールが届いていますが、9日届いていません。';
  await page.getByRole('article', { name }).getByText(text).waitFor();
  await page.goto('/dashboard');
  const row = page.getByRole('region', { name: '連携ごとの初動と最終受信' }).getByRole('row', { name });
  await row.getByText(text).waitFor();
  await row.getByRole('link', { name: '連携を確認する' }).click();
  await page.getByText('しばらくメールが届いていません').waitFor();
  await page.getByText(text).waitFor();
});

it('goes by the firm’s rule when nobody responds, until it has one of its own, or none', async () => {
  const { id } = await newConnection();
  const { salesperson } = screen.program.firm;
  const rule = { afterMinutes: 45, people: [salesperson.userId], managerId: null, hours: null };
  await owner('PUT', '/escalations', { connectionId: null, version: null, rule });
  const page = await screen.openPage(`/connections/${id}`);
  const part = page.locator('#escalation');
  const choose = async (how: string) => {
    await part.getByRole('button').click();
    await page.getByRole('radio', { name: how }).check();
  };
  await part.getByText('会社の設定に従います。').waitFor();
  await part.getByText('45分ごとに 佐藤 健一').waitFor();
  await choose('この連携だけの設定にする');
  expect(await page.getByLabel('待つ時間（分）').inputValue()).toBe('45');
  await page.getByLabel('待つ時間（分）').fill('10');
  await dialog(page, '保存する').click();
  await part.getByText('この連携だけの設定です。').waitFor();
  await part.getByText('10分ごとに 佐藤 健一').waitFor();
  await choose('次の人に知らせない');
  await dialog(page, '保存する').click();
  await part.getByText('次の人には知らせません。担当者だけにお知らせします。').waitFor();
  const { items } = (await owner('GET', '/escalations')).data;
  expect(items).toMatchObject([
    { connectionId: null, afterMinutes: 45 },
    { connectionId: id, people: [], managerId: null },
  ]);
  await choose('会社の設定に従う');
  await dialog(page, '保存する').click();
  await part.getByText('45分ごとに 佐藤 健一').waitFor();
  await page.locator('#history').getByText('対応がないときに知らせる人を変更しました').first().waitFor();
});

it('shows every outcome of a login with its own words, and never 認証済み for what was not verified', async () => {
  const { id } = await newConnection();
  await owner('PUT', `/connections/${id}/login`, { userId: 'mihon', password: 'secret' });
  const page = await screen.openPage(`/connections/${id}`);
  await page.getByText('登録しました（未検証）').waitFor();
  const titles = new Set<string | null>();
  const kinds = [...loginOutcomes, 'interrupted'].filter((outcome) => outcome !== 'verified');
  for (const outcome of kinds) {
    await asOwner(screen.program.server, (client) =>
      client.query(
        `UPDATE portal_logins SET state = 'failed', outcome = $2, checked_at = now(),
           next_check_at = CASE $2 WHEN 'unavailable' THEN now() + interval '5 min' END WHERE connection_id = $1`,
        [id, outcome],
      ),
    );
    await page.reload();
    const shown = page.locator(`[data-login="${outcome}"]`);
    await shown.waitFor();
    titles.add(await shown.getByRole('status').textContent());
    await page.getByText('連携エラー：').first().waitFor();
    expect(await page.getByText('認証済み').count()).toBe(0);
    await shown
      .getByText('反響お知らせメールの取り込みは、ログインの状態にかかわらず続いています。')
      .waitFor();
  }
  expect(titles.size).toBe(kinds.length);
});

it('tells the second of two people who edit at once, shows both versions, and loses nothing typed', async () => {
  const { id } = await newConnection('リガイド 同時支店');
  const page = await screen.openPage(`/connections/${id}`);
  await button(page, '編集する').click();
  await page.getByLabel('連携名称').fill('リガイド 後の支店');
  const { version } = (await owner('GET', `/connections/${id}`)).data;
  await owner('PATCH', `/connections/${id}`, { version, name: 'リガイド 先の支店' });
  await button(page, '保存する').click();
  const notice = page.getByRole('alert').filter({ hasText: '他の方が先に変更しました' });
  await notice.getByRole('cell', { name: 'リガイド 後の支店' }).waitFor();
  await notice.getByRole('cell', { name: 'リガイド 先の支店' }).waitFor();
  expect(await page.getByLabel('連携名称').inputValue()).toBe('リガイド 後の支店');
  await button(page, '自分の入力で保存する').click();
  await page.getByRole('heading', { level: 1, name: 'リガイド 後の支店' }).waitFor();
  await page.getByText('連携名称を「リガイド 先の支店」から「リガイド 後の支店」に変更しました').waitFor();
});

it('pauses, keeps what comes aside and in sight, and asks what to do with it on resuming', async () => {
  const { id, address } = await newConnection();
  const page = await screen.openPage(`/connections/${id}`);
  await button(page, '連携を停止する').click();
  await dialog(page, '停止する').click();
  await page.getByText('連携を停止しています').waitFor();
  await mailTo(address, 'RG-KEPT', '保管　待子');
  await page.getByRole('link', { name: '保管中のメール 1件を見る' }).click();
  await page.getByRole('heading', { level: 1, name: '保管中のメール' }).waitFor();
  await page.getByRole('row', { name: '査定依頼のお知らせ' }).waitFor();
  await page.goBack();

  await button(page, '連携を再開する').click();
  await page.getByText('停止中に届いて保管しているメールが1件あります。').waitFor();
  await dialog(page, '再開する').click();
  await page.getByText('最初のメールが届きました').waitFor();
  await page.goto('/customers');
  await page.getByRole('row', { name: '保管　待子' }).waitFor();
});

it('changes the address, takes mail to the one before, and says until when', async () => {
  const { id, address } = await newConnection();
  const page = await screen.openPage(`/connections/${id}`);
  await button(page, 'アドレスを変更する').click();
  await dialog(page, 'アドレスを変更する').click();
  await page.getByText('受け付ける期限').waitFor();
  const { inboxAddress } = (await owner('GET', `/connections/${id}`)).data;
  expect(inboxAddress).not.toBe(address);
  await page.getByText(inboxAddress).first().waitFor();
  await page.getByRole('list', { name: '前のアドレス' }).getByText(address).waitFor();
  await mailTo(address, 'RG-OLD-ADDRESS', '旧　住所');
  await page.getByText('最初のメールが届きました').waitFor();
});

it('deletes only after the confirmation, keeps the mails of 90 days in sight, and offers nothing to change', async () => {
  const { id, name, address } = await newConnection('リガイド 閉店');
  const page = await screen.openPage(`/connections/${id}`);
  await button(page, '連携を削除する').click();
  await page.getByText('これまでに登録した反響と顧客は、そのまま残ります。').waitFor();
  expect(await dialog(page, '削除する').isDisabled()).toBe(true);
  await page.getByLabel('「リガイド 閉店」を削除することを確認しました').check();
  await dialog(page, '削除する').click();
  await page.getByRole('heading', { level: 1, name: 'ポータルサイト連携' }).waitFor();
  await page.getByRole('article', { name }).getByText('削除', { exact: true }).waitFor();
  await mailTo(address, 'RG-AFTER', '閉店　後');
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByText('削除した連携です').waitFor();
  await page.getByRole('link', { name: '保管中のメール 1件を見る' }).waitFor();
  for (const gone of ['編集する', '連携を停止する', '連携を削除する', 'テスト反響を送る'])
    expect(await button(page, gone).count()).toBe(0);
});

it('sends a test inquiry, shows each stage and what would be registered, and leaves nothing', async () => {
  const { id } = await newConnection();
  const page = await screen.openPage(`/connections/${id}`);
  await button(page, 'テスト反響を送る').click();
  await page.getByText('正しく受け取れることを確認しました').waitFor();
  await page.getByText('見本を取り除きました').waitFor();
  await expect.poll(async () => (await screen.program.get(`/mails?connectionId=${id}`)).items).toEqual([]);
  await page.getByText('リガイドからの最初のメールを待っています').waitFor();
});

it('is read-only for those who may not change it, and sends them away from the set-up', async () => {
  const { id } = await newConnection();
  const { email } = screen.program.firm.salesperson;
  const page = await (await screen.openBrowserOf({ email, password: PASSWORD })).newPage();
  await page.goto('/connections');
  await page.getByText('表示のみの画面です。').waitFor();
  expect(await page.getByRole('link', { name: 'ポータルサイトを追加' }).count()).toBe(0);
  await page.goto(`/connections/${id}`);
  await page.getByText('表示のみの画面です。').waitFor();
  for (const gone of [
    '編集する',
    'アドレスを変更する',
    '連携を停止する',
    '連携を削除する',
    'テスト反響を送る',
  ])
    expect(await button(page, gone).count()).toBe(0);
  await page.goto(`/connections/${id}/setup/login`);
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/connections/${id}`);
  await page.goto('/connections/new');
  await page.getByText('連携の設定は、オーナーまたはアドミンの方が行います').waitFor();
});

it('says without the option what it is and how to get it, and of its connections that mail is kept aside', async () => {
  const { organizationId } = screen.program.firm;
  const turn = (isOn: boolean) =>
    screen.program.db.withOrganization(organizationId, (tx) =>
      switchOption(tx, organizationId, 'portal-integration', isOn, null),
    );
  const { id, name } = await newConnection();
  await turn(false);
  try {
    const page = await screen.openPage('/connections');
    await page.getByText('オプションがオフになっています').waitFor();
    await page.getByRole('alert').getByText(name).waitFor();
    expect(await page.getByRole('link', { name: 'ポータルサイトを追加' }).count()).toBe(0);
    await page.goto(`/connections/${id}`);
    await page.getByText('オプションがオフのため、変更できません').waitFor();
    expect(await button(page, '編集する').count()).toBe(0);
    await page.goto('/connections/new');
    await page.getByText('ポータルサイト連携機能はオプションです').waitFor();
    await page.getByRole('link', { name: '機能契約を見る' }).click();
    await page.getByRole('heading', { level: 1, name: '機能契約' }).waitFor();
  } finally {
    await turn(true);
  }
});

it('has no serious barrier and no sideways scrolling in any state, light, and dark on a phone', async () => {
  const long = await newConnection('長い名前の支店'.repeat(14));
  const paused = await newConnection();
  await owner('POST', `/connections/${paused.id}/pause`);
  const failed = await newConnection();
  await owner('PUT', `/connections/${failed.id}/login`, { userId: 'mihon', password: 'secret' });
  await asOwner(screen.program.server, (client) =>
    client.query(
      "UPDATE portal_logins SET state = 'failed', outcome = 'wrong-credentials' WHERE connection_id = $1",
      [failed.id],
    ),
  );
  const pages = [long, paused, failed].map(({ id }) => `/connections/${id}`);
  const asked = {
    path: `/connections/${paused.id}`,
    act: (page: Page) => button(page, '連携を再開する').click(),
  };
  expect(await judgePages(screen, ['/connections', ...pages, asked])).toEqual([]);
}, 60_000);
