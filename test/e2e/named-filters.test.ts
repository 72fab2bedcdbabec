// Filters that are kept under names: renamed, brought up to date and deleted, each with the way back, and whoever is second is told.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { does, overtaken, post } from '../support/elsewhere.ts';
import { judgePages } from '../support/judge-pages.ts';
import { FIRST, phone, Screen } from '../support/open-screen.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const undo = (page: Page) => page.getByRole('button', { name: '元に戻す', exact: true }).last();
const told = (page: Page, what: string) => page.getByText(what, { exact: true }).last().waitFor();
const kept = async (page: Page, path: string) =>
  (await (await page.request.get(`/api/v1${path}`)).json()).items.map(
    ({ name, filter }: { name: string; filter: object }) => [name, filter],
  );

const openList = async (search = '') => {
  const page = await screen.openPage(`/inquiries${search}`);
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  return page;
};
const views = (page: Page) => kept(page, '/inquiry-views');
/** The dialog has closed, and the focus is back where it was opened: given back later, it would close the menu opened meanwhile. */
const comesBackTo = (page: Page, button: string) =>
  expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(button);

/** By keyboard: the menu of views, and in it what is called so. */
async function choose(page: Page, menu: string, name: string) {
  await page.getByRole('button', { name: menu, exact: true }).press('Enter');
  // Once it is open it takes the focus: taken a moment later, the key would be another item's.
  await expect.poll(() => page.evaluate('document.activeElement.closest("[role=menu]") !== null')).toBe(true);
  await page.getByRole('menuitem', { name }).press('Enter');
}
/** Does it, and the page has what there is now. */
async function reread(page: Page, act: () => Promise<void>) {
  const answer = page.waitForResponse((one) =>
    /GET .*\/inquiry-views$/.test(`${one.request().method()} ${one.url()}`),
  );
  await act();
  await (await answer).finished();
}

it('a view is renamed where it is, not by the end of a conversion; whoever is second sees both names', async () => {
  const page = await openList('?response=open');
  const { id } = await post(page, '/inquiry-views', { name: '急ぎ', filter: { response: 'open' } });
  await page.reload();
  await choose(page, '急ぎ', '「急ぎ」の名前を変更');
  const dialog = page.getByRole('dialog', { name: 'ビューの名前を変更' });
  const name = dialog.getByRole('textbox', { name: 'ビューの名前' });
  await expect.poll(() => name.inputValue()).toBe('急ぎ');
  await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('急ぎ');
  await name.fill('未対応の急ぎ');
  for (const key of ['Enter', 'Escape'])
    await name.evaluate(
      `(field) => field.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', isComposing: true, bubbles: true }))`,
    );
  expect(await name.inputValue()).toBe('未対応の急ぎ');
  await name.press('Enter');
  await told(page, 'ビュー「未対応の急ぎ」を保存しました');
  await comesBackTo(page, '未対応の急ぎ');
  expect(await views(page)).toEqual([['未対応の急ぎ', { response: 'open' }]]);

  await choose(page, '未対応の急ぎ', '「未対応の急ぎ」の名前を変更');
  await name.fill('私の名前');
  const path = `/inquiry-views/${id}`;
  await overtaken(page, 'PATCH', path, () => does(page, 'PATCH', path, { name: '別の画面の名前' }));
  await name.press('Enter');
  await dialog.getByRole('alert').getByText('別の画面の名前').waitFor();
  expect(await name.inputValue()).toBe('私の名前');
  // Deleted meanwhile it says so, and is added as another one.
  await does(page, 'DELETE', path);
  const save = dialog.getByRole('button', { name: '保存する' });
  await save.click();
  await dialog.getByText('編集中に、ほかの方がこのビューを削除しました').waitFor();
  await dialog.getByText('もう一度「保存する」を押すと、新しいビューとして追加します。').waitFor();
  await save.click();
  await told(page, 'ビュー「私の名前」を保存しました');
  await comesBackTo(page, '私の名前');
  expect(await views(page)).toEqual([['私の名前', { response: 'open' }]]);
  await choose(page, '私の名前', '「私の名前」を削除');
  await told(page, 'ビュー「私の名前」を削除しました');
});

it('a view that is deleted or overwritten comes back with one press, or the key z', async () => {
  const page = await openList('?response=open');
  const { id } = await post(page, '/inquiry-views', { name: '戻す', filter: { response: 'open' } });
  await page.reload();
  await choose(page, '戻す', '「戻す」を削除');
  await told(page, 'ビュー「戻す」を削除しました');
  await page.getByRole('button', { name: 'ビュー', exact: true }).waitFor();
  expect(await views(page)).toEqual([]);
  await undo(page).click();
  await told(page, '元に戻しました');
  await page.getByRole('button', { name: '戻す', exact: true }).waitFor();
  const [[, filter], ...others] = await views(page);
  expect([filter, others]).toEqual([{ response: 'open' }, []]);

  // It is the chosen one again: narrowed further, it may be brought up to date.
  await page.goto('/inquiries');
  await choose(page, 'ビュー', '戻す');
  await page.getByRole('radiogroup', { name: '表示する反響' }).getByText('対応済み').click();
  await page.getByText('条件に合う反響はありません').waitFor();
  await reread(page, () => choose(page, 'ビュー', '「戻す」を今の条件で上書き'));
  await told(page, 'ビュー「戻す」を保存しました');
  expect(await views(page)).toEqual([['戻す', { response: 'done' }]]);
  await page.getByRole('heading', { level: 1 }).focus();
  await reread(page, () => page.keyboard.press('z'));
  await told(page, '元に戻しました');
  expect(await views(page)).toEqual([['戻す', { response: 'open' }]]);

  // What another page made of it was never looked at here.
  await page.getByRole('radiogroup', { name: '表示する反響' }).getByText('未対応').click();
  const [{ id: now }] = (await (await page.request.get('/api/v1/inquiry-views')).json()).items;
  expect(now).not.toBe(id);
  await page.getByRole('button', { name: '戻す', exact: true }).waitFor();
  const path = `/inquiry-views/${now}`;
  // What the page asks for once the press is made.
  await page.getByRole('button', { name: '戻す', exact: true }).press('Enter');
  const item = page.getByRole('menuitem', { name: '「戻す」を削除' });
  await item.waitFor();
  await overtaken(page, 'GET', '/inquiry-views', () => does(page, 'PATCH', path, { name: '別の画面の名前' }));
  await item.press('Enter');
  await told(
    page,
    'このビューは別の画面で変更されています。新しい内容を確認してから、もう一度削除してください。',
  );
  await page.getByRole('button', { name: '別の画面の名前', exact: true }).waitFor();
  await overtaken(page, 'DELETE', path, () => does(page, 'DELETE', path));
  await choose(page, '別の画面の名前', '「別の画面の名前」を削除');
  await told(page, '見つかりませんでした。削除されたか、権限のない項目です。');
  // A name that was given to another one meanwhile is told too.
  await post(page, '/inquiry-views', { name: '別の画面の名前', filter: { response: 'open' } });
  await page.reload();
  await choose(page, '別の画面の名前', '「別の画面の名前」を削除');
  await told(page, 'ビュー「別の画面の名前」を削除しました');
  await post(page, '/inquiry-views', { name: '別の画面の名前', filter: { repeat: true } });
  await undo(page).click();
  await told(page, 'この名前はすでに使われています。');
  expect(await views(page)).toEqual([['別の画面の名前', { repeat: true }]]);
});

const groups = (page: Page) => kept(page, '/dynamic-groups');
const rowOf = (page: Page) => page.getByRole('list', { name: '動的な顧客グループ' }).getByRole('listitem');

it('a dynamic group is renamed in its row; whoever is second sees both names, and deleted it is added anew', async () => {
  const page = await screen.openPage('/settings/groups');
  const { id } = await post(page, '/dynamic-groups', { name: '湘南', filter: { q: '辻堂' } });
  await page.reload();
  await page.getByRole('button', { name: '「湘南」を編集' }).press('Enter');
  const name = rowOf(page).getByRole('textbox', { name: 'グループ名' });
  await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('湘南');
  await name.fill('湘南エリア');
  for (const key of ['Enter', 'Escape'])
    await name.evaluate(
      `(field) => field.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', isComposing: true, bubbles: true }))`,
    );
  expect(await name.inputValue()).toBe('湘南エリア');
  await name.press('Enter');
  await page.getByRole('button', { name: '「湘南エリア」を編集' }).waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toBe('「湘南エリア」を編集');
  expect(await groups(page)).toEqual([['湘南エリア', { q: '辻堂' }]]);

  await page.getByRole('button', { name: '「湘南エリア」を編集' }).click();
  await name.fill('私の名前');
  const path = `/dynamic-groups/${id}`;
  await overtaken(page, 'PATCH', path, () => does(page, 'PATCH', path, { name: '他の方の名前' }));
  await name.press('Enter');
  await rowOf(page).getByRole('alert').getByText('他の方の名前').waitFor();
  expect(await name.inputValue()).toBe('私の名前');
  await does(page, 'DELETE', path);
  await name.press('Enter');
  await rowOf(page).getByText('編集中に、ほかの方がこの動的な顧客グループを削除しました').waitFor();
  await name.press('Enter');
  await page.getByRole('button', { name: '「私の名前」を編集' }).waitFor();
  expect(await groups(page)).toEqual([['私の名前', { q: '辻堂' }]]);
});

it('a dynamic group that is deleted comes back with one press; one that somebody else changed is not deleted unread', async () => {
  const page = await screen.openPage('/settings/groups');
  await page.getByRole('button', { name: '「私の名前」を削除' }).click();
  const remove = page.getByRole('dialog').getByRole('button', { name: '削除' });
  await remove.click();
  await told(page, '「私の名前」を削除しました');
  expect(await groups(page)).toEqual([]);
  await undo(page).click();
  await told(page, '元に戻しました');
  await page.getByRole('button', { name: '「私の名前」を削除' }).click();
  expect(await groups(page)).toEqual([['私の名前', { q: '辻堂' }]]);
  const [{ id }] = (await screen.program.get('/dynamic-groups')).items;
  await overtaken(page, 'GET', '/dynamic-groups', () =>
    does(page, 'PATCH', `/dynamic-groups/${id}`, { filter: { q: '鵠沼' } }),
  );
  await remove.click();
  await page.getByRole('dialog').getByText('このグループはほかの方が変更しました。').waitFor();
  expect(await groups(page)).toEqual([['私の名前', { q: '鵠沼' }]]);
  await page.getByRole('dialog').getByRole('button', { name: 'キャンセル' }).click();
});

it('a dynamic group is brought up to date where its customers are, with the way back, and not over somebody else', async () => {
  const page = await screen.openPage('/customers');
  const list = page.getByRole('navigation', { name: '動的な顧客グループ' });
  const overwrite = list.getByRole('button', { name: '「私の名前」を今の条件で上書き' });
  const box = page.getByRole('searchbox', { name: '顧客を検索' });
  await box.fill('最初');
  await list.getByRole('button', { name: 'この条件を保存' }).waitFor();
  // None was chosen yet.
  expect(await overwrite.count()).toBe(0);
  await list.getByRole('link', { name: '私の名前' }).press('Enter');
  await expect.poll(() => box.inputValue()).toBe('鵠沼');
  expect(await overwrite.count()).toBe(0);
  await box.fill('一郎');
  await overwrite.press('Enter');
  await told(page, '動的な顧客グループ「私の名前」を保存しました');
  await list.locator('[aria-current]').waitFor();
  await overwrite.waitFor({ state: 'detached' });
  expect(await groups(page)).toEqual([['私の名前', { q: '一郎' }]]);
  await undo(page).click();
  await told(page, '元に戻しました');
  expect(await groups(page)).toEqual([['私の名前', { q: '鵠沼' }]]);

  const [{ id }] = (await screen.program.get('/dynamic-groups')).items;
  const path = `/dynamic-groups/${id}`;
  await overtaken(page, 'PATCH', path, () => does(page, 'PATCH', path, { filter: { q: '他の方' } }));
  await overwrite.click();
  await told(page, '他の方が先に変更しました。新しい内容を確認してから、もう一度保存してください。');
  expect(await groups(page)).toEqual([['私の名前', { q: '他の方' }]]);
});

it('has no serious barrier, no sideways scrolling, and room for a thumb', async () => {
  const page = await screen.openPage('/settings/groups', phone);
  for (const what of ['編集', '削除']) {
    const box = await page.getByRole('button', { name: `「私の名前」を${what}` }).boundingBox();
    expect(Math.min(box?.height ?? 0, box?.width ?? 0), what).toBeGreaterThanOrEqual(40);
  }
  await post(page, '/inquiry-views', {
    name: '長い名前のビューです。'.repeat(5),
    filter: { response: 'open' },
  });
  const found = await judgePages(screen, [
    {
      path: '/settings/groups',
      act: (judged) => judged.getByRole('button', { name: '「私の名前」を編集' }).click(),
    },
    {
      path: '/customers?q=%E4%BB%96%E3%81%AE%E6%96%B9',
      act: async (judged) => {
        await judged.getByRole('searchbox').fill('一郎');
        await judged.getByRole('button', { name: '「私の名前」を今の条件で上書き' }).waitFor();
      },
    },
    {
      path: '/inquiries?response=open',
      act: async (judged) => {
        await judged.getByRole('button', { name: /^長い名前/ }).click();
        await judged.getByRole('menuitem', { name: /の名前を変更$/ }).click();
        await judged.getByRole('dialog').getByRole('textbox').waitFor();
      },
    },
  ]);
  expect(found).toEqual([]);
}, 90_000);
