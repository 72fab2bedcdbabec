// ポータルサイト設定 in a real browser: a portal is chosen and set up in three steps, whatever happens in between.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { createMember } from '../../src/accounts/index.ts';
import { PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { Screen } from '../support/open-screen.ts';
import { setReGuideLogin } from '../support/portal-login.ts';
import { type Session, signIn } from '../support/session.ts';

let site: ReGuideSite;
let screen: Screen;
let owner: Session;
let count = 0;

beforeAll(async () => {
  site = await startReGuideSite();
  screen = await Screen.open({ OUTBOUND_ALLOW: new URL(site.url).host });
  owner = await signIn(screen.program, screen.program.owner);
  await setReGuideLogin(screen.program.server, { url: site.loginUrl });
}, 90_000);

afterAll(async () => {
  await screen?.close();
  await site?.stop();
});

afterEach(async () => {
  site.set(null);
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name }).waitFor();
const connections = async () => (await screen.program.get('/connections?limit=100')).items;
const named = async (name: string) =>
  (await connections()).filter((connection: { name: string }) => connection.name === name);

/** A draft somebody has begun, by the API. */
async function draft(name = `リガイド ${++count}号店`) {
  const requestKey = crypto.randomUUID();
  return (await owner('POST', '/connections', { requestKey, portal: 're-guide', name })).data;
}

/** A portal account and its password. */
function account() {
  const given = { userId: `mihon-${++count}`, password: `right-${count}` };
  site.open(given);
  return given;
}

async function typeLogin(page: Page, { userId, password }: { userId: string; password: string }) {
  await page.getByLabel('ユーザーID').fill(userId);
  await page.getByLabel('パスワード', { exact: true }).fill(password);
}

it('is walked from the list to the page that waits for the first mail and turns green', async () => {
  const mine = account();
  site.set('slow', { ms: 1_500, userId: mine.userId, on: 'answer' });
  const context = await screen.openBrowser();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: screen.program.url });
  const page = await context.newPage();
  await page.goto('/inquiries');
  await page.getByRole('link', { name: 'ポータルサイト連携' }).first().click();
  await page.getByRole('link', { name: 'ポータルサイトを追加' }).click();

  await page.getByText('今後選択できる媒体が増えていきます').waitFor();
  expect(await button(page, 'ポータルサイト設定へ').isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'リガイド' }).check();
  await button(page, 'ポータルサイト設定へ').click();

  await page.getByRole('heading', { level: 1, name: 'ポータルサイト設定' }).waitFor();
  await step(page, '連携名称と詳細設定');
  await button(page, 'ログイン情報登録へ').click();
  await page.getByText('連携名称を入力してください。').waitFor();
  await page.getByLabel('連携名称').fill('リガイド 渋谷支店');
  await page.getByRole('combobox', { name: '担当者' }).click();
  await page.getByRole('option', { name: '佐藤 健一' }).click();
  await page.getByRole('combobox', { name: '静的な顧客グループ' }).fill('反響');
  await page.getByRole('option', { name: '反響客' }).click();
  await page.getByRole('button', { name: 'ステータスを追加' }).click();
  await page.getByRole('dialog').getByLabel('ステータス名').fill('連絡待ち');
  await page.getByRole('dialog').getByRole('button', { name: '追加する' }).click();
  await expect
    .poll(() => page.getByRole('combobox', { name: '顧客ステータス' }).inputValue())
    .toBe('連絡待ち');
  await button(page, 'ログイン情報登録へ').click();

  await step(page, 'リガイドのユーザーIDとパスワードを設定する');
  expect(await button(page, '受信ボックス設定に進む').isDisabled()).toBe(true);
  await typeLogin(page, mine);
  await button(page, 'ログイン情報を認証する').click();
  await page.getByText('認証しています', { exact: true }).waitFor();
  await button(page, '受信ボックス設定に進む').click();

  await step(page, 'Digimaへの反響お知らせメール転送設定');
  await page.getByRole('status').getByText('認証済み').waitFor();
  await page.getByRole('button', { name: 'Digima受信ボックスのアドレスをコピー' }).click();
  await page.getByText('コピーしました').waitFor();
  const [made] = await named('リガイド 渋谷支店');
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(made.inboxAddress);
  await page.getByText('「ご変更(差し替え・追加)をご希望されるメールアドレス」').first().waitFor();
  expect(await button(page, '連携を開始').isDisabled()).toBe(true);
  await page
    .getByLabel('反響通知メールの受信先としてDigima受信ボックスのメールアドレスを設定しました')
    .check();
  await button(page, '連携を開始').click();
  await button(page, '連携する').click();

  await page.getByText('リガイドからの最初のメールを待っています').waitFor();
  await page.getByText('連携中（初回受信待ち）').waitFor();
  await screen.program.sendMail(composeInquiry({ number: 'RG-SHIBUYA', name: '渋谷　歩' }), [
    made.inboxAddress,
  ]);
  await page.getByText('最初のメールが届きました').waitFor();
  await page.goto('/customers');
  await page.getByRole('row', { name: '渋谷　歩' }).getByText('連絡待ち').waitFor();

  // The step one came from is over: going back leads to the connection.
  await page.goBack();
  await page.goto(`/connections/${made.id}/setup/inbox`);
  await page.getByRole('heading', { level: 1, name: 'リガイド 渋谷支店' }).waitFor();
});

it('makes one draft of two presses, an answer that got lost, and a reload; goes back to it and not to another', async () => {
  const page = await screen.openPage('/connections/setup?portal=re-guide');
  await page.getByLabel('連携名称').fill('リガイド 一度支店');
  await page.reload();
  await page.getByText('前回入力した内容を表示しています。').waitFor();
  expect(await page.getByLabel('連携名称').inputValue()).toBe('リガイド 一度支店');

  // The draft is made, and nobody hears of it.
  await page.route('**/api/v1/connections', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await button(page, 'ログイン情報登録へ').click();
  await page.getByText('サーバーに接続できません。').waitFor();
  await page.unroute('**/api/v1/connections');
  await page.reload();
  await page.getByLabel('連携名称').fill('リガイド 一度だけ支店');
  await button(page, 'ログイン情報登録へ').dblclick();
  await step(page, 'ログイン情報');
  expect(await named('リガイド 一度支店')).toHaveLength(0);
  const [made] = await named('リガイド 一度だけ支店');
  expect(new URL(page.url()).pathname).toBe(`/connections/${made.id}/setup/login`);

  await page.goBack();
  await step(page, '連携名称と詳細設定');
  expect(new URL(page.url()).pathname).toBe(`/connections/${made.id}/setup/rules`);
  expect(await page.getByLabel('連携名称').inputValue()).toBe('リガイド 一度だけ支店');
  await page.getByLabel('連携名称').fill('書きかけ');
  await page.getByRole('button', { name: 'ステップ③' }).click();
  await button(page, '入力を続ける').click();
  expect(await page.getByLabel('連携名称').inputValue()).toBe('書きかけ');
  await page.getByRole('link', { name: '連携の一覧へ戻る' }).click();
  await button(page, '破棄して移動する').click();
  await page
    .getByRole('article', { name: 'リガイド 一度だけ支店' })
    .getByRole('link', { name: '設定を続ける' })
    .click();
  await step(page, 'ログイン情報');
  expect(await named('リガイド 一度だけ支店')).toHaveLength(1);
});

it('says at the field that a name is too long or taken, and does not send a form with the Enter of a conversion', async () => {
  const taken = await draft();
  const page = await screen.openPage('/connections/setup?portal=re-guide');
  const name = page.getByLabel('連携名称');
  await name.fill('寿'.repeat(10_000));
  await button(page, 'ログイン情報登録へ').click();
  await page.getByText('100文字以内で入力してください。').waitFor();
  await name.fill(`　${taken.name} `);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/connections')) sent.push(request.url());
  });
  const compose = (isComposing: boolean) =>
    page.evaluate(
      `Object.defineProperty(KeyboardEvent.prototype, 'isComposing', { configurable: true, get: () => ${isComposing} })`,
    );
  await compose(true);
  await name.press('Enter');
  await compose(false);
  await name.press('Enter');
  await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true');
  expect(sent).toHaveLength(1);
  expect(await named(taken.name)).toHaveLength(1);
});

it('says at the field when a 担当者 has left between the steps, and goes on with another', async () => {
  const { db, firm } = screen.program;
  const leaver = { name: '退職 予定', email: `leaver${++count}@firm.example.jp`, password: PASSWORD };
  const userId = await createMember(db, firm.organizationId, { ...leaver, role: 'member' });
  const page = await screen.openPage('/connections/setup?portal=re-guide');
  await page.getByLabel('連携名称').fill('リガイド 退職支店');
  await page.getByRole('combobox', { name: '担当者' }).click();
  await page.getByRole('option', { name: '退職 予定' }).click();
  await owner('POST', `/users/${userId}/deactivate`, { replacementId: null });
  await button(page, 'ログイン情報登録へ').click();
  await expect
    .poll(() => page.getByRole('combobox', { name: '担当者' }).getAttribute('aria-invalid'))
    .toBe('true');
  expect(await page.getByLabel('連携名称').inputValue()).toBe('リガイド 退職支店');
  await page.getByRole('combobox', { name: '担当者' }).fill('佐藤');
  await page.getByRole('option', { name: '佐藤 健一' }).click();
  await button(page, 'ログイン情報登録へ').click();
  await step(page, 'ログイン情報');
  expect((await named('リガイド 退職支店'))[0].assignee.name).toBe('佐藤 健一');
});

it('points out blanks and full-width letters as they are typed, and mends them on a press alone', async () => {
  const { id } = await draft();
  const page = await screen.openPage(`/connections/${id}/setup/login`);
  const userId = page.getByLabel('ユーザーID');
  await userId.fill(' ｍｉｈｏｎ０１');
  await page.getByText('ユーザーIDの前後に空白が入っています。').waitFor();
  await page.getByText('ユーザーIDに全角の文字が入っています。').waitFor();
  expect(await userId.inputValue()).toBe(' ｍｉｈｏｎ０１');
  await page.getByRole('button', { name: '半角に直す' }).click();
  await page.getByRole('button', { name: '空白を取る' }).click();
  expect(await userId.inputValue()).toBe('mihon01');
  await page.getByText('ユーザーIDの').waitFor({ state: 'detached' });
  await page.getByLabel('パスワード', { exact: true }).fill('secret　');
  await page.getByText('パスワードの前後に空白が入っています。').waitFor();
  // Who wants it so may: it leaves as it was typed.
  await userId.fill(' mihon01');
  await button(page, 'ログイン情報を認証する').click();
  await page.getByText('ユーザーIDまたはパスワードが違います').waitFor();
  expect(site.attempts.at(-1)).toMatchObject({ userId: ' mihon01', password: 'secret　' });
});

it('asks before a refused login is sent again, with the count, and sends nothing without an answer', async () => {
  const mine = account();
  const { id } = await draft();
  const page = await screen.openPage(`/connections/${id}/setup/login`);
  await typeLogin(page, { ...mine, password: 'wrong' });
  await button(page, 'ログイン情報を認証する').click();
  await page.getByText('ユーザーIDまたはパスワードが違います').waitFor();
  const sent = () => site.attempts.filter(({ userId }) => userId === mine.userId).length;
  expect(sent()).toBe(1);

  await button(page, 'ログイン情報を認証する').click();
  const question = page.getByRole('dialog');
  await question.getByText('この会社での24時間以内の失敗：1回').waitFor();
  await question.getByRole('button', { name: 'やめて確認する' }).click();
  await button(page, '変更する').click();
  await typeLogin(page, mine);
  await button(page, 'ログイン情報を認証する').click();
  await page.getByText('認証できました').waitFor();
  expect(sent()).toBe(2);
  expect(await page.content()).not.toContain(mine.password);
});

it('is walked by keyboard alone', async () => {
  const page = await screen.openPage('/connections/new');
  const focused = () =>
    page.evaluate<string>(
      'document.activeElement.ariaLabel ?? (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()',
    );
  /** Tabs until something is reached. */
  async function reach(what: string) {
    for (let i = 0; i < 30; i += 1) {
      await page.keyboard.press('Tab');
      if ((await focused()).startsWith(what)) return;
    }
    throw new Error(`${what} is not reached by Tab`);
  }
  await page.getByRole('checkbox', { name: 'リガイド' }).waitFor();
  await reach('リガイド');
  await page.keyboard.press('Space');
  await reach('ポータルサイト設定へ');
  await page.keyboard.press('Enter');
  await step(page, '連携名称と詳細設定');
  await page.getByLabel('連携名称').waitFor();
  await reach('連携名称');
  await page.keyboard.type('リガイド 鍵盤支店');
  await reach('担当者');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option').first().waitFor(); // nobody chooses before the choices are there, or one is marked
  await page.keyboard.press('ArrowDown');
  await page.locator('[data-combobox-selected]').waitFor();
  await page.keyboard.press('Enter');
  await reach('ログイン情報登録へ');
  await page.keyboard.press('Enter');
  await step(page, 'ログイン情報');
  const [made] = await named('リガイド 鍵盤支店');
  expect(made.assignee).not.toBeNull();
  await page.getByLabel('ユーザーID').waitFor();
  await reach('ユーザーID');
  await page.keyboard.type('mihon');
  await reach('パスワード');
  await page.keyboard.type('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('ユーザーIDまたはパスワードが違います').waitFor();
  await reach('受信ボックス設定に進む');
  await page.keyboard.press('Enter');
  await step(page, '受信ボックスの設定');
  await page.getByText('貼り付けて使える文面').waitFor();
  await reach('反響通知メールの受信先として');
  await page.keyboard.press('Space');
  await reach('連携を開始');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await reach('連携する');
  await page.keyboard.press('Enter');
  await page.getByText('リガイドからの最初のメールを待っています').waitFor();
});

it('keeps what was typed when the session ends in the middle, except the password', async () => {
  const { id } = await draft();
  const page = await screen.openPage(`/connections/${id}/setup/login`);
  await typeLogin(page, { userId: 'before-the-end', password: 'not to be kept' });
  await page.context().clearCookies();
  await button(page, 'ログイン情報を認証する').click();
  await page.getByText('サインインの有効期限が切れました。').waitFor();
  expect(await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })')).not.toContain(
    'not to be kept',
  );
  await page.getByLabel('メールアドレス').fill(screen.program.owner.email);
  await page.getByLabel('パスワード', { exact: true }).fill(screen.program.owner.password);
  await page.keyboard.press('Enter');
  await step(page, 'ログイン情報');
  await page.getByText('パスワードはもう一度入力してください。').waitFor();
  expect(await page.getByLabel('ユーザーID').inputValue()).toBe('before-the-end');
  expect(await page.getByLabel('パスワード', { exact: true }).inputValue()).toBe('');
});

it('shows a mail that asks to confirm the address with its code and link, as it comes', async () => {
  const { id, inboxAddress } = await draft();
  const page = await screen.openPage(`/connections/${id}/setup/inbox`);
  await page.getByText('アドレスの確認を求めるメールが届いたときは').waitFor();
  await screen.program.sendMail(
    [
      'From: "Gmail" <forwarding-noreply@google.com>',
      `To: ${inboxAddress}`,
      'Subject: =?UTF-8?B?KCM5ODc2NTQzMjEpIEdtYWlsIOOBrui7oumAgeOBrueiuuiqjQ==?=',
      'Message-ID: <confirm-1@google.com>',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'info@firm.example.jp さんが、あなたのメール アドレスへのメール自動転送をリクエストしています。',
      '確認コード: 987654321',
      '',
      '次のリンクをクリックしてリクエストを確認してください。',
      'https://mail-settings.google.com/mail/vf-abcdefgh',
      '',
    ].join('\r\n'),
    [inboxAddress],
  );
  const mail = page.getByRole('listitem').filter({ hasText: '987654321' }).first();
  await mail.getByText('987654321', { exact: true }).waitFor();
  expect(await mail.getByRole('link', { name: '確認のリンクを開く' }).getAttribute('href')).toBe(
    'https://mail-settings.google.com/mail/vf-abcdefgh',
  );
  await mail.getByRole('button', { name: '対応済みにする' }).click();
  await page.getByText('対応済みのメール 1件').waitFor();
});
