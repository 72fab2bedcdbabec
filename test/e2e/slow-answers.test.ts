// A line on which answers take their time, or do not come: nothing typed is lost or sent twice, and no wait stands in another's way.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { elsewhere, post } from '../support/elsewhere.ts';
import { FIRST, Screen } from '../support/open-screen.ts';
import { holdCalls, shortenLimits, startStalling } from '../support/slow-answers.ts';

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

const timeline = (page: Page) => page.getByRole('list', { name: '経過' });
const notes = async () =>
  (await screen.program.get(`/customers/${id}/timeline?kind=note`)).items.map(
    ({ note }: { note: { text: string } }) => note.text,
  );

it('a note that is being sent is not typed on, given up or sent again', async () => {
  const page = await screen.openPage(`/customers/${id}`);
  await page.getByRole('button', { name: 'メモ', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'メモの内容' });
  await text.fill('日曜は不在');
  const sending = await holdCalls(page, 'POST', `/customers/${id}/notes`);
  await text.press('Control+Enter');
  await sending.asked;
  await text.pressSequentially('、土曜も');
  await text.press('Control+Enter');
  await text.press('Escape');
  await page.getByRole('button', { name: 'キャンセル' }).click();
  expect(await text.inputValue()).toBe('日曜は不在');
  sending.letGo();
  await text.waitFor({ state: 'detached' });
  await timeline(page).getByText('日曜は不在').waitFor();
  expect([sending.calls(), await notes()]).toEqual([1, ['日曜は不在']]);
});

it('the next one is typed while the page is still asked for', async () => {
  const page = await screen.openPage(`/customers/${id}`);
  const asking = await holdCalls(page, 'GET', `/customers/${id}`);
  for (const title of ['一つ目', '二つ目']) {
    await page.getByRole('button', { name: 'タスクを追加' }).click();
    const typed = page.getByRole('textbox', { name: 'タスクの内容' });
    await typed.pressSequentially(title);
    await typed.press('Enter');
    await typed.waitFor({ state: 'detached' });
  }
  asking.letGo();
  const { items } = await screen.program.get(`/tasks?customerId=${id}`);
  expect(items.map(({ title }: { title: string }) => title).sort()).toEqual(['一つ目', '二つ目']);
});

it('a field that is being saved is not typed on', async () => {
  const page = await screen.openPage(`/customers/${id}`);
  await page.getByRole('button', { name: 'フリガナを編集' }).press('Enter');
  const kana = page.getByRole('textbox', { name: 'フリガナ' });
  await kana.fill('サイショ');
  const saving = await holdCalls(page, 'PATCH', `/customers/${id}`);
  await kana.press('Enter');
  await saving.asked;
  await kana.pressSequentially('イチロウ');
  expect(await kana.inputValue()).toBe('サイショ');
  saving.letGo();
  await kana.waitFor({ state: 'detached' });
  expect((await screen.program.get(`/customers/${id}`)).nameKana).toBe('サイショ');
});

/** A call is written down about somebody's inquiry in the list; its answer is held. */
async function sendRecord(name: string, said: string) {
  const inquiry = await screen.takeInquiry(name);
  const page = await screen.openPage('/inquiries');
  await page.getByRole('link', { name, exact: true }).click();
  const panel = page.getByRole('complementary', { name: '反響の詳細' });
  await panel.getByRole('button', { name: '電話', exact: true }).click();
  const text = panel.getByRole('textbox', { name: '内容（任意）' });
  await text.fill(said);
  const sending = await holdCalls(page, 'POST', `/inquiries/${inquiry}/activities`);
  await text.press('Control+Enter');
  await sending.asked;
  return { page, inquiry, text, sending };
}
const recorded = async (inquiry: string) =>
  (await screen.program.get(`/inquiries/${inquiry}/activities`)).items.map(
    ({ text }: { text: string }) => text,
  );

it('a record that is left while it is sent stands there as being sent, and is gone once it was', async () => {
  const { page, inquiry, text, sending } = await sendRecord('次の　花子', '夕方に折り返し');
  await page.getByRole('link', { name: FIRST, exact: true }).click();
  await text.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: '次の　花子', exact: true }).click();
  await text.press('Control+Enter');
  await text.pressSequentially('。');
  expect(await text.inputValue()).toBe('夕方に折り返し');
  sending.letGo();
  await text.waitFor({ state: 'detached' });
  expect([sending.calls(), await recorded(inquiry)]).toEqual([1, ['夕方に折り返し']]);
});

it('a record that fails after it was left says whose it was, and stands there to be sent again', async () => {
  const { page, inquiry, text, sending } = await sendRecord('失敗　太郎', '留守');
  await page.getByRole('link', { name: '顧客' }).first().click();
  await page.getByRole('heading', { level: 1, name: '顧客' }).waitFor();
  sending.lose();
  const told = page.getByRole('alert').filter({ hasText: '失敗 太郎：対応を記録できませんでした' });
  await told.getByText('入力した内容は残っています。').waitFor();
  await page.unrouteAll();
  await page.goBack();
  await text.press('Control+Enter');
  await text.waitFor({ state: 'detached' });
  expect(await recorded(inquiry)).toEqual(['留守']);
});

it('a task that could not be done is open again, though nothing can be asked', async () => {
  const page = await screen.openPage(`/customers/${id}`);
  await post(page, `/customers/${id}/tasks`, { title: '書類を送る' });
  const done = page.getByRole('checkbox', { name: '「書類を送る」を完了にする' });
  await done.waitFor();
  await page.route('**/api/v1/**', (route) => route.abort());
  await done.click();
  await page.getByRole('alert').getByText('サーバーに接続できません。').first().waitFor();
  expect(await done.isChecked()).toBe(false);
});

it('what is saved is not waited for longer because something else of the page has no answer', async () => {
  const page = await screen.openPage('/settings/groups');
  const { id: group } = await post(page, '/groups', { name: '内覧' });
  await page.getByRole('button', { name: '「内覧」を編集' }).click();
  const name = page.getByRole('textbox', { name: 'グループ名' });
  await name.fill('内覧ずみ');
  await holdCalls(page, 'GET', '/me');
  await name.press('Enter');
  await page.getByRole('button', { name: '「内覧ずみ」を編集' }).waitFor();
  await elsewhere(page, 'DELETE', `/groups/${group}?replacementId=none`, '/groups');
});

it('an answer that stalls in its middle is asked for again', async () => {
  const stalling = await startStalling();
  const context = await screen.openBrowser();
  await shortenLimits(context);
  const page = await context.newPage();
  await page.route('**/api/v1/customers?*', (route) => route.continue({ url: stalling.url }), { times: 1 });
  await page.goto('/customers');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  stalling.stop();
});

it('a page that nobody looks at counts what arrives after a question of its own failed', async () => {
  const page = await screen.openPage('/inquiries');
  await lookAway(page);
  const asked = (status: number) =>
    page.waitForResponse(
      (answer) => answer.url().endsWith('/inquiries?limit=10') && answer.status() === status,
    );
  await page.route('**/api/v1/inquiries?limit=10', (route) => route.fulfill({ status: 503 }), { times: 1 });
  const failed = asked(503);
  await screen.sendInquiry();
  await failed;
  await screen.sendInquiry();
  await expect.poll(() => page.title(), { timeout: 15_000 }).toBe('(2) 反響 | Digima');
});

it('the dashboard that is come back to is asked for at once', async () => {
  const page = await screen.openPage('/customers');
  const isDashboard = (url: string) => new URL(url).pathname === '/api/v1/dashboard';
  const first = page.waitForResponse((answer) => isDashboard(answer.url()));
  await page.goto('/dashboard');
  await (await first).finished();
  // Shown: the next question is a new one.
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await lookAway(page);
  const again = page.waitForRequest((request) => isDashboard(request.url()));
  await look(page, 'visible');
  await again;
});

const look = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${state}' });
    Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => ${state === 'visible'} });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  `);
const lookAway = (page: Page) => look(page, 'hidden');
