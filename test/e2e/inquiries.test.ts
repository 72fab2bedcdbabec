// 反響 as sales staff have it open all day: the unanswered first, filters and views, keys, changes at once with the way back,
// an open one with 初動, and how arrivals are told.
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { asOwner } from '../support/database.ts';
import { judgePages } from '../support/judge-pages.ts';
import { composeInquiry } from '../support/mails.ts';
import { FIRST, phone, Screen } from '../support/open-screen.ts';

let screen: Screen;
/** Names of those who asked, by how long they have waited. */
const [CALM, SOON, LATE] = ['今来　花子', '十分　待子', '長待　太郎'];

beforeAll(async () => {
  screen = await Screen.open();
  // One after the other: of mails that are read at once the first need not be written first.
  for (const name of [LATE, SOON, CALM]) await screen.takeInquiry(name);
  await waitedMinutes(SOON, 12);
  await waitedMinutes(LATE, 41);
}, 180_000);

afterAll(() => screen?.close());

afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

// biome-ignore lint/suspicious/noExplicitAny: as the API gives it
async function inquiryOf(name: string): Promise<any> {
  const { items } = await screen.program.get('/inquiries?limit=100');
  return items.find((one: { contact: { name?: string } }) => one.contact.name === name);
}

async function waitedMinutes(name: string, minutes: number): Promise<void> {
  const { id } = await inquiryOf(name);
  await asOwner(screen.program.server, (client) =>
    client.query("UPDATE inquiries SET received_at = now() - $2 * interval '1 minute' WHERE id = $1", [
      id,
      minutes,
    ]),
  );
}

const row = (page: Page, name: string) => page.getByRole('row', { name });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const panel = (page: Page) => page.getByRole('complementary', { name: '反響の詳細' });
// The newest: the note it replaces may still be on its way out.
const undo = (page: Page) => page.getByRole('button', { name: '元に戻す', exact: true }).last();
const namesIn = (page: Page) => page.locator('tbody [data-open-link]').allTextContents();
const openList = async (search = '', options?: Parameters<Screen['openPage']>[1]) => {
  const page = await screen.openPage(`/inquiries${search}`, options);
  await link(page, FIRST).or(page.getByText('条件に合う反響はありません')).first().waitFor();
  return page;
};

it('says how long each has waited, in words and not by colour alone; responded to, it goes below, and back', async () => {
  const page = await openList();
  await row(page, SOON).getByText('未対応（5分経過）').waitFor({ state: 'attached' });
  await row(page, SOON).getByText('12分待ち').waitFor();
  await row(page, LATE).getByText('41分待ち').waitFor();
  await row(page, CALM).getByText('1分未満').or(row(page, CALM).getByText('分待ち')).waitFor();
  const before = await namesIn(page);
  expect(before.indexOf(CALM)).toBeLessThan(before.indexOf(LATE));

  await page.getByRole('button', { name: `${LATE}を対応済みにする` }).click();
  await row(page, LATE).getByText('分で対応').or(row(page, LATE).getByText('秒で対応')).first().waitFor();
  await expect.poll(async () => (await namesIn(page)).at(-1)).toBe(LATE);
  await undo(page).click();
  await page.getByText('元に戻しました').waitFor();
  await expect.poll(() => namesIn(page)).toEqual(before);
  expect((await inquiryOf(LATE)).respondedAt).toBe(null);
});

it('is narrowed by what the URL keeps, and a filter is kept under a name', async () => {
  const page = await openList();
  await page.getByRole('radiogroup', { name: '表示する反響' }).getByText('未対応').click();
  await page.getByRole('button', { name: '絞り込み' }).click();
  await page.getByRole('combobox', { name: '担当者' }).click();
  await page.getByRole('option', { name: '未割当' }).click();
  await page.getByText('条件に合う反響はありません').waitFor();
  expect(new URL(page.url()).search).toBe('?response=open&assigneeId=none');
  await page.getByRole('button', { name: 'ビュー', exact: true }).click();
  await page.getByRole('menuitem', { name: '今の条件を保存' }).click();
  const name = page.getByRole('dialog').getByRole('textbox', { name: 'ビューの名前' });
  await name.fill('未割当の急ぎ');
  await page.getByRole('dialog').getByRole('button', { name: '保存する' }).click();
  await page.getByText('ビュー「未割当の急ぎ」を保存しました').waitFor();
  await page.getByRole('button', { name: '条件をすべて外す' }).first().click();
  await link(page, FIRST).waitFor();
  await page.goBack();
  await page.getByText('条件に合う反響はありません').waitFor();

  const again = await openList();
  await again.getByRole('button', { name: 'ビュー', exact: true }).click();
  await again.getByRole('menuitem', { name: '未割当の急ぎ' }).click();
  await again.getByText('条件に合う反響はありません').waitFor();
  expect(new URL(again.url()).search).toBe('?response=open&assigneeId=none');
  await again.getByRole('button', { name: '未割当の急ぎ' }).click();
  await again.getByRole('menuitem', { name: '「未割当の急ぎ」を削除' }).click();
  await again.getByText('ビュー「未割当の急ぎ」を削除しました').waitFor();

  const named = await openList('?statusId=none&colour=red&from=2026-99-99');
  await named.getByText('条件に合う反響はありません').waitFor();
  await named.getByRole('button', { name: '条件をすべて外す' }).last().click();
  await link(named, FIRST).waitFor();
});

it('is worked by keys: down, mark, assign, status, respond, undo, open, help, close', async () => {
  const page = await openList();
  const [first, second] = await namesIn(page);
  const focused = () => page.evaluate('document.activeElement.textContent');
  await page.keyboard.press('j');
  expect(await focused()).toBe(first);
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  expect(await focused()).toBe(second);
  await page.keyboard.press('x');
  await page.getByText('2件を選択中').waitFor();
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByText('担当者を選ぶ（2件）').waitFor();
  await page.getByRole('option', { name: '高橋 誠' }).waitFor();
  await expect
    .poll(() => page.evaluate('document.activeElement.role ?? document.activeElement.tagName'))
    .toMatch(/combobox|INPUT/i);
  await page.keyboard.type('高橋');
  await page.keyboard.press('Enter');
  await page.getByText('担当者を「高橋 誠」にしました（2名）').waitFor();
  await row(page, first ?? '')
    .getByText('高橋 誠')
    .waitFor();
  await page.keyboard.press('z');
  await page.getByText('元に戻しました').waitFor();
  await row(page, first ?? '')
    .getByText('佐藤 健一')
    .waitFor();

  await link(page, second ?? '').focus();
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByText('ステータスを選ぶ').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await link(page, second ?? '').focus();
  await page.keyboard.press('k');
  expect(await focused()).toBe(first);
  await page.keyboard.press('o');
  await panel(page)
    .getByRole('heading', { level: 2, name: first ?? '' })
    .waitFor();
  await page.keyboard.press('j');
  await panel(page)
    .getByRole('heading', { level: 2, name: second ?? '' })
    .waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('次の反響へ').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await panel(page)
    .getByRole('heading', { level: 2, name: second ?? '' })
    .waitFor();
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
  await expect.poll(focused).toBe(second);
});

it('leaves keys alone while somebody types or converts Japanese', async () => {
  const page = await openList();
  await link(page, FIRST).click();
  const heading = panel(page).getByRole('heading', { level: 2, name: FIRST });
  await heading.waitFor();
  await panel(page).getByRole('button', { name: 'メモ', exact: true }).click();
  const box = panel(page).getByRole('textbox', { name: 'メモ' });
  await box.fill('');
  await page.keyboard.type('jkoxasez?');
  expect(await box.inputValue()).toBe('jkoxasez?');
  await box.fill('');
  // As a conversion reaches the page, also where its field has lost the focus.
  await heading.focus();
  const composing = `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', isComposing: true, bubbles: true }))`;
  await page.evaluate(composing);
  await page.keyboard.press('Control+e');
  await heading.waitFor();
  expect((await inquiryOf(FIRST)).respondedAt).toBe(null);
});

it('changes several at once, and gives each back what it had', async () => {
  const page = await openList();
  await page.getByRole('checkbox', { name: 'このページをすべて選択' }).check();
  const bar = page.getByRole('region', { name: '選択した反響への操作' });
  await bar.getByText('4件を選択中').waitFor();
  await bar.getByRole('button', { name: 'ステータス' }).click();
  await page.getByRole('option', { name: '追客中' }).click();
  await page.getByText('ステータスを「追客中」にしました（4名）').waitFor();
  await expect.poll(() => page.locator('tbody').getByText('追客中').count()).toBe(4);
  await undo(page).click();
  await expect.poll(() => page.locator('tbody').getByText('新規').count()).toBe(4);

  await page.getByRole('checkbox', { name: `${SOON}を選択` }).check();
  await page.getByRole('checkbox', { name: `${LATE}を選択` }).check();
  await bar.getByRole('button', { name: '対応済みにする' }).click();
  await page.getByText('2件を対応済みにしました').waitFor();
  expect((await inquiryOf(SOON)).respondedAt).not.toBe(null);
  await undo(page).click();
  await page.getByText('元に戻しました').waitFor();
  expect((await inquiryOf(SOON)).respondedAt).toBe(null);
});

it('what was marked stays marked and is counted, though somebody else took it out of the list', async () => {
  const page = await openList('?response=open');
  for (const name of [SOON, CALM]) await row(page, name).getByRole('checkbox').check();
  const { id } = await inquiryOf(SOON);
  const change = { inquiryIds: [id], change: { type: 'respond' } };
  const headers = { origin: screen.program.url };
  const { changeId } = await (
    await page.request.post('/api/v1/inquiries/changes', { data: change, headers })
  ).json();
  await row(page, SOON).waitFor({ state: 'detached' });
  await page.getByText('2件を選択中（うち1件は今このページにありません）').waitFor();
  expect(await row(page, CALM).getByRole('checkbox').isChecked()).toBe(true);
  await page.request.post(`/api/v1/inquiries/changes/${changeId}/undo`, { headers });
  await page.getByText('2件を選択中', { exact: true }).waitFor();
});

it('a second quick press changes nothing more, and leaves the way back of the first', async () => {
  const page = await openList();
  const sent: string[] = [];
  page.on('request', (request) => request.url().endsWith('/inquiries/changes') && sent.push(request.url()));
  await page.getByRole('button', { name: `${SOON}を対応済みにする` }).dblclick();
  await undo(page).click();
  await page.getByText('元に戻しました').waitFor();
  expect(sent).toHaveLength(1);
  expect((await inquiryOf(SOON)).respondedAt).toBe(null);
});

it('says so when a change is refused, and shows what is there', async () => {
  const page = await openList();
  await page.route('**/api/v1/inquiries/changes', (route) => route.abort());
  await page.getByRole('button', { name: `${SOON}を対応済みにする` }).click();
  await page.getByText('サーバーに接続できません。').waitFor();
  await row(page, SOON).getByText('分待ち').waitFor();
});

it('opens one: who, what, how often and where else, how many others were asked; a call stops the clock', async () => {
  const { program } = screen;
  const mail = composeInquiry({
    number: 'RG-AGAIN',
    name: CALM,
    phone: '090-0000-2003',
    kana: 'イマキ　ハナコ',
  });
  await program.sendMail(
    mail.replace('== お客様情報 ==', '同時送信社数：5社\r\n\r\n== お客様情報 ==') +
      'ご要望：土日の午後にお電話ください。\r\n',
  );
  await program.settled();
  const page = await openList();
  await row(page, '★再反響').getByRole('link', { name: CALM, exact: true }).click();
  const shown = panel(page);
  await shown.getByText('同時送信社数 5社').waitFor();
  await shown.getByText('これまでに2回（リガイド 世田谷支店 2回）').waitFor();
  await shown.getByText('土日の午後にお電話ください。').waitFor();
  await shown.getByText('東京都世田谷区桜丘99丁目9番9号').first().waitFor();
  const call = shown.getByRole('link', { name: `${CALM}に電話する` });
  expect(await call.getAttribute('href')).toBe('tel:+819000002003');
  expect(await shown.getByRole('link', { name: `${CALM}にメールする` }).getAttribute('href')).toMatch(
    /^mailto:/,
  );

  // No telephone here: the form is there all the same, with its kind.
  await call.evaluate('(link) => link.addEventListener("click", (event) => event.preventDefault())');
  await call.click();
  await shown.getByText('不在').click();
  const box = shown.getByRole('textbox', { name: '内容（任意）' });
  await box.fill('18時に折り返し');
  await page.reload();
  await expect.poll(() => box.inputValue()).toBe('18時に折り返し');
  await shown.getByRole('button', { name: '記録する' }).click();
  await shown.getByText('電話しました（不在）').waitFor();
  await shown.getByText(/初動$/).waitFor();
  await shown.getByText('で対応').waitFor();
  await page.getByRole('button', { name: '取り消す', exact: true }).first().click();
  await shown.getByText('まだ記録はありません。').waitFor();
  await shown.getByText('未対応（').waitFor();

  await shown.getByRole('button', { name: '対応しました' }).click();
  await shown.getByRole('button', { name: '未対応に戻す' }).click();
  await shown.getByRole('button', { name: '対応しました', exact: true }).waitFor();
  await shown.getByText('この方には、ほかに未対応の反響が1件あります。').waitFor();
  await shown.getByRole('button', { name: 'まとめて対応済みにする' }).click();
  await page.getByText('対応済みにしました').waitFor();
  await shown.getByText('ほかに未対応の反響').waitFor({ state: 'detached' });
});

it('tells of an arrival once: a sound in one tab, a number in the title, a note on the desktop; all can be silenced', async () => {
  const context = await screen.openBrowser();
  await pretendDesktop(context);
  const page = await context.newPage();
  await page.goto('/inquiries');
  await link(page, FIRST).waitFor();
  const other = await context.newPage();
  await other.goto('/customers');
  await other.getByRole('heading', { level: 1 }).waitFor();
  await page.bringToFront();
  await page.getByRole('button', { name: '着信のお知らせ' }).click();
  await page.getByRole('switch', { name: 'デスクトップ通知を出す' }).click();
  await expect
    .poll(() => page.getByRole('switch', { name: 'デスクトップ通知を出す' }).isChecked())
    .toBe(true);
  await page.keyboard.press('Escape');
  await lookAway(page);
  await lookAway(other);
  await screen.sendInquiry();
  await expect.poll(() => page.title()).toBe('(1) 反響 | Digima');
  await expect.poll(async () => [await heard(page), await heard(other)].sort()).toEqual([0, 2]);
  const notes = [...(await notesOf(page)), ...(await notesOf(other))];
  expect(notes).toEqual(['新しい反響が届きました|査定依頼（リガイド）']);
  await page.evaluate(
    `Object.defineProperty(document, 'hasFocus', { value: () => true }); window.dispatchEvent(new Event('focus'))`,
  );
  await expect.poll(() => page.title()).toBe('反響 | Digima');

  await page.getByRole('button', { name: '着信のお知らせ' }).click();
  await page.getByRole('switch', { name: '音を鳴らす' }).click();
  await page.getByRole('switch', { name: 'デスクトップ通知を出す' }).click();
  await page.reload();
  await link(page, FIRST).waitFor();
  const before = await heard(other);
  const name = await screen.sendInquiry();
  await row(page, name).waitFor();
  await expect.poll(() => other.title()).toBe('(2) 顧客 | Digima');
  expect([await heard(page), await heard(other), (await notesOf(page)).length]).toEqual([0, before, 0]);
});

it('works with a thumb at 390 px: the open one takes the list’s place, its buttons at the bottom', async () => {
  const page = await openList('', phone);
  await row(page, LATE)
    .getByRole('link', { name: `${LATE}に電話する` })
    .waitFor();
  await link(page, LATE).click();
  const call = panel(page).getByRole('link', { name: `${LATE}に電話する` });
  await call.waitFor();
  expect(await page.getByRole('table').isVisible()).toBe(false);
  const box = await call.boundingBox();
  expect(box?.y ?? 0).toBeGreaterThan(844 * 0.75);
  expect(box?.height ?? 0).toBeGreaterThanOrEqual(40);
  await page.goBack();
  await row(page, LATE).waitFor();
  await page.getByRole('button', { name: '絞り込み' }).click();
  await page.getByRole('combobox', { name: '担当者' }).click();
  await page.getByRole('option', { name: '未割当' }).click();
  await page.getByText('条件に合う反響はありません').waitFor();
});

it('has no serious barrier and no sideways scrolling: list with marks, open one, choosing', async () => {
  const { id } = await inquiryOf(LATE);
  const found = await judgePages(screen, [
    {
      path: '/inquiries',
      act: async (page) => {
        await page.getByRole('checkbox', { name: `${LATE}を選択` }).check();
        await page.getByText('1件を選択中').waitFor();
      },
    },
    {
      path: `/inquiries?id=${id}&from=2026-01-01&repeat=true`,
      act: async (page) => {
        await panel(page).getByRole('button', { name: '電話', exact: true }).click();
        await panel(page).getByText('つながった').waitFor();
      },
    },
    {
      path: `/inquiries?id=${id}`,
      act: async (page) => {
        await panel(page)
          .getByRole('button', { name: /^担当者:/ })
          .click();
        await page.getByRole('option').first().waitFor();
      },
    },
  ]);
  expect(found).toEqual([]);
}, 90_000);

// The browser of the tests has neither ears nor a desktop: what it was asked for is written down.
const pretendDesktop = (context: BrowserContext) =>
  context.addInitScript(`
    window.asked = { notes: [], tones: 0 };
    class Param { setValueAtTime() {} linearRampToValueAtTime() {} exponentialRampToValueAtTime() {} }
    class Node { frequency = {}; gain = new Param(); connect(to) { return to; } start() { window.asked.tones += 1; } stop() {} }
    window.AudioContext = class { state = 'running'; currentTime = 0; destination = new Node();
      async resume() {} createOscillator() { return new Node(); } createGain() { return new Node(); } };
    window.Notification = class { static permission = 'granted'; static async requestPermission() { return 'granted'; }
      constructor(title, { body }) { window.asked.notes.push(title + '|' + body); } close() {} };
  `);
const lookAway = (page: Page) =>
  page.evaluate(`Object.defineProperty(document, 'hasFocus', { value: () => false, configurable: true })`);
const heard = (page: Page) => page.evaluate<number>('window.asked.tones');
const notesOf = (page: Page) => page.evaluate<string[]>('window.asked.notes');
