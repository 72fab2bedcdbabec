// The focus of the keyboard is never lost: by what opens and closes, by what is deleted, by a button that works.
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { phone, Screen } from '../support/open-screen.ts';

let screen: Screen;

beforeAll(async () => {
  screen = await Screen.open();
}, 90_000);

afterAll(() => screen?.close());

afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const holds = (what: Locator) =>
  expect.poll(() => what.evaluate((held) => held === held.ownerDocument.activeElement)).toBe(true);

const open = async (opener: Locator) => {
  await opener.focus();
  await opener.page().keyboard.press('Enter');
};
/** Where a name or a title is typed: the first field. */
const typed = (part: Locator) => part.locator('input:not([type="checkbox"]), textarea').first();

it('what opens has the focus, Tab stays in it, one Escape closes the innermost, and whatever goes gives the focus back', async () => {
  await screen.sendInquiry();
  await screen.program.settled();
  const page = await screen.openPage('/inquiries');
  const { keyboard } = page;
  const staysInside = async () => {
    for (const key of [...Array(5).fill('Tab'), ...Array(5).fill('Shift+Tab')]) {
      await keyboard.press(key);
      expect(await page.evaluate('document.activeElement.closest("[role=dialog]") !== null')).toBe(true);
    }
  };
  const row = (nth: number) => page.locator('tbody [data-open-link]').nth(nth);
  await row(1).waitFor();

  // Somebody is chosen for a row: by Escape, by Enter; and from the open one, which stays.
  await keyboard.press('j');
  await keyboard.press('a');
  const chooser = page.getByRole('combobox', { name: '担当者' });
  await holds(chooser);
  await staysInside();
  await keyboard.press('Escape');
  await holds(row(0));
  await keyboard.press('a');
  await holds(chooser);
  await keyboard.type('高橋');
  await keyboard.press('Enter');
  await holds(row(0));
  await keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: '反響の詳細' });
  await open(panel.getByRole('button', { name: /^担当者:/ }));
  await holds(chooser);
  await keyboard.press('Escape');
  await holds(panel.getByRole('button', { name: /^担当者:/ }));
  await keyboard.press('Escape');
  await holds(row(0));
  // Responded to, it goes below: the next takes its place.
  const next = page.getByRole('link', { name: (await row(1).textContent()) ?? '', exact: true });
  await keyboard.press('e');
  await holds(next);
  // The note before it may still be on its way out.
  const note = page.getByRole('alert').filter({ hasText: '対応済みにしました' });
  await note.getByRole('button', { name: '元に戻す' }).press('Enter');
  await holds(next);
  // A menu, the dialog it opens, and the menu again.
  await keyboard.press('x');
  await open(
    page.getByRole('region', { name: '選択した反響への操作' }).getByRole('button', { name: '選択を解除' }),
  );
  await holds(next);

  await page.goto('/inquiries?repeat=true');
  await open(page.getByRole('button', { name: 'ビュー', exact: true }));
  await page.getByRole('menuitem').first().waitFor();
  await keyboard.press('ArrowDown');
  await holds(page.getByRole('menuitem', { name: '今の条件を保存' }));
  await keyboard.press('Enter');
  await holds(page.getByRole('textbox', { name: 'ビューの名前' }));
  await staysInside();
  await keyboard.press('Escape');
  await holds(page.getByRole('button', { name: 'ビュー', exact: true }));
});

it('what is edited where it stands, added and deleted gives the focus back', async () => {
  const [{ id }] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage(`/customers/${id}`);
  const { keyboard } = page;
  const pencil = page.getByRole('button', { name: '電話番号を編集' });
  for (const end of ['Escape', 'Enter']) {
    await open(pencil);
    await holds(page.getByRole('textbox', { name: '電話番号' }));
    await keyboard.press(end);
    await holds(pencil);
  }
  await open(page.getByRole('button', { name: '編集', exact: true }));
  await holds(page.getByLabel('お名前', { exact: true }));
  await page.getByRole('button', { name: 'キャンセル' }).press('Enter');
  await holds(page.getByRole('button', { name: '編集', exact: true }));
  const card = page.getByRole('region', { name: 'タスク' });
  const add = card.getByRole('button', { name: 'タスクを追加' });
  for (const title of ['一つ目', '二つ目']) {
    await open(add);
    await holds(typed(card));
    await keyboard.type(title);
    await keyboard.press('Enter');
    await card.getByText(title).waitFor();
    await holds(add);
  }
  await open(card.getByRole('button', { name: '「一つ目」を編集' }));
  await holds(typed(card));
  await keyboard.type('のこと');
  await keyboard.press('Enter');
  await holds(card.getByRole('button', { name: '「一つ目のこと」を編集' }));
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await holds(card.getByRole('checkbox', { name: '「二つ目」を完了にする' }));
  await keyboard.press('Space');
  await holds(add);

  // A row that is deleted by way of a question.
  await page.goto('/settings/groups');
  for (const name of ['春の客', '夏の客']) {
    await open(page.getByRole('button', { name: '顧客グループを追加' }));
    await holds(typed(page.getByRole('dialog')));
    await keyboard.type(name);
    await keyboard.press('Enter');
    await holds(page.getByRole('button', { name: '顧客グループを追加' }));
  }
  await open(page.getByRole('button', { name: '「春の客」を編集' }));
  await keyboard.press('Escape');
  await holds(page.getByRole('button', { name: '「春の客」を編集' }));
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await holds(page.getByRole('dialog').getByRole('button', { name: 'キャンセル' }));
  await page.getByRole('dialog').getByRole('button', { name: '削除' }).press('Enter');
  await holds(page.getByRole('button', { name: '「夏の客」を編集' }));
});

it('a button that works keeps the focus, sends once however often it is pressed, and works again', async () => {
  const { connectionId } = screen.program.firm;
  /** Presses with the keyboard, again and again while the server has not answered; then it answers. */
  const presses = async (page: Page, button: Locator, at: Locator, sent: RegExp) => {
    let calls = 0;
    let answer = () => {};
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(sent, async (route) => {
      if (route.request().method() === 'GET') return route.continue();
      calls += 1;
      await mayAnswer;
      await route.continue();
    });
    await at.press('Enter');
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true');
    await at.press('Enter');
    await button.dispatchEvent('click');
    await holds(at);
    expect(calls).toBe(1);
    answer();
  };
  const page = await screen.openPage(`/connections/${connectionId}`);
  const test = page.locator('#test').getByRole('button');
  await test.waitFor();
  await presses(page, test, test, /test-inquiry$/);
  await page.getByText('正しく受け取れることを確認しました').waitFor();
  await holds(test);
  expect(await test.getAttribute('aria-disabled')).toBe(null);

  // Enter in a field of a dialog presses its button.
  await page.goto('/settings/groups');
  await page.getByRole('button', { name: '顧客グループを追加' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const name = dialog.getByLabel('グループ名');
  await name.fill('一度だけ');
  await presses(page, dialog.getByRole('button', { name: '追加する' }), name, /groups$/);
  await dialog.waitFor({ state: 'detached' });
  const groups = (await screen.program.get('/groups')).items.map((one: { name: string }) => one.name);
  expect(groups.filter((one: string) => one === '一度だけ')).toHaveLength(1);

  // A refusal leaves the focus where it was.
  await page.goto('/settings/groups');
  await page.route(/groups\/.*/, (route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status: 500, json: {} }) : route.continue(),
  );
  await page.getByRole('button', { name: '「一度だけ」を編集' }).press('Enter');
  const save = page.getByRole('button', { name: '保存する' });
  await save.press('Enter');
  await page.getByText('予期しない問題が発生しました。').waitFor();
  await holds(save);
});

it('after signing in the page begins at its heading, or at what is open in its place; never at the way past the frame', async () => {
  const { email, password } = screen.program.owner;
  const [{ id }] = (await screen.program.get('/inquiries?limit=1')).items;
  for (const next of ['/inquiries', `/inquiries?id=${id}`]) {
    const page = await (await screen.openStranger(phone)).newPage();
    await page.addInitScript(
      `skips = 0; addEventListener('focusin', ({ target }) => { skips += Number(target.matches('[href="#main"]')); })`,
    );
    await page.goto(`/sign-in?${new URLSearchParams({ next })}`);
    await page.getByLabel('メールアドレス').fill(email);
    await page.getByLabel('パスワード', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'サインイン' }).tap();
    const panel = page.getByRole('complementary', { name: '反響の詳細' });
    await holds(
      next === '/inquiries'
        ? page.getByRole('heading', { level: 1, name: '反響' })
        : panel.getByRole('heading').first(),
    );
    expect(await page.evaluate('skips'), next).toBe(0);
  }
});
