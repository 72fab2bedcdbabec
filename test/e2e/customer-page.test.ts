// The customer's page as sales staff have it open all day: what was done is written down, seen in one order, corrected, taken back.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { toJstIso } from '../../src/lib/jst.ts';
import { judgePages } from '../support/judge-pages.ts';
import { composeInquiry, withFiles } from '../support/mails.ts';
import { phone, Screen } from '../support/open-screen.ts';

/** What is typed is of 2026; the screen leaves a year out within it. */
const isThatYear = toJstIso(new Date()).startsWith('2026');
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
/** Somebody who asked this often, by mail; resolves with their id. */
async function asked(name: string, times = 1): Promise<string> {
  const phoneNumber = `090-0000-${8_000 + ++numbers}`;
  for (let i = 0; i < times; i++)
    await screen.program.sendMail(
      composeInquiry({
        number: `PAGE-${numbers}-${i}`,
        name,
        phone: phoneNumber,
        email: `page${numbers}@mail.example.jp`,
      }),
    );
  await screen.program.settled();
  return (await screen.program.get(`/inquiries?requestNumber=PAGE-${numbers}-0`)).items[0].customer.id;
}
const timeline = (page: Page) => page.getByRole('list', { name: '経過' });
const openOf = async (id: string) =>
  (await screen.program.get(`/inquiries?customerId=${id}&response=open`)).items.length;

it('a call is written down by keyboard: it says what it answers, stands in the timeline, and is taken back', async () => {
  const id = await asked('電話　太郎', 2);
  const page = await screen.openPage(`/customers/${id}`);
  await page.getByRole('button', { name: '電話', exact: true }).press('Enter');
  await page.getByText('未対応の反響2件が対応済みになります（初動）。').waitFor();
  await page.getByRole('radio', { name: 'つながった' }).press('Space');
  const text = page.getByRole('textbox', { name: '内容（任意）' });
  await text.fill('土曜に来店。 https://example.jp/map\n2行目 <b>太字</b>');
  // Enter is a new line, and the end of a conversion is no command.
  await text.press('End');
  await text.dispatchEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true });
  expect(await openOf(id)).toBe(2);
  await text.press('Control+Enter');
  const entry = timeline(page).getByRole('listitem').filter({ hasText: '電話しました（つながった）' });
  await entry.getByText('反響2件に対応').waitFor();
  await entry.getByText('<b>太字</b>').waitFor();
  expect(await entry.getByRole('link').getAttribute('href')).toBe('https://example.jp/map');
  expect(await openOf(id)).toBe(0);
  await page.getByRole('button', { name: '取り消す', exact: true }).click();
  await entry.waitFor({ state: 'detached' });
  expect(await openOf(id)).toBe(2);
});

it('corrected where it stands; somebody quicker is shown with what stands now', async () => {
  const id = await asked('訂正　花子');
  const page = await screen.openPage(`/customers/${id}`);
  await page.getByRole('button', { name: '来店・訪問' }).click();
  await page.getByRole('textbox', { name: '内容（任意）' }).fill('来店');
  await page.getByRole('button', { name: '時刻を変える' }).click();
  await page.getByLabel('日時').fill('2026-11-20T14:05');
  await page.getByText('未対応の反響はありません。').waitFor();
  await page.getByRole('button', { name: '記録する' }).click();
  const entry = timeline(page).getByRole('listitem').filter({ hasText: '来店・訪問がありました' });
  await entry.getByText(isThatYear ? /^11\/20 14:05$/ : /^2026\/11\/20$/).waitFor();
  await entry.getByRole('button', { name: '「来店・訪問がありました」を訂正' }).click();
  await entry.getByRole('textbox', { name: '内容（任意）' }).fill('ご夫婦で来店');
  const [{ id: activity }] = (await screen.program.get(`/customers/${id}/timeline?kind=activity`)).items;
  const quicker = await page.request.patch(`/api/v1/activities/${activity}`, {
    data: { text: '別の画面から' },
    headers: { origin: screen.program.url },
  });
  expect(quicker.status()).toBe(200);
  // The page hears of it while one types.
  await page.waitForResponse((answer) => answer.url().includes('/timeline'));
  await page.getByRole('button', { name: '訂正する' }).click();
  await page.getByText('今の内容: 来店・訪問がありました 別の画面から').waitFor();
  await page.getByRole('button', { name: '訂正する' }).click();
  await timeline(page).getByText('ご夫婦で来店').waitFor();
  await timeline(page).getByText('訂正済み').waitFor();
});

it('on a phone the timeline is narrowed by kind, stays so after a reload, and opens what was asked', async () => {
  const id = await asked('親指　一子');
  const context = await screen.openBrowser(phone);
  const page = await context.newPage();
  await page.goto(`/customers/${id}`);
  await timeline(page)
    .getByText(/^顧客を登録しました/)
    .waitFor();
  // A call is written down from the first view, without scrolling; from another tab too.
  const log = page.getByRole('button', { name: '対応を記録' });
  const box = await log.boundingBox();
  if (!box) throw new Error('nothing to press');
  expect([box.y > 0, box.y + box.height < 844 - 56]).toEqual([true, true]);
  await page.getByRole('tab', { name: '物件' }).tap();
  await log.tap();
  const call = page.getByRole('button', { name: '電話', exact: true });
  await expect.poll(async () => (await call.boundingBox())?.y ?? 0).toBeGreaterThan(52);
  expect((await call.boundingBox())?.y).toBeLessThan(844 - 56);
  await page.getByRole('group', { name: '表示する種類' }).getByText('反響').tap();
  await timeline(page)
    .getByText(/^顧客を登録しました/)
    .waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('button', { name: '内容を表示' }).tap();
  await page.getByRole('heading', { name: 'お客様' }).waitFor();
  expect(await timeline(page).getByRole('listitem').count()).toBeGreaterThan(0);
});

it('a note is left, pinned, edited and deleted by keyboard; what was typed outlives a reload', async () => {
  const id = await asked('メモ　一郎');
  const page = await screen.openPage(`/customers/${id}`);
  await page.getByRole('button', { name: 'メモ', exact: true }).press('Enter');
  const text = page.getByRole('textbox', { name: 'メモの内容' });
  await text.fill('犬を飼っている\n<i>午後</i>に電話 😀㈱髙﨑');
  await page.reload();
  expect(await text.inputValue()).toBe('犬を飼っている\n<i>午後</i>に電話 😀㈱髙﨑');
  await text.press('Control+Enter');
  const entry = timeline(page).getByRole('listitem').filter({ hasText: '犬を飼っている' });
  await entry.getByText('<i>午後</i>に電話 😀㈱髙﨑').waitFor();
  await entry.getByRole('button', { name: 'メモを上に固定' }).press('Enter');
  const pinned = page.getByRole('list', { name: '固定したメモ' });
  await pinned.getByText('犬を飼っている').waitFor();
  await pinned.getByRole('button', { name: 'メモを編集' }).press('Enter');
  await pinned.getByRole('textbox', { name: 'メモの内容' }).fill('猫も飼っている');
  await pinned.getByRole('textbox', { name: 'メモの内容' }).press('Control+Enter');
  await timeline(page).getByText('猫も飼っている').waitFor();
  await pinned.getByRole('button', { name: 'メモを削除' }).click();
  await pinned.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '元に戻す' }).click();
  await pinned.getByText('猫も飼っている').waitFor();
});

it('a megabyte pasted into a note is refused in words, and the page stays quick', async () => {
  const id = await asked('長文　太郎');
  const context = await screen.openBrowser();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: screen.program.url });
  const page = await context.newPage();
  await page.goto(`/customers/${id}`);
  await page.getByRole('button', { name: 'メモ', exact: true }).click();
  const text = page.getByRole('textbox', { name: 'メモの内容' });
  const paste = async (length: number) => {
    await page.evaluate(`navigator.clipboard.writeText('あいうえおかきく\\n'.repeat(${length / 9}))`);
    await text.focus();
    await page.keyboard.press('Control+v');
  };
  const began = performance.now();
  await paste(1_044_000);
  await page.getByText('10,000文字以内で入力してください（1,044,000文字あります）。').waitFor();
  expect(await text.inputValue()).toBe('');
  // What is little too long can be shortened where it is.
  await paste(13_500);
  await page.getByText('10,000文字以内で入力してください（13,499文字あります）。').waitFor();
  await page.getByRole('button', { name: 'メモを残す' }).click();
  expect(performance.now() - began).toBeLessThan(10_000);
  expect((await screen.program.get(`/customers/${id}/timeline?kind=note`)).items).toEqual([]);
  await text.fill('短く');
  await page.getByRole('button', { name: 'メモを残す' }).click();
  await timeline(page).getByText('短く').waitFor();
});

it('two who edit a note: the second is shown both texts and loses neither', async () => {
  const id = await asked('競合　二郎');
  const page = await screen.openPage(`/customers/${id}`);
  const headers = { origin: screen.program.url };
  const made = await page.request.post(`/api/v1/customers/${id}/notes`, { data: { text: '最初' }, headers });
  const { id: note, version } = await made.json();
  const entry = timeline(page)
    .getByRole('listitem')
    .filter({ has: page.getByText('メモ', { exact: true }) });
  await entry.getByRole('button', { name: 'メモを編集' }).click();
  await entry.getByRole('textbox').fill('わたしの内容');
  await page.request.patch(`/api/v1/notes/${note}`, { data: { text: 'あなたの内容', version }, headers });
  await page.waitForResponse((answer) => answer.url().includes('/timeline'));
  expect(await entry.getByRole('textbox').inputValue()).toBe('わたしの内容');
  await entry.getByRole('button', { name: '保存する' }).click();
  await entry.getByText('ほかの方の内容: あなたの内容').waitFor();
  await entry.getByRole('button', { name: '保存する' }).click();
  await entry.getByText('わたしの内容').waitFor();
  await entry.getByText('さんが編集').first().waitFor();
  // Deleted by somebody else, it stays as long as one types in it, and says so.
  await entry.getByRole('button', { name: 'メモを編集' }).click();
  await entry.getByRole('textbox').fill('消さないで');
  const reread = page.waitForResponse((answer) => answer.url().includes('/timeline'));
  await page.request.delete(`/api/v1/notes/${note}`, { headers });
  await reread;
  await entry.getByRole('button', { name: '保存する' }).click();
  await entry.getByText('編集中に、ほかの方がこのメモを削除しました').waitFor();
  expect(await entry.getByRole('textbox').inputValue()).toBe('消さないで');
  await entry.getByRole('button', { name: 'キャンセル' }).click();
  await entry.waitFor({ state: 'detached' });
});

it('a task is added with Enter, not by the end of a conversion; done, undone, and listed across customers', async () => {
  const id = await asked('仕事　三郎');
  const page = await screen.openPage(`/customers/${id}`);
  const card = page.getByRole('region', { name: 'タスク' });
  await card.getByRole('button', { name: 'タスクを追加' }).press('Enter');
  const title = card.getByRole('textbox', { name: 'タスクの内容' });
  await title.fill('見積書を送る');
  await title.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
  await card.getByRole('button', { name: '今日' }).click();
  expect((await screen.program.get(`/tasks?customerId=${id}`)).items).toEqual([]);
  await title.press('Enter');
  await card.getByRole('listitem').getByText('今日', { exact: true }).waitFor();
  expect((await screen.program.get(`/tasks?customerId=${id}`)).items).toMatchObject([
    { title: '見積書を送る', assignee: { name: '佐藤 健一' } },
  ]);
  await page.request.post(`/api/v1/customers/${id}/tasks`, {
    data: { title: '昨日までの電話', due: '2026-11-20', assigneeId: null },
    headers: { origin: screen.program.url },
  });
  await card.getByText(isThatYear ? '期限切れ 11/20(金)' : '期限切れ 2026/11/20(金)').waitFor();
  await card.getByRole('checkbox', { name: '「見積書を送る」を完了にする' }).press('Space');
  await card.getByText('見積書を送る').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '元に戻す' }).click();
  await card.getByRole('checkbox', { name: '「見積書を送る」を完了にする' }).waitFor();

  await page.getByRole('link', { name: 'タスク' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'タスク' }).waitFor();
  await page.getByText('タスクはありません').waitFor();
  await page.getByRole('combobox', { name: '担当者' }).selectOption({ label: '全員のタスク' });
  await page.getByRole('region', { name: '期限切れ' }).getByText('昨日までの電話').waitFor();
  const today = page.getByRole('region', { name: '今日' }).getByRole('listitem');
  await today.getByRole('link', { name: '仕事　三郎に電話する' }).waitFor();
  await today.getByRole('button', { name: '「見積書を送る」を編集' }).click();
  await page.getByLabel('タスクの内容').fill('見積書を郵送する');
  await page.getByRole('button', { name: '保存する' }).click();
  await today.getByRole('link', { name: '仕事　三郎', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '仕事　三郎' }).waitFor();
  await card.getByText('見積書を郵送する').waitFor();
});

it('each field is edited where it stands by keyboard: Enter saves, Escape does not, a conversion does neither', async () => {
  const id = await asked('その場　太郎');
  const page = await screen.openPage(`/customers/${id}`);
  const customer = () => screen.program.get(`/customers/${id}`);
  await page.getByRole('button', { name: 'ご住所を編集' }).press('Enter');
  const address = page.getByRole('textbox', { name: 'ご住所' });
  await address.fill('=cmd()<b>東京都</b>髙﨑①😀');
  await address.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  expect((await customer()).address).not.toBe('=cmd()<b>東京都</b>髙﨑①😀');
  await address.press('Enter');
  await page.getByText('ご住所を保存しました').waitFor();
  await page.getByText('=cmd()<b>東京都</b>髙﨑①😀', { exact: true }).waitFor();
  // The keyboard goes on from where it was.
  await expect
    .poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")'))
    .toBe('ご住所を編集');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('元に戻しました').waitFor();
  await page.getByRole('button', { name: 'フリガナを編集' }).press('Enter');
  await page.getByRole('textbox', { name: 'フリガナ' }).fill('ソノバ');
  await page.getByRole('textbox', { name: 'フリガナ' }).press('Escape');
  expect((await customer()).nameKana).not.toBe('ソノバ');
  await page.getByRole('button', { name: '電話番号を編集' }).click();
  const phones = page.getByRole('textbox', { name: '電話番号' });
  await phones.fill('でんわ');
  await phones.press('Enter');
  await page.getByText('電話番号として読めません。').waitFor();
  await phones.fill('０９０－００００－８５００、03-0000-8500');
  // Leaving the field saves as well, once nothing is told at it.
  await phones.press('Enter');
  await page.getByRole('link', { name: '03-0000-8500' }).waitFor();
  await page.getByRole('button', { name: '担当者を編集' }).press('Enter');
  await page.getByRole('option', { name: '未割当' }).click();
  await expect.poll(async () => (await customer()).assignee).toBe(null);
  await page.getByRole('button', { name: '担当者の履歴' }).click();
  const history = page.getByRole('dialog', { name: '担当者の履歴' });
  await history.getByText('担当者を未割当にしました（前は「佐藤 健一」）').waitFor();
  await history
    .getByText(/自動登録.*・反響（査定依頼 PAGE-/)
    .first()
    .waitFor();
});

it('of one field that two changed the second sees both; another field that somebody changed is no matter', async () => {
  const id = await asked('二人で　編集');
  const page = await screen.openPage(`/customers/${id}`);
  const elsewhere = async (data: object) => {
    const { version } = await screen.program.get(`/customers/${id}`);
    const headers = { origin: screen.program.url };
    const answer = await page.request.patch(`/api/v1/customers/${id}`, {
      data: { version, ...data },
      headers,
    });
    expect(answer.status()).toBe(200);
  };
  await page.getByRole('button', { name: 'フリガナを編集' }).click();
  const kana = page.getByRole('textbox', { name: 'フリガナ' });
  await kana.fill('フタリデ');
  await elsewhere({ address: '別の人の住所' });
  await kana.press('Enter');
  await page.getByText('フリガナを保存しました').waitFor();
  expect(await screen.program.get(`/customers/${id}`)).toMatchObject({
    nameKana: 'フタリデ',
    address: '別の人の住所',
  });
  await page.getByRole('button', { name: 'お名前を編集' }).click();
  const name = page.getByRole('textbox', { name: 'お名前' });
  await name.fill('わたしの　名前');
  await elsewhere({ name: 'あなたの　名前' });
  await name.press('Enter');
  await page.getByText('他の方が保存した内容: あなたの　名前').waitFor();
  expect(await name.inputValue()).toBe('わたしの　名前');
  await page.getByRole('button', { name: '自分の内容で保存' }).click();
  await page.getByRole('heading', { level: 1, name: 'わたしの　名前' }).waitFor();
});

it('files of their mails are downloaded, never shown', async () => {
  const number = 'PAGE-FILES';
  const mail = composeInquiry({
    number,
    name: '添付　太郎',
    phone: '090-0000-8900',
    messageId: 'files@re-guide.jp',
  });
  const files = [{ name: '間取り図.html', type: 'text/html', bytes: Buffer.from('<h1>図</h1>') }];
  await screen.program.sendMail(withFiles(mail, files));
  await screen.program.settled();
  const [{ customer }] = (await screen.program.get(`/inquiries?requestNumber=${number}`)).items;
  const page = await screen.openPage(`/customers/${customer.id}`);
  await page.getByRole('tab', { name: 'ファイル' }).click();
  await page.getByText('12 B').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '間取り図.htmlをダウンロード' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('間取り図.html');
  expect(await judgePages(screen, [`/customers/${customer.id}?tab=files`])).toEqual([]);
});

it('has no serious barrier and no sideways scrolling, with long and odd texts too', async () => {
  const id = await asked('寿限無'.repeat(30));
  const page = await screen.openPage(`/customers/${id}`);
  const text = `=cmd()|'/c calc'!A0 <script>alert(1)</script> 😀👨‍👩‍👧 ①㈱髙﨑𠮷 ${'長'.repeat(600)} ${'w'.repeat(300)}`;
  await page.request.post(`/api/v1/customers/${id}/activities`, {
    data: { kind: 'call', outcome: 'reached', text },
    headers: { origin: screen.program.url },
  });
  const headers = { origin: screen.program.url };
  const note = await page.request.post(`/api/v1/customers/${id}/notes`, { data: { text }, headers });
  await page.request.patch(`/api/v1/notes/${(await note.json()).id}`, { data: { isPinned: true }, headers });
  for (const due of ['2026-11-20T10:00', null])
    await page.request.post(`/api/v1/customers/${id}/tasks`, {
      data: { title: text.slice(0, 200), due },
      headers,
    });
  const found = await judgePages(screen, [
    `/customers/${id}`,
    {
      path: `/customers/${id}?show=activity`,
      act: async (judged) => {
        await judged.getByRole('button', { name: '電話', exact: true }).click();
        await judged.getByRole('button', { name: '時刻を変える' }).click();
      },
    },
    {
      path: `/customers/${id}?show=note`,
      act: async (judged) => {
        await judged.getByRole('button', { name: 'メモ', exact: true }).click();
        await judged.getByRole('button', { name: 'タスクを追加' }).click();
        await judged.getByRole('button', { name: '完了したタスク' }).click();
      },
    },
    {
      path: `/customers/${id}`,
      act: async (judged) => {
        await judged.getByRole('button', { name: 'ご住所の履歴' }).click();
        await judged.getByRole('dialog', { name: 'ご住所の履歴' }).getByRole('listitem').first().waitFor();
      },
    },
    {
      path: `/customers/${id}?show=activity`,
      act: (judged) => judged.getByRole('button', { name: 'お名前を編集' }).click(),
    },
    '/tasks?whose=all',
    '/tasks',
  ]);
  expect(found).toEqual([]);
}, 90_000);
