// One's own account in a real browser: coming in by an invitation, a new password, a forgotten one.
import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { FIRST, Screen } from '../support/open-screen.ts';
import { join } from '../support/people.ts';
import { openSink, type Sink } from '../support/sink.ts';

let screen: Screen;
let sink: Sink;

beforeAll(async () => {
  sink = await openSink();
  screen = await Screen.open({ SMTP_URL: sink.url });
}, 180_000);

afterAll(async () => {
  await screen?.close();
  await sink?.close();
});

afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

/** The link in the newest mail to this address, as a path of the screen. */
async function linkTo(address: string, path: string, after = 0): Promise<string> {
  await expect.poll(() => sink.to(address).length, { timeout: 15_000 }).toBeGreaterThan(after);
  const link = new RegExp(`${path}#\\S+`).exec(sink.to(address).at(-1)?.text ?? '')?.[0];
  if (!link) throw new Error('the mail has no link');
  return link;
}

const openAs = async (context: BrowserContext, path: string) => {
  const page = await context.newPage();
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
};

it('invites somebody by mail, who comes in over the link, once', async () => {
  const email = 'newcomer@firm.example.jp';
  const page = await screen.openPage('/settings/users');
  await page.getByRole('button', { name: 'ユーザーを招待' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '招待メールを送る' }).click();
  await dialog.getByText('メールアドレスを入力してください。').waitFor();
  await dialog.getByLabel('メールアドレス').fill('newcomer');
  await page.keyboard.press('Enter');
  await dialog.getByText('メールアドレスの形で入力してください。').waitFor();
  await dialog.getByLabel('メールアドレス').fill(screen.program.owner.email);
  await page.keyboard.press('Enter');
  await dialog.getByText('すでに').waitFor();
  await dialog.getByLabel('メールアドレス').fill(email);
  await dialog.getByRole('radio', { name: 'マネージャー' }).check();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const open = page.getByRole('table', { name: '招待中の一覧' }).getByRole('row', { name: email });
  await open.getByText('マネージャー').waitFor();

  const first = await linkTo(email, '/invitation');
  await page.getByRole('button', { name: `${email}への招待を再送する` }).click();
  const link = await linkTo(email, '/invitation', 1);
  const theirs = await (await screen.openStranger()).newPage();
  await theirs.goto(first);
  await theirs.getByText('この招待は使えません。').waitFor();

  const guest = await (await screen.openStranger()).newPage();
  await guest.goto(link);
  await guest.getByText('「株式会社みほん不動産」に招待されています。').waitFor();
  expect(guest.url()).toBe(`${screen.program.url}/invitation`);
  await guest.reload();
  await guest.getByRole('button', { name: '登録して始める' }).click();
  await guest.getByText('お名前を入力してください。').waitFor();
  await guest.getByLabel('お名前').fill('新人　歩');
  await guest.getByLabel('パスワード', { exact: true }).fill('short');
  await guest.keyboard.press('Enter');
  await guest.getByText('パスワードは10文字以上にしてください。').waitFor();
  await guest.getByLabel('パスワード', { exact: true }).fill('long enough it is');
  await guest.keyboard.press('Enter');
  await guest.getByRole('button', { name: '新人　歩さんのメニュー' }).waitFor();
  expect(new URL(guest.url()).pathname).toBe('/inquiries');

  await page.getByRole('table', { name: 'ユーザーの一覧' }).getByRole('row', { name: '新人　歩' }).waitFor();
  await open.waitFor({ state: 'detached' });
  await guest.goto(link);
  await guest.getByText('この招待は使えません。').waitFor();
});

it('lets somebody in whom another firm has already, with their password or as they are signed in', async () => {
  const owner = await screen.openPage('/inquiries');
  for (const isSignedIn of [false, true]) {
    const other = await buildFirm(screen.program.db, '株式会社べつの不動産');
    const { email } = other.owner;
    await owner.request.post('/api/v1/invitations', {
      data: { email, role: 'member' },
      headers: { origin: screen.program.url },
    });
    const link = await linkTo(email, '/invitation');
    const context = isSignedIn
      ? await screen.openBrowserOf({ email, password: PASSWORD })
      : await screen.openStranger();
    const page = await openAs(context, link);
    const enter = page.getByRole('button', { name: '参加する' });
    if (isSignedIn) await page.getByText('高橋 誠さんとしてサインインしています。').waitFor();
    else {
      const password = page.getByLabel('パスワード', { exact: true });
      await password.fill('not the password');
      await enter.click();
      await page.getByText('パスワードが違います。').waitFor();
      await password.fill(PASSWORD);
    }
    await enter.click();
    await page.getByTitle('株式会社みほん不動産').waitFor();
    expect(new URL(page.url()).pathname).toBe('/inquiries');
  }
});

it('changes the password, which ends the other sessions', async () => {
  const person = await join(screen.program, 'member', '変更　する子');
  const elsewhere = await openAs(await screen.openBrowserOf(person), '/inquiries');
  const page = await openAs(await screen.openBrowserOf(person), '/inquiries');
  await page.getByRole('button', { name: '変更　する子さんのメニュー' }).click();
  await page.getByRole('menuitem', { name: 'パスワードの変更' }).click();
  await page.getByRole('heading', { level: 1, name: 'パスワードの変更' }).waitFor();
  const current = page.getByLabel('今のパスワード', { exact: true });
  const next = page.getByLabel('新しいパスワード', { exact: true });
  await current.fill('not the password');
  await next.fill('another long password');
  await page.keyboard.press('Enter');
  await page.getByText('今のパスワードが正しくありません。').waitFor();
  await current.fill(PASSWORD);
  await next.fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('今と違うパスワードを入力してください。').waitFor();
  await next.fill('another long password');
  await page.keyboard.press('Enter');
  await page.getByText('パスワードを変更しました。').waitFor();
  expect(await current.inputValue()).toBe('');
  await elsewhere.reload();
  await elsewhere.getByRole('heading', { level: 1, name: 'サインイン' }).waitFor();
  await page.getByRole('link', { name: '顧客', exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name: '顧客' }).waitFor();
});

it('works in another of the firms one belongs to, in every tab', async () => {
  const person = await join(screen.program, 'member', '兼務　二郎');
  const other = await buildFirm(screen.program.db, '株式会社べつの不動産');
  await asOwner(screen.program.server, (client) =>
    client.query(
      `INSERT INTO member (id, organization_id, user_id, role) VALUES (gen_random_uuid(), $1, $2, 'admin')`,
      [other.organizationId, person.userId],
    ),
  );
  const browser = await screen.openBrowserOf(person);
  const [page, tab] = [await openAs(browser, '/customers'), await openAs(browser, '/inquiries')];
  await page.getByText(FIRST).first().waitFor();
  await page.getByRole('button', { name: '兼務　二郎さんのメニュー' }).click();
  await page.getByRole('menuitem', { name: '株式会社べつの不動産' }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe('/inquiries');
  await page.getByTitle('株式会社べつの不動産').waitFor();
  await tab.getByTitle('株式会社べつの不動産').waitFor();
  await page.goto('/customers');
  await page.getByText('顧客はまだいません').waitFor();
});

it('sets a forgotten password over a mail, and tells nobody whose address is known', async () => {
  const person = await join(screen.program, 'member', '忘田　すれ');
  const page = await openAs(await screen.openStranger(), '/sign-in');
  await page.getByRole('link', { name: 'パスワードをお忘れの方' }).click();
  await page.getByRole('heading', { level: 1, name: 'パスワードの再設定' }).waitFor();
  const answers: string[] = [];
  for (const email of ['stranger@nowhere.example.jp', person.email]) {
    await page.getByLabel('メールアドレス').fill(email);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'メールをご確認ください' }).waitFor();
    answers.push((await page.getByRole('main').innerText()).replace(email, '…'));
    if (email !== person.email) await page.getByRole('button', { name: '別のメールアドレスで送る' }).click();
  }
  expect(answers[0]).toBe(answers[1]);

  const link = await linkTo(person.email, '/reset-password');
  const mine = await openAs(await screen.openStranger(), link);
  expect(mine.url()).toBe(`${screen.program.url}/reset-password`);
  await mine.getByLabel('新しいパスワード', { exact: true }).fill('short');
  await mine.keyboard.press('Enter');
  await mine.getByText('パスワードは10文字以上にしてください。').waitFor();
  await mine.getByLabel('新しいパスワード', { exact: true }).fill('found a new password');
  await mine.keyboard.press('Enter');
  await mine.getByRole('heading', { level: 1, name: 'パスワードを設定しました' }).waitFor();
  // The link once more.
  const again = await openAs(await screen.openStranger(), link);
  await again.getByLabel('新しいパスワード', { exact: true }).fill('found a new password');
  await again.keyboard.press('Enter');
  await again.getByText('このリンクは使えません。').waitFor();
  // A newer link opened in the same tab.
  await again.goto('/reset-password#another');
  await again.getByLabel('新しいパスワード', { exact: true }).waitFor();
  await expect.poll(() => again.url()).toBe(`${screen.program.url}/reset-password`);
  await screen.openBrowserOf({ email: person.email, password: 'found a new password' });
});
