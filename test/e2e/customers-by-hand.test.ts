// Customers made and edited by hand, and a portal's page pasted beside its notice, in a real browser.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { judgePages } from '../support/judge-pages.ts';
import { composeNotice } from '../support/mails.ts';
import { FIRST, Screen } from '../support/open-screen.ts';
import { join } from '../support/people.ts';

let screen: Screen;

beforeAll(async () => {
  screen = await Screen.open();
}, 180_000);

afterAll(() => screen?.close());

afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const customerNamed = async (name: string) =>
  (await screen.program.get('/customers?limit=100')).items.find((one: { name: string }) => one.name === name);

/** Edits as somebody else does meanwhile. */
async function editElsewhere(page: Page, id: string, data: object): Promise<void> {
  const { version } = await screen.program.get(`/customers/${id}`);
  const answer = await page.request.patch(`/api/v1/customers/${id}`, {
    data: { version, ...data },
    headers: { origin: screen.program.url },
  });
  expect(answer.status()).toBe(200);
}

it('registers somebody who came another way, and says at each field what is wrong', async () => {
  const page = await screen.openPage('/customers');
  await page.getByRole('link', { name: '顧客を追加' }).click();
  await page.getByRole('heading', { level: 1, name: '顧客を追加' }).waitFor();
  const submit = page.getByRole('button', { name: '登録する' });
  await submit.click();
  await page.getByText('お名前、電話番号、メールアドレスのいずれかが必要です。').nth(1).waitFor();
  const name = page.getByLabel('お名前');
  await name.fill('来店　花子');
  // Enter, as at the end of a Japanese conversion, registers nobody.
  await name.press('Enter');
  await page.getByLabel('電話番号', { exact: true }).fill('でんわ');
  await page.getByRole('button', { name: '電話番号を追加' }).click();
  await page.getByLabel('電話番号 2', { exact: true }).fill('０９０－００００－７７７２');
  await page.getByLabel('メールアドレス', { exact: true }).fill('hanako');
  await page.getByLabel('郵便番号').fill('154');
  await submit.click();
  await page.getByText('メールアドレスの形をご確認ください').waitFor();
  await page.getByText('郵便番号は7桁の数字で入力してください。').waitFor();
  await page.getByLabel('メールアドレス', { exact: true }).fill('a..b.@docomo.example');
  await page.getByLabel('郵便番号').fill('１５４－０００１');
  await submit.click();
  await page.getByText('電話番号として読めません。').waitFor();
  expect(await page.getByLabel('電話番号', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('電話番号', { exact: true }).fill('090-0000-7771');
  await page.getByRole('combobox', { name: '担当者' }).click();
  await page.getByRole('option', { name: '佐藤 健一' }).click();
  await page.getByRole('combobox', { name: 'グループ' }).click();
  await page.getByRole('option', { name: '反響客' }).click();
  await page.keyboard.press('Escape');
  await submit.click();
  await page.getByRole('heading', { level: 1, name: '来店　花子' }).waitFor();
  const made = await customerNamed('来店　花子');
  expect(made).toMatchObject({
    phones: ['+819000007771', '+819000007772'],
    emails: ['a..b.@docomo.example'],
    postalCode: '1540001',
    assignee: { name: '佐藤 健一' },
    status: { name: '新規' },
    groups: [{ name: '反響客' }],
  });
  await page.getByRole('tab', { name: '履歴' }).click();
  await page.getByText('担当者を「佐藤 健一」にしました').waitFor();
});

it('shows who is known by the same phone before another is made', async () => {
  const page = await screen.openPage('/customers/new');
  await page.getByLabel('お名前').fill('別の　家族');
  await page.getByLabel('電話番号', { exact: true }).fill('090-0000-1234');
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByText('同じ連絡先の顧客がすでに登録されています').waitFor();
  const [other] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: FIRST }).click(),
  ]);
  await other.getByRole('heading', { level: 1, name: FIRST }).waitFor();
  expect(await page.getByLabel('お名前').inputValue()).toBe('別の　家族');
  await page.getByRole('button', { name: 'それでも登録する' }).click();
  await page.getByRole('heading', { level: 1, name: '別の　家族' }).waitFor();
  await page.getByText('重複候補', { exact: true }).waitFor();
  await page.getByRole('alert').or(page.getByText('同じ方の可能性があります。')).first().waitFor();
});

it('edits in place, and asks before what was typed is lost', async () => {
  const page = await screen.openPage('/customers/new');
  await page.getByLabel('お名前').fill('編集　前');
  await page.getByLabel('メールアドレス', { exact: true }).fill('before@example.jp');
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByRole('button', { name: '編集', exact: true }).click();
  await page.getByLabel('お名前').fill('編集　後');
  await page.getByRole('link', { name: /^反響/ }).first().click();
  await page.getByRole('button', { name: '入力を続ける' }).click();
  expect(await page.getByLabel('お名前').inputValue()).toBe('編集　後');
  // Another tab of the same customer takes nothing away.
  await page.getByRole('tab', { name: '履歴' }).click();
  expect(await page.getByLabel('お名前').inputValue()).toBe('編集　後');
  await page.getByLabel('メールアドレス', { exact: true }).fill('after@example.jp');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByRole('heading', { level: 1, name: '編集　後' }).waitFor();
  await page.getByRole('link', { name: 'after@example.jp' }).waitFor();
  await page.getByText('お名前を「編集　前」から「編集　後」に変更しました').waitFor();
});

it('keeps what was typed over a session that ends in the middle, and over a reload', async () => {
  const page = await screen.openPage('/customers/new');
  await page.getByLabel('お名前').fill('中断　続子');
  await page.getByRole('button', { name: '電話番号を追加' }).click();
  await page.getByLabel('電話番号 2', { exact: true }).fill('090-0000-7781');
  await page.context().clearCookies();
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByText('サインインの有効期限が切れました。').waitFor();
  await page.getByLabel('メールアドレス').fill(screen.program.owner.email);
  await page.getByLabel('パスワード', { exact: true }).fill(screen.program.owner.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '顧客を追加' }).waitFor();
  expect(await page.getByLabel('お名前').inputValue()).toBe('中断　続子');
  expect(await page.getByLabel('電話番号 2', { exact: true }).inputValue()).toBe('090-0000-7781');
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByRole('heading', { level: 1, name: '中断　続子' }).waitFor();

  await page.getByRole('button', { name: '編集', exact: true }).click();
  await page.getByLabel('フリガナ').fill('チュウダン');
  await page.reload();
  expect(await page.getByLabel('フリガナ').inputValue()).toBe('チュウダン');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByText('チュウダン', { exact: true }).waitFor();
  await page.goto('/customers/new');
  await page.getByLabel('お名前').waitFor();
  expect(await page.getByLabel('お名前').inputValue()).toBe('');
});

it('tells the second of two editors what the first saved, and loses nothing of either', async () => {
  const mine = await screen.openPage('/customers/new', { viewport: { width: 390, height: 700 } });
  await mine.getByLabel('お名前').fill('競合　太郎');
  await mine.getByLabel('ご住所').fill('東京都見本区1-1-1');
  await mine.getByRole('button', { name: '登録する' }).click();
  await mine.getByRole('button', { name: '編集', exact: true }).click();
  await mine.getByLabel('お名前').fill('競合　太郎丸');
  await mine.getByLabel('フリガナ').fill('キョウゴウ　タロウマル');
  const { id } = await customerNamed('競合　太郎');
  await editElsewhere(mine, id, { name: '競合　次郎', address: '東京都見本区2-2-2' });
  await mine.getByRole('button', { name: '保存する' }).click();

  const told = mine.getByText('編集中に、他の方が先に保存しました');
  await told.waitFor();
  // The button is far below.
  await expect.poll(async () => (await told.boundingBox())?.y).toBeGreaterThan(52);
  await mine.getByText('ご住所: 他の方の変更をこの画面に反映しました。').waitFor();
  await mine.getByText('他の方が保存した内容: 競合　次郎').waitFor();
  expect(await mine.getByLabel('お名前').inputValue()).toBe('競合　太郎丸');
  expect(await mine.getByLabel('フリガナ').inputValue()).toBe('キョウゴウ　タロウマル');
  expect(await mine.getByLabel('ご住所').inputValue()).toBe('東京都見本区2-2-2');
  await mine.getByRole('button', { name: 'この内容にする' }).click();
  expect(await mine.getByLabel('お名前').inputValue()).toBe('競合　次郎');
  await mine.getByLabel('お名前').fill('競合　三郎');
  await mine.getByRole('button', { name: '保存する' }).click();
  await mine.getByRole('heading', { level: 1, name: '競合　三郎' }).waitFor();
  expect(await screen.program.get(`/customers/${id}`)).toMatchObject({
    name: '競合　三郎',
    nameKana: 'キョウゴウ　タロウマル',
    address: '東京都見本区2-2-2',
  });
});

it('says at its field that an assignee has left meanwhile', async () => {
  const leaver = await join(screen.program, 'member', '去田　さる');
  const page = await screen.openPage('/customers/new');
  await page.getByLabel('お名前').fill('担当　未定');
  await page.getByRole('combobox', { name: '担当者' }).fill('去田');
  await page.getByRole('option', { name: '去田　さる' }).click();
  const left = await page.request.post(`/api/v1/users/${leaver.userId}/deactivate`, {
    data: {},
    headers: { origin: screen.program.url },
  });
  expect(left.status()).toBe(200);
  await page.getByRole('button', { name: '登録する' }).click();
  await page.getByText('この担当者は今は選べません。').waitFor();
  await page.getByLabel('お名前').waitFor();
  expect(await page.getByLabel('お名前').inputValue()).toBe('担当　未定');
});

it('reads a page pasted from the portal, shows it, and fills the form with it', async () => {
  await screen.program.sendMail(composeNotice('RG-PASTE-1'));
  const id = await screen.newestForReview();
  const context = await screen.openBrowser();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: screen.program.url });
  const page = await context.newPage();
  await page.goto(`/mails/${id}`);
  const box = page.getByRole('textbox', { name: 'ポータルの画面を貼り付け' });
  const paste = async (text: string) => {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await box.focus();
    await page.keyboard.press('Control+v');
  };
  await page.getByText('ログイン情報が認証済みでないため、内容を自動で取り込めませんでした。').waitFor();
  await page.getByRole('link', { name: '連携のログイン情報を確認する' }).waitFor();
  await paste('ログインしてください');
  await page.getByText('お客様の情報を読み取れませんでした。').waitFor();
  expect(await page.getByRole('button', { name: 'フォームに入れる' }).count()).toBe(0);

  await paste(
    [
      '査定番号：RG-PASTE-1',
      'お名前：貼付　一郎',
      'フリガナ：ハリツケ　イチロウ',
      '電話番号：090-0000-6661',
      'メールアドレス：paste@example.jp',
      '物件所在地：東京都見本区9-9-9',
    ].join('\n'),
  );
  await page.getByText('読み取れた内容です。').waitFor();
  await page.getByRole('button', { name: 'フォームに入れる' }).click();
  await page.getByText('下のフォームに入れました。').waitFor();
  expect(await page.getByLabel('お名前').inputValue()).toBe('貼付　一郎');
  expect(await page.getByLabel('物件所在地').inputValue()).toBe('東京都見本区9-9-9');
  await page.getByRole('button', { name: '顧客として登録' }).click();
  await page.getByRole('heading', { level: 1, name: '貼付　一郎' }).waitFor();
  await page.getByText('査定番号', { exact: false }).or(page.getByText('RG-PASTE-1')).first().waitFor();
});

it('warns when the pasted page is of another request', async () => {
  await screen.program.sendMail(composeNotice('RG-PASTE-2'));
  const id = await screen.newestForReview();
  const page = await screen.openPage(`/mails/${id}`);
  await page
    .getByRole('textbox', { name: 'ポータルの画面を貼り付け' })
    .fill('査定番号：RG-OTHER-9\nお名前：別人　花子\n電話番号：090-0000-6662');
  await page.getByRole('button', { name: '読み取る' }).click();
  await page.getByText('受付番号が、このメールの反響と違います。').waitFor();
});

it('has no serious barrier and no sideways scrolling where customers are made and edited', async () => {
  await screen.program.sendMail(composeNotice('RG-PASTE-3'));
  const mail = await screen.newestForReview();
  const { id } = await customerNamed(FIRST);
  const found = await judgePages(screen, [
    {
      path: '/customers/new',
      act: async (page) => {
        await page.getByLabel('お名前').fill('寿限無'.repeat(40));
        await page.getByLabel('電話番号', { exact: true }).fill('090-0000-1234');
        await page.getByRole('button', { name: '登録する' }).click();
        await page.getByText('同じ連絡先の顧客がすでに登録されています').waitFor();
      },
    },
    {
      path: `/customers/${id}`,
      act: async (page) => {
        await page.getByRole('button', { name: '編集', exact: true }).click();
        await page.getByLabel('お名前').fill(`寿限無${Date.now()}`);
        await editElsewhere(page, id, { nameKana: `ジュゲム${Date.now()}`, name: `さいしょ${Date.now()}` });
        await page.getByRole('button', { name: '保存する' }).click();
        await page.getByText('編集中に、他の方が先に保存しました').waitFor();
      },
    },
    {
      path: `/mails/${mail}`,
      act: async (page) => {
        const box = page.getByRole('textbox', { name: 'ポータルの画面を貼り付け' });
        await box.fill('査定番号：RG-OTHER-9\nお名前：別人　花子\n電話番号：090-0000-6662');
        await page.getByRole('button', { name: '読み取る' }).click();
        await page.getByRole('button', { name: 'フォームに入れる' }).waitFor();
      },
    },
  ]);
  expect(found).toEqual([]);
}, 90_000);
