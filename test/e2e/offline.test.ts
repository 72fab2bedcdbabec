// A connection that is gone for a moment, as on a train: what is typed stays, it is said, and it is saved once there is one again.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { elsewhere } from '../support/elsewhere.ts';
import { FIRST, phone, Screen } from '../support/open-screen.ts';
import { shortenLimits } from '../support/slow-answers.ts';

let screen: Screen;
let id: string;
beforeAll(async () => {
  screen = await Screen.open();
  id = (await screen.program.get('/customers?limit=1')).items[0].id;
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const customer = () => screen.program.get(`/customers/${id}`);
const told = (page: Page) => page.getByRole('alert').filter({ hasText: 'まだ保存していません' });

it('a field that is typed in place says that it is not saved, and is saved by itself; on a phone too', async () => {
  const page = await screen.openPage(`/customers/${id}`, phone);
  await page.getByRole('button', { name: 'ご住所を編集' }).tap();
  const address = page.getByRole('textbox', { name: 'ご住所' });
  await address.fill('東京都世田谷区桜丘99-9-9');
  await page.context().setOffline(true);
  await address.press('Enter');
  await told(page).waitFor();
  expect(await address.inputValue()).toBe('東京都世田谷区桜丘99-9-9');
  await page.context().setOffline(false);
  await page.getByText('ご住所を保存しました').waitFor();
  expect((await customer()).address).toBe('東京都世田谷区桜丘99-9-9');

  await page.context().setOffline(true);
  await page.getByRole('button', { name: '担当者を編集' }).tap();
  await page.getByRole('option', { name: '未割当' }).tap();
  await told(page).waitFor();
  // Without waiting for the network to tell: the button is there for a choice too, which no Enter saves.
  await page.getByRole('button', { name: '保存する' }).waitFor();
  await page.context().setOffline(false);
  await page.getByText('担当者を保存しました').waitFor();
  expect((await customer()).assignee).toBe(null);
});

it('who goes on to another page is told there; the page comes with the connection, without a reload', async () => {
  const page = await screen.openPage(`/customers/${id}`);
  await page.evaluate('window.isSamePage = true');
  await page.getByRole('button', { name: 'フリガナを編集' }).press('Enter');
  await page.getByRole('textbox', { name: 'フリガナ' }).fill('トチュウデ');
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'タスク' }).first().click();
  await page.getByText(`${FIRST}：フリガナを保存していません`).waitFor();
  await page.getByRole('heading', { level: 1, name: '表示できませんでした' }).waitFor();
  await page.context().setOffline(false);
  await page.getByText('フリガナを保存しました').waitFor();
  await page.getByRole('heading', { level: 1, name: 'タスク' }).waitFor();
  expect(await page.evaluate('window.isSamePage')).toBe(true);
  expect((await customer()).nameKana).toBe('トチュウデ');
  // That the page could not be had stands in the console too.
  screen.complaints.splice(0);
});

it('what was refused after one went on stands in its field again', async () => {
  const page = await screen.openPage(`/customers/${id}`);
  await page.getByRole('button', { name: '電話番号を編集' }).press('Enter');
  const phones = page.getByRole('textbox', { name: '電話番号' });
  await phones.fill('でんわ');
  await page.getByRole('link', { name: '反響' }).first().click();
  const note = page.getByRole('alert').filter({ hasText: `${FIRST}：電話番号を保存していません` });
  await note.getByText('電話番号として読めません。').waitFor();
  await note.getByRole('link', { name: '入力に戻る' }).click();
  expect(await phones.inputValue()).toBe('でんわ');
  // It led there: nothing is left to tell.
  await note.waitFor({ state: 'detached' });
  await page.getByText('前に入力した内容です。まだ保存していません。').waitFor();
  await phones.fill('090-0000-9101');
  await phones.press('Enter');
  await page.getByRole('link', { name: '090-0000-9101' }).waitFor();
});

it('a part whose code cannot be had says so in its place once the server answers, and leaves the reload to the person', async () => {
  const page = await screen.openPage(`/customers/${id}`);
  await page.evaluate('window.isSamePage = true');
  // Dropped on the way: a browser may never ask for that file again.
  await page.context().route(/\/assets\/(customer-editor|notices)-[^/]*\.js/, (route) => route.abort());
  await page.getByRole('button', { name: '編集', exact: true }).click();
  const part = page.getByRole('alert').filter({ hasText: 'この部分を読み込めませんでした。' });
  await part.waitFor();
  // A change whose note cannot be shown is made.
  await page.getByRole('button', { name: 'タスクを追加' }).click();
  await page.getByRole('textbox', { name: 'タスクの内容' }).fill('鍵を預かる');
  await page.getByRole('textbox', { name: 'タスクの内容' }).press('Enter');
  await page.getByRole('checkbox', { name: '「鍵を預かる」を完了にする' }).waitFor();
  await page.getByText('お知らせを読み込めませんでした。').waitFor();
  expect(await page.evaluate('window.isSamePage')).toBe(true);
  await page.context().unroute(/\/assets\/(customer-editor|notices)-[^/]*\.js/);
  await part.getByRole('button', { name: '画面を読み込み直す' }).click();
  await page.waitForFunction('window.isSamePage === undefined');
  await page.getByRole('button', { name: '編集', exact: true }).click();
  await page.getByRole('textbox', { name: 'フリガナ' }).waitFor();
});

it('a dialog whose code cannot be had says so as a dialog', async () => {
  const page = await screen.openPage('/inquiries');
  await page.context().route('**/assets/keys-help-*.js', (route) => route.abort());
  await page.getByRole('button', { name: 'キーボード操作' }).click();
  const dialog = page.getByRole('dialog', { name: 'この部分を読み込めませんでした。' });
  await dialog.getByRole('button', { name: '画面を読み込み直す' }).waitFor();
  await dialog.getByRole('button', { name: '閉じる' }).click();
  await dialog.waitFor({ state: 'detached' });
});

it('an answer that never comes holds up no other; it is asked for again when its time is over', async () => {
  const context = await screen.openBrowser();
  await shortenLimits(context);
  const page = await context.newPage();
  await page.goto(`/customers/${id}`);
  const rows = page.getByRole('list', { name: '経過' }).getByRole('listitem');
  await rows.first().waitFor();
  let swallowed = 0;
  let isBlackHole = true;
  await page.route('**/api/v1/tasks?*', (route) => {
    if (!isBlackHole) return route.fallback();
    swallowed += 1;
  });
  const note = (text: string) => elsewhere(page, 'POST', `/customers/${id}/notes`, '/pinned-notes', { text });
  await note('一つ目');
  await rows.filter({ hasText: '一つ目' }).waitFor();
  expect(swallowed).toBe(1);
  const again = page.waitForRequest((request) => new URL(request.url()).pathname === '/api/v1/tasks');
  await note('二つ目');
  await rows.filter({ hasText: '二つ目' }).waitFor();
  await again;
  isBlackHole = false;
  await elsewhere(page, 'POST', `/customers/${id}/tasks`, '/tasks', { title: '折り返す' });
  await page.getByText('折り返す', { exact: true }).waitFor();
});
