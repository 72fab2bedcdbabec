// The users' guide, word for word: from the page ポータルサイト連携 to the first customer and the owner's mail, on the
// product's side and on the portal's. What stands in 「」 there is looked for here under that very name.
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { phone } from '../support/open-screen.ts';
import { MEMBER, openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 120_000);
afterAll(() => world?.close());
afterEach(() => expect(world.complaints.splice(0)).toEqual([]));

const SUPPORT = 'Digimaサポート窓口';
const HOURS = '平日10:00~12:00/13:00~17:00';
const FAILED = '【Digima】【ポータルサイト連携結果通知】リガイド との連携が失敗しました';
const REGISTERED = '反響通知メールの受信先としてDigima受信ボックスのメールアドレスを設定しました';

async function supportStands(page: Page): Promise<void> {
  await page.getByText(SUPPORT).last().waitFor();
  await page.getByText(HOURS).last().waitFor();
  await page.getByText('お問い合わせ', { exact: true }).last().waitFor();
}

/** In the lower part of what the page shows, at its right: 「画面右下の」. */
async function standsBottomRight(page: Page, button: Locator): Promise<void> {
  const box = await button.boundingBox();
  const form = await page.locator('main form').last().boundingBox();
  if (!box || !form) throw new Error('not shown');
  expect(Math.abs(form.x + form.width - (box.x + box.width))).toBeLessThan(40);
  expect(box.y).toBeGreaterThan(form.y + form.height / 2);
}

const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 768;
/** A required one bears an asterisk beside its name. */
const field = (page: Page, name: string) => page.getByLabel(new RegExp(`^${name}( \\*)?$`));

/** 〈Digimaでの事前準備〉 to the end of step ②. */
async function prepare(page: Page, name: string, login: { userId: string; password: string }) {
  await page
    .locator('nav a[href="/connections"]')
    .nth(isPhone(page) ? 1 : 0)
    .click();
  await page.getByRole('heading', { level: 1, name: 'ポータルサイト連携' }).waitFor();
  await supportStands(page);
  await page.getByRole('link', { name: 'ポータルサイトを追加' }).first().click();

  const toSetUp = page.getByRole('button', { name: 'ポータルサイト設定へ' });
  await page.getByRole('checkbox', { name: 'リガイド' }).waitFor();
  await page.getByText('今後選択できる媒体が増えていきます').waitFor();
  await supportStands(page);
  expect(await toSetUp.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'リガイド' }).check();
  await toSetUp.click();

  await page.getByRole('heading', { level: 1, name: 'ポータルサイト設定' }).waitFor();
  await page.getByText('連携名称と詳細設定').first().waitFor();
  await supportStands(page);
  await page.getByText('NOTE').waitFor();
  for (const label of ['担当者', '顧客ステータス', '静的な顧客グループ'])
    expect(
      await page.getByLabel(label, { exact: true }).first().getAttribute('aria-describedby'),
    ).toBeTruthy();
  await page.getByRole('textbox', { name: '連携名称' }).fill(name);
  await choose(page, '担当者', world.program.firm.salesperson.name);
  await choose(page, '顧客ステータス', '追客中');
  await choose(page, '静的な顧客グループ', '反響客');
  const toLogin = page.getByRole('button', { name: 'ログイン情報登録へ' });
  await standsBottomRight(page, toLogin);
  await toLogin.click();

  await page.getByText('リガイドのユーザーIDとパスワードを設定する').first().waitFor();
  await page.getByText('CAUTION').waitFor();
  await supportStands(page);
  const toInbox = page.getByRole('button', { name: '受信ボックス設定に進む' });
  expect(await toInbox.isDisabled()).toBe(true);
  await field(page, 'ユーザーID').fill(login.userId);
  await field(page, 'パスワード').fill(login.password);
  await page.getByRole('button', { name: 'ログイン情報を認証する' }).click();
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Step ③ up to 「コピー」: the address that was copied. */
async function copyAddress(page: Page): Promise<string> {
  await page.getByRole('button', { name: '受信ボックス設定に進む' }).click();
  await page.getByText('Digimaへの反響お知らせメール転送設定').first().waitFor();
  await page.getByText('Digima受信ボックス', { exact: true }).first().waitFor();
  await supportStands(page);
  await page.getByRole('button', { name: 'コピー' }).first().click();
  await page.getByText('コピーしました').first().waitFor();
  return page.evaluate<string>('navigator.clipboard.readText()');
}

/** 連携を開始, as the guide's steps 5 to 7. */
async function start(page: Page): Promise<void> {
  const begin = page.getByRole('button', { name: '連携を開始' });
  expect(await begin.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: REGISTERED }).check();
  await begin.click();
  await page.getByRole('dialog').getByRole('button', { name: '連携する' }).click();
  await page.getByText('リガイドからの最初のメールを待っています').waitFor();
}

const office = () => ({
  permissions: ['clipboard-read', 'clipboard-write'],
  viewport: { width: 1280, height: 900 },
});

it('is walked from the page ポータルサイト連携 to the first customer and the owner’s mail', async () => {
  const { program, site, sink } = world;
  const page = await world.signIn(program.owner, office());
  await prepare(page, 'リガイド 目黒支店', MEMBER);
  await page.getByText('認証済み').first().waitFor();
  const address = await copyAddress(page);
  expect(address).toMatch(/^[a-z2-7]{26}@inbox\.localhost$/);

  // リガイドでの設定手順 1–4
  const portal = await (await world.open({ baseURL: site.url })).newPage();
  await portal.goto('/login');
  await portal.getByLabel('ID').fill(MEMBER.userId);
  await portal.getByLabel('PW').fill(MEMBER.password);
  await portal.getByRole('button', { name: 'ログイン' }).click();
  await portal.getByRole('link', { name: 'RE-Guide(リガイド)運営事務局へのお問い合わせ' }).click();
  await portal.getByRole('link', { name: 'メールアドレスのご変更' }).click();
  await portal.getByLabel('ご変更(差し替え・追加)をご希望されるメールアドレス').fill(address);
  await portal.getByLabel('会社名').fill('株式会社みほん不動産');
  await portal.getByLabel('ご担当者名').fill('高橋 誠');
  await portal.getByLabel('電話番号').fill('03-0000-1111');
  await portal.getByRole('button', { name: 'お問い合わせ' }).click();
  await portal.getByText('お問い合わせを受け付けました').first().waitFor();

  // 5–7, then the portal's staff takes its time
  await start(page);
  site.approve(site.applications.at(-1)?.id ?? 0);
  await site.settled();

  const visitor = await (await world.open({ baseURL: site.url })).newPage();
  await visitor.goto(site.publicFormUrl);
  await visitor.getByLabel('物件所在地').fill('東京都目黒区みほん町1丁目1番1号');
  await visitor.getByLabel('お名前').fill('目黒　花子');
  await visitor.getByLabel('電話番号').fill('090-0000-4321');
  await visitor.getByLabel('メールアドレス').fill('hanako.meguro@mail.example.jp');
  await visitor.getByRole('button', { name: '査定を依頼する' }).click();
  await visitor.getByText('査定依頼を受け付けました').first().waitFor();

  await page.getByText('最初のメールが届きました').waitFor();
  const notice = await sink.waitFor(({ text }) => text.includes('目黒'));
  expect(notice.to).toEqual([program.firm.salesperson.email]);
  expect(notice.text).toContain('090-0000-4321');
  expect(notice.text).toContain('東京都目黒区みほん町');
  const link = /https?:\S+\/customers\/\S+/.exec(notice.text)?.[0] ?? '';

  // The owner of the lead opens the mail's link.
  const assignee = await world.signIn({
    email: program.firm.salesperson.email,
    password: program.owner.password,
  });
  await assignee.goto(link);
  await assignee.getByRole('heading', { level: 1, name: '目黒　花子' }).waitFor();
  for (const shown of ['追客中', '反響客', program.firm.salesperson.name])
    await assignee.getByText(shown).first().waitFor();
  expect(sink.mails().filter(({ text }) => text.includes('目黒　花子'))).toHaveLength(1);
}, 120_000);

it('takes the failure path: 連携エラー, the mail to those in charge, and the way back', async () => {
  const { program, sink } = world;
  const page = await world.signIn(program.owner, office());
  await prepare(page, 'リガイド 品川支店', { userId: MEMBER.userId, password: ' wrong' });
  await page.getByText('連携エラー').first().waitFor();
  // A draft whose page is open is told on the page: no mail.
  expect(sink.mails().filter(({ subject }) => subject === FAILED)).toEqual([]);
  await copyAddress(page);
  await start(page);

  const mail = await sink.waitFor(({ subject }) => subject === FAILED);
  expect(mail.to).toEqual([program.owner.email]);
  for (const word of ['リガイド 品川支店', 'ユーザーID', SUPPORT, HOURS, 'お問い合わせ'])
    expect(mail.text).toContain(word);
  expect(mail.html).toContain(SUPPORT);
  expect(mail.raw.toString('latin1')).not.toContain('wrong');
  const link = /https?:\S+\/connections\/[0-9a-f-]+/.exec(mail.text)?.[0] ?? '';
  await page.goto(link);
  await page.getByText('連携エラー').first().waitFor();
  await page.getByRole('button', { name: '変更する', exact: true }).click();
  await field(page, 'ユーザーID').fill(MEMBER.userId);
  await field(page, 'パスワード').fill(MEMBER.password);
  await page.getByRole('button', { name: 'ログイン情報を認証する' }).click();
  await page.getByText('認証済み').first().waitFor();
  expect(sink.mails().filter(({ subject }) => subject === FAILED)).toHaveLength(1);
}, 120_000);

it('holds on a phone too, without sideways scrolling', async () => {
  const page = await world.signIn(world.program.owner, {
    ...phone,
    ...{ permissions: office().permissions },
  });
  await prepare(page, 'リガイド 大田支店', MEMBER);
  await copyAddress(page);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
  await start(page);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
}, 120_000);
