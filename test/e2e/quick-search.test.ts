// The search over everything in a real browser: opened from any page by key and by button, by keyboard alone and on a phone.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { judgePages } from '../support/judge-pages.ts';
import { composeInquiry } from '../support/mails.ts';
import { FIRST, phone, Screen } from '../support/open-screen.ts';

let screen: Screen;
const PEOPLE = [
  ['髙橋　美咲', 'タカハシ　ミサキ', '090-0000-4321', '東京都江東区豊洲1丁目'],
  ['小鳥遊　蓮', 'タカナシ　レン', '090-0000-7777', '神奈川県藤沢市辻堂2丁目'],
  ['髙橋　蓮', 'タカハシ　レン', '03-0000-1111', '東京都世田谷区桜丘3丁目'],
] as const;

beforeAll(async () => {
  screen = await Screen.open();
  for (const [i, [name, kana, phoneNumber, property]] of PEOPLE.entries()) {
    await screen.program.sendMail(
      composeInquiry({ number: `QUICK000${i}`, name, kana, phone: phoneNumber, property }),
    );
    await screen.program.settled();
  }
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const button = (page: Page) => page.getByRole('banner').getByRole('button', { name: '検索', exact: true });
const dialog = (page: Page) => page.getByRole('dialog', { name: '顧客とページを検索' });
const field = (page: Page) => dialog(page).getByRole('combobox', { name: '顧客とページを検索' });
const options = (page: Page) => dialog(page).getByRole('option');
const customers = (page: Page) =>
  dialog(page).getByRole('group', { name: '顧客' }).locator('b').allTextContents();
const marked = (page: Page) => dialog(page).getByRole('option', { selected: true });
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const focused = (page: Page) =>
  page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent');

/** What is asked of the server from now on. */
function listen(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/v1/customers') asked.push(searchParams.get('q') ?? '');
  });
  return asked;
}

it('finds by kana typed in hiragana; arrows move, and Enter opens who is marked', async () => {
  const page = await screen.openPage('/settings/statuses');
  await page.keyboard.press('/');
  await field(page).waitFor();
  await expect.poll(() => focused(page)).toBe('顧客とページを検索');
  expect(await field(page).inputValue()).toBe('');
  await dialog(page).getByText('電話番号（末尾だけでも）').waitFor();
  const asked = listen(page);
  await page.keyboard.type('たかはし', { delay: 20 });
  await expect.poll(() => customers(page)).toEqual(['髙橋　蓮', '髙橋　美咲']);
  expect(asked).toEqual(['たかはし']);
  await expect
    .poll(() => marked(page).textContent())
    .toMatch(/髙橋　蓮.*タカハシ　レン.*03-0000-1111.*担当者/);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => marked(page).textContent()).toContain('髙橋　美咲');
  // The field says which one, for the focus stays in it.
  expect(await field(page).getAttribute('aria-activedescendant')).toBe(await marked(page).getAttribute('id'));
  await page.keyboard.press('ArrowDown');
  expect(await marked(page).textContent()).toBe('すべての結果を見る');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await heading(page, '髙橋　美咲');
  expect(await dialog(page).count()).toBe(0);
  await expect.poll(() => focused(page)).toContain('髙橋　美咲');

  // From one customer to another, by the last digits alone; Enter before the answer waits for it.
  await page.keyboard.press('Control+k');
  await field(page).waitFor();
  await page.keyboard.type('7777');
  await page.keyboard.press('Enter');
  await heading(page, '小鳥遊　蓮');
  await page.keyboard.press('Control+k');
  await field(page).fill('０９０－００００ー４３２１');
  await expect.poll(() => customers(page)).toEqual(['髙橋　美咲']);
  await field(page).fill('たか');
  await expect.poll(() => customers(page)).toHaveLength(3);
  await options(page).filter({ hasText: 'すべての結果を見る' }).click();
  await heading(page, '顧客');
  expect(await page.getByRole('searchbox', { name: '顧客を検索' }).inputValue()).toBe('たか');
});

it('is opened by /, Ctrl+K and the button, not by what is typed; Escape gives the focus back', async () => {
  const page = await screen.openPage('/dashboard');
  const link = page
    .getByRole('navigation', { name: 'メインメニュー' })
    .first()
    .getByRole('link', { name: '設定' });
  for (const [open, back] of [
    [() => page.keyboard.press('/'), '設定'],
    [() => page.keyboard.press('Control+k'), '設定'],
    [() => button(page).click(), '検索/'],
  ] as const) {
    await link.focus();
    await open();
    await field(page).waitFor();
    await expect.poll(() => focused(page)).toBe('顧客とページを検索');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe(back);
  }
  // Nothing had the focus.
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('/');
  await field(page).waitFor();
  await page.keyboard.press('Control+k');
  await dialog(page).waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe('検索/');
  // An unfolded part of the page takes no letters.
  const fold = page.getByRole('button', { name: 'メニューを折りたたむ' });
  await fold.focus();
  await page.keyboard.press('/');
  await field(page).waitFor();
  await page.keyboard.press('Escape');

  await page.goto('/customers');
  const box = page.getByRole('searchbox', { name: '顧客を検索' });
  await box.fill('1');
  await box.press('/');
  expect(await box.inputValue()).toBe('1/');
  expect(await dialog(page).count()).toBe(0);
  await box.press('Control+k');
  await field(page).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('顧客を検索');
  // The keys of a page under it mean nothing to it: an open inquiry stays open.
  await page.goto('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).click();
  await heading(page, '反響');
  await page.waitForURL(/id=/);
  await page.keyboard.press('/');
  await field(page).waitFor();
  await page.keyboard.type('?jez');
  await page.evaluate('document.activeElement.blur()'); // as before the focus has come into it
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  expect(page.url()).toContain('id=');
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('検索（入力中でも Ctrl+K、Macは ⌘K）').waitFor();
  // A dialog has the keyboard for itself.
  await page.keyboard.press('Control+k');
  await page.keyboard.press('/');
  expect(await page.getByRole('dialog').count()).toBe(1);
});

it('a Japanese conversion opens, asks and closes nothing', async () => {
  const page = await screen.openPage('/tasks');
  const asked = listen(page);
  await page.keyboard.press('/');
  await field(page).waitFor();
  await expect.poll(() => focused(page)).toBe('顧客とページを検索');
  const devtools = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    devtools.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  await compose('たかなし');
  for (const key of ['Enter', 'Escape', 'ArrowDown', 'Control+k', 'Enter']) await page.keyboard.press(key);
  expect([await dialog(page).count(), new URL(page.url()).pathname]).toEqual([1, '/tasks']);
  await devtools.send('Input.insertText', { text: '小鳥遊' });
  await expect.poll(() => customers(page)).toEqual(['小鳥遊　蓮']);
  expect(asked).toEqual(['小鳥遊']);
  await page.keyboard.press('Enter');
  await heading(page, '小鳥遊　蓮');
});

it('whoever is not found is added with what was typed; pages are found by name', async () => {
  const page = await screen.openPage('/inquiries');
  await button(page).click();
  await field(page).fill('090-0000-9876');
  await dialog(page).getByText('「090-0000-9876」に当てはまる顧客はいません。').waitFor();
  // Enter makes nobody.
  expect(await marked(page).count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  expect(await marked(page).textContent()).toBe('「090-0000-9876」で顧客を追加');
  await page.keyboard.press('Enter');
  await heading(page, '顧客を追加');
  await expect.poll(() => page.getByLabel('電話番号').first().inputValue()).toBe('090-0000-9876');
  // Another page is reached from there, after the question about what is typed there.
  await page.getByLabel('お名前').fill('書きかけ　華');
  await page.keyboard.press('Control+k');
  await field(page).fill('ダッシュ');
  await expect.poll(() => marked(page).textContent()).toBe('ダッシュボード');
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: '入力中の内容があります' });
  await question.getByRole('button', { name: '入力を続ける' }).click();
  expect(await page.getByLabel('お名前').inputValue()).toBe('書きかけ　華');
  await expect.poll(() => page.locator('input:focus').inputValue()).toBe('書きかけ　華');
  await page.keyboard.press('Control+k');
  await field(page).fill('ダッシュ');
  await expect.poll(() => marked(page).textContent()).toBe('ダッシュボード');
  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: '破棄して移動する' }).click();
  await heading(page, 'ダッシュボード');
});

it('says that it failed, with a way on, and never opens who answers another question', async () => {
  const page = await screen.openPage('/tasks');
  await button(page).click();
  await field(page).fill('たかはし');
  await expect.poll(() => customers(page)).toHaveLength(2);
  const held = Promise.withResolvers<void>();
  await page.route('**/api/v1/customers?*', async (route) => {
    await held.promise;
    await route.fulfill({ status: 409, json: {} });
  });
  await field(page).fill('さいしょ');
  expect(await marked(page).count()).toBe(0);
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).pathname).toBe('/tasks');
  held.resolve();
  const failed = dialog(page).getByRole('alert');
  await failed.getByText('表示できませんでした').waitFor();
  expect(await options(page).count()).toBe(0);
  await page.unroute('**/api/v1/customers?*');
  // That Enter was for what was asked then.
  await field(page).fill('最初');
  await expect.poll(() => customers(page)).toEqual([FIRST]);
  await page.route('**/api/v1/customers?*', (route) => route.fulfill({ status: 409, json: {} }));
  await field(page).fill('小鳥');
  await failed.waitFor();
  await page.unroute('**/api/v1/customers?*');
  await failed.getByRole('button', { name: 'もう一度読み込む' }).click();
  await expect.poll(() => customers(page)).toEqual(['小鳥遊　蓮']);
});

it('its code comes when it is wanted; keys pressed meanwhile are not the page’s', async () => {
  const context = await screen.openBrowser();
  const page = await context.newPage();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  const wanted = Promise.withResolvers<void>();
  await page.route('**/search-dialog-*.js', async (route) => {
    await wanted.promise;
    await route.continue();
  });
  await page.goto('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).focus();
  expect(loaded.filter((url) => url.includes('search-dialog'))).toEqual([]);
  await page.keyboard.press('/');
  await page.getByRole('dialog', { name: '検索' }).waitFor();
  await page.keyboard.press('o');
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog').count()).toBe(1);
  expect(page.url()).not.toContain('id=');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe(FIRST);
  wanted.resolve();
  await page.keyboard.press('/');
  await field(page).waitFor();
});

it('is for everybody: no barrier while it is open, with a thumb, and not on paper', async () => {
  const opened = (typed: string) => async (page: Page) => {
    await button(page).click();
    await field(page).fill(typed);
    if (typed === '') await options(page).first().waitFor();
    else
      await dialog(page)
        .getByText(typed === 'たか' ? 'すべての結果を見る' : 'で顧客を追加')
        .waitFor();
  };
  const places = ['', 'たか', '鰐淵'].map((typed) => ({ path: '/settings', act: opened(typed) }));
  expect(await judgePages(screen, places)).toEqual([]);
  const page = await screen.openPage('/connections', phone);
  const small = await button(page).boundingBox();
  expect(Math.min(small?.width ?? 0, small?.height ?? 0)).toBeGreaterThanOrEqual(44);
  await button(page).tap();
  await field(page).fill('7777');
  await expect.poll(() => customers(page)).toEqual(['小鳥遊　蓮']);
  for (const option of await options(page).all())
    expect((await option.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await page.emulateMedia({ media: 'print' });
  expect([await field(page).isVisible(), await options(page).first().isVisible()]).toEqual([false, false]);
  await page.emulateMedia({ media: 'screen' });
  await options(page).filter({ hasText: '小鳥遊' }).tap();
  await heading(page, '小鳥遊　蓮');
});
