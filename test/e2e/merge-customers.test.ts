// 統合 in a real browser: from 重複候補 and from a customer's page, by keyboard and on a phone, undone at once and later.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { does } from '../support/elsewhere.ts';
import { composeInquiry } from '../support/mails.ts';
import { phone, Screen } from '../support/open-screen.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

let numbers = 0;

/** Two who share a phone, by mail; the second is suspected of being the first. */
async function two(a: string, b: string): Promise<[string, string]> {
  const ids: string[] = [];
  const shared = `090-0000-${6_000 + ++numbers}`;
  for (const name of [a, b]) {
    const number = `MERGE-${++numbers}`;
    const email = `merge${numbers}@mail.example.jp`;
    await screen.program.sendMail(
      composeInquiry({ number, name, kana: `カナ${numbers}`, phone: shared, email }),
    );
    await screen.program.settled();
    ids.push((await screen.program.get(`/inquiries?requestNumber=${number}`)).items[0].customer.id);
  }
  return ids as [string, string];
}
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const customer = (id: string) => screen.program.get(`/customers/${id}`);

it('merges two side by side by keyboard; the note takes it back, and both are there again', async () => {
  const [first, second] = await two('並べる　一', '並べる　二');
  const page = await screen.openPage(`/customers/${first}`);
  await page.getByRole('link', { name: '並べる　二 並べて確認する' }).press('Enter');
  await heading(page, '顧客の統合');
  const result = page.getByRole('region', { name: '統合後の顧客' });
  await result.getByText('並べる　一').waitFor();
  await page.getByRole('radiogroup', { name: 'お名前' }).getByRole('radio').first().press('ArrowRight');
  // The name that is not chosen is one they are known by, too.
  await expect
    .poll(() => result.getByText('並べる　').allTextContents())
    .toEqual(['並べる　二', '並べる　一']);
  // A choice whose outcome cannot be had says so, and stays.
  await page.route('**/merge-preview', (route) => route.abort());
  const kana = page.getByRole('radiogroup', { name: 'フリガナ' }).getByRole('radio');
  await kana.first().press('ArrowRight');
  await page.getByRole('alert').getByText('サーバーに接続できません。').waitFor();
  expect(await kana.nth(1).isChecked()).toBe(true);
  await page.unroute('**/merge-preview');
  await page.getByRole('button', { name: 'もう一度読み込む' }).press('Enter');
  await result.getByText(`カナ${numbers}`).waitFor();
  // What was chosen is not lost without a question.
  await page.getByRole('link', { name: '残す顧客を入れ替える' }).press('Enter');
  await page.getByRole('button', { name: '入力を続ける' }).press('Enter');
  await page.getByRole('button', { name: '統合する' }).press('Enter');
  await heading(page, '並べる　二');
  await page.getByRole('link', { name: '統合を取り消す' }).waitFor();
  expect(await customer(second)).toMatchObject({ id: first, name: '並べる　二', inquiryCount: 2 });
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('統合を取り消し、2人の顧客に戻しました').waitFor();
  await heading(page, '並べる　一');
  expect(await customer(second)).toMatchObject({ id: second, name: '並べる　二', inquiryCount: 1 });
});

it('an old link shows the one they are now; later the page says what undoing makes, and does it', async () => {
  const [first, second] = await two('あとで　一', 'あとで　二');
  const page = await screen.openPage(`/customers/${first}/merge/${second}`);
  // Pressed before its outcome is shown, a choice counts all the same.
  await page.route('**/merge-preview', () => {});
  await page.getByRole('radiogroup', { name: 'フリガナ' }).getByRole('radio').first().press('ArrowRight');
  await page.getByRole('button', { name: '統合する' }).click();
  await heading(page, 'あとで　一');
  expect(await customer(first)).toMatchObject({ name: 'あとで　一', nameKana: `カナ${numbers}` });
  await page.goto(`/customers/${second}`);
  await heading(page, 'あとで　一');
  expect(new URL(page.url()).pathname).toBe(`/customers/${first}`);
  await page.getByText('この顧客は統合されています。統合先の顧客を表示しています。').waitFor();
  const { email } = await customer(first);
  await screen.program.sendMail(
    composeInquiry({ number: 'MERGE-SINCE', name: 'あとで　一', phone: null, email }),
  );
  await screen.program.settled();
  await page.getByRole('link', { name: '統合を取り消す' }).click();
  await heading(page, '統合の取り消し');
  await page.getByRole('region', { name: '元に戻る顧客' }).getByText('あとで　二').waitFor();
  await page.getByText('この顧客に残ります').waitFor();
  // What others do while it is open is said.
  const told = page.getByRole('alert');
  const { version } = await customer(first);
  await does(page, 'PATCH', `/customers/${first}`, { version, address: '後の住所' });
  await told.getByText('この顧客のご住所: （なし） → 後の住所').waitFor();
  await screen.program.sendMail(
    composeInquiry({ number: 'MERGE-LATER', name: 'あとで　一', phone: null, email }),
  );
  await told.getByText('この顧客に、新しい反響が1件届きました。').waitFor();
  await told.getByText('今の内容を確認してから、「統合を取り消す」を押してください。').waitFor();
  await page.getByRole('button', { name: '統合を取り消す' }).click();
  await page.getByText('統合を取り消し、2人の顧客に戻しました').waitFor();
  expect(await customer(second)).toMatchObject({ id: second, inquiryCount: 1 });
  await page.getByRole('tab', { name: '履歴' }).click();
  await page.getByText('「あとで　二」との統合を取り消しました').waitFor();
});

it('somebody else is found and merged on a phone; who was quicker is shown with both contents', async () => {
  const [first, second] = await two('電話で　一', '電話で　二');
  const context = await screen.openBrowser(phone);
  const page = await context.newPage();
  await page.goto(`/customers/${first}`);
  await page.getByRole('button', { name: '統合', exact: true }).tap();
  await page.getByRole('searchbox').fill('電話で');
  await page.getByRole('list', { name: '検索の結果' }).getByRole('link', { name: '電話で　二' }).tap();
  await heading(page, '顧客の統合');
  await page.getByRole('region', { name: '統合後の顧客' }).waitFor();
  const answer = await page.request.patch(`/api/v1/customers/${second}`, {
    data: { version: 1, address: '先の人の住所' },
    headers: { origin: screen.program.url },
  });
  expect(answer.status()).toBe(200);
  // All of a box chooses it, not its words alone.
  const theirs = page.getByRole('radiogroup', { name: 'フリガナ' }).getByRole('radio').nth(1);
  await theirs
    .locator('xpath=ancestor::*[contains(@class,"Radio-root")]')
    .tap({ position: { x: 320, y: 8 } });
  await expect.poll(() => theirs.isChecked()).toBe(true);
  // The page hears of it by itself; what it merges is what it shows.
  await page.getByText('統合される顧客のご住所: （なし） → 先の人の住所').waitFor();
  await page.getByRole('button', { name: '統合する' }).tap();
  await heading(page, '電話で　一');
  expect(await customer(first)).toMatchObject({ address: '先の人の住所', inquiryCount: 2 });
});

it('別人として扱う takes somebody out of 重複候補, and back', async () => {
  const [first] = await two('別人　一', '別人　二');
  const page = await screen.openPage(`/customers/${first}`);
  await page.getByRole('button', { name: '別人　二 別人として扱う' }).click();
  await expect.poll(() => page.getByText('同じ方の可能性があります').count()).toBe(0);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('同じ方の可能性があります').waitFor();
});

it('what is being typed about somebody stays when somebody else merges them, and says into whom', async () => {
  const [first, second] = await two('消える　一', '消える　二');
  const page = await screen.openPage(`/customers/${second}`);
  await page.getByRole('button', { name: 'メモ', exact: true }).click();
  const note = page.getByRole('textbox', { name: 'メモの内容' });
  await note.fill('大事なメモの途中');
  const versions = {
    version: (await customer(first)).version,
    otherVersion: (await customer(second)).version,
  };
  const merged = await page.request.post(`/api/v1/customers/${first}/merges`, {
    data: { otherId: second, ...versions },
    headers: { origin: screen.program.url },
  });
  expect(merged.ok(), await merged.text()).toBe(true);
  await page.getByText('今は「消える　一」です。').waitFor();
  expect(await note.inputValue()).toBe('大事なメモの途中');
  expect(await page.getByRole('link', { name: '統合先の顧客を開く' }).getAttribute('href')).toBe(
    `/customers/${first}`,
  );
});
