// Two people change the same: whoever is second sees both, whether the page has heard of the first by the press or not.
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { does, elsewhere, overtaken, post } from '../support/elsewhere.ts';
import { Screen } from '../support/open-screen.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const save = (part: Page | Locator) => part.getByRole('button', { name: '保存する' }).click();
const take = (part: Page | Locator, what: string) =>
  part.getByRole('button', { name: `${what}：この内容にする` }).click();

it('what a portal cost: the amounts of both are shown, and neither is lost without a word', async () => {
  const page = await screen.openPage('/dashboard?days=this-month');
  const asked = page.waitForResponse((answer) => answer.url().includes('/portal-costs/'));
  await page.getByRole('button', { name: '費用を入力' }).click();
  const path = new URL((await asked).url()).pathname.replace('/api/v1', '');
  const cost = (yen: number) => ({ items: [{ portal: 're-guide', yen }] });
  const costs = async () => (await screen.program.get(path)).items;
  const dialog = page.getByRole('dialog');
  const field = dialog.getByLabel('リガイドの費用（円）');
  await field.fill('40000');
  await elsewhere(page, 'PUT', path, path, cost(25_000));
  const told = dialog.getByRole('alert');
  await told.getByText('リガイド: お二人とも変更しています。').waitFor();
  await told.getByText('25,000円').waitFor();
  expect(await field.inputValue()).toBe('40000');
  // A third is quicker still, and the page hears of it from the refusal.
  await overtaken(page, 'PUT', path, () => does(page, 'PUT', path, cost(35_000)));
  await save(dialog);
  await told.getByText('35,000円').waitFor();
  expect(await costs()).toEqual([{ portal: 're-guide', yen: 35_000 }]);
  expect(await field.inputValue()).toBe('40000');
  await save(dialog);
  await page.getByText(/の費用を保存しました$/).waitFor();
  expect(await costs()).toEqual([{ portal: 're-guide', yen: 40_000 }]);

  // What was saved before the dialog is opened is no change made meanwhile.
  await does(page, 'PUT', path, cost(45_000));
  await page.getByRole('button', { name: '費用を入力' }).click();
  await expect.poll(() => field.inputValue()).toBe('45,000');
  expect(await told.count()).toBe(0);
  await elsewhere(page, 'PUT', path, path, cost(46_000));
  await told.getByText('リガイド: 他の方の変更をこの画面に反映しました。').waitFor();
  expect(await field.inputValue()).toBe('46,000');
});

it('what a portal cost: the same amount in other letters is no other, and another month does not take what is typed', async () => {
  const page = await screen.openPage('/dashboard?days=this-month');
  const asked = page.waitForResponse((answer) => answer.url().includes('/portal-costs/'));
  await page.getByRole('button', { name: '費用を入力' }).click();
  const path = new URL((await asked).url()).pathname.replace('/api/v1', '');
  const cost = (yen: number | null) => ({ items: [{ portal: 're-guide', yen }] });
  const dialog = page.getByRole('dialog', { name: '媒体の費用を入力' });
  const field = dialog.getByLabel('リガイドの費用（円）');
  const month = dialog.getByRole('combobox', { name: '月' });
  const question = page.getByRole('dialog', { name: '入力中の内容があります' });
  const other = async () => {
    await month.click();
    await page.getByRole('option').last().click();
  };
  for (const [typed, yen] of [
    ['70000', 70_000],
    ['８０，０００', 80_000],
    ['¥90、000円', 90_000],
  ] as const) {
    await field.fill(typed);
    await elsewhere(page, 'PUT', path, path, cost(yen));
    expect(await dialog.getByRole('alert').count(), typed).toBe(0);
    expect(await field.inputValue()).toBe(typed);
  }
  // Nothing is typed that is not saved: nothing is asked.
  const before = await month.inputValue();
  const loaded = Promise.withResolvers<void>();
  await page.route(/portal-costs/, async (route) => {
    await loaded.promise;
    await route.continue();
  });
  await other();
  await expect.poll(() => month.inputValue()).not.toBe(before);
  expect([await field.inputValue(), await field.isDisabled()]).toEqual(['', true]);
  loaded.resolve();
  await expect.poll(() => field.isDisabled()).toBe(false);
  expect([await field.inputValue(), await question.count()]).toEqual(['', 0]);

  const oldest = await month.inputValue();
  await field.fill('12345');
  const latest = async () => {
    await month.click();
    await page.getByRole('option').first().click();
  };
  await latest();
  await question.getByText('月を変えると、入力した内容は失われます。').waitFor();
  await question.getByRole('button', { name: '入力を続ける' }).click();
  await question.waitFor({ state: 'detached' });
  expect([await month.inputValue(), await field.inputValue()]).toEqual([oldest, '12345']);
  await latest();
  await question.getByRole('button', { name: '破棄して月を変える' }).click();
  await expect.poll(() => month.inputValue()).not.toBe(oldest);
  await expect.poll(() => field.inputValue()).toBe('');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

it('how one is told oneself, on two pages: what the other saved comes in, or is shown beside what is chosen here', async () => {
  const page = await screen.openPage('/settings/own-notices');
  const part = page.locator('#own');
  const pace = (name: string) => part.getByLabel(name).isChecked();
  const own = async () => (await (await page.request.get('/api/v1/me/notices')).json()).own;
  const set = { mail: true, push: true, pace: 'hourly', quiet: null };
  // Nothing is being changed: it is shown, and nothing is said.
  await elsewhere(page, 'PUT', '/me/notices', '/me/notices', { own: set });
  await part.getByLabel('1時間ごとにまとめて').waitFor();
  await expect.poll(() => pace('1時間ごとにまとめて')).toBe(true);
  expect(await pace('自分で決める')).toBe(true);
  expect(await part.getByRole('alert').count()).toBe(0);

  await part.getByLabel('毎朝9時にまとめて').check();
  const mine = { ...set, pace: 'at-once', push: false };
  await elsewhere(page, 'PUT', '/me/notices', '/me/notices', { own: mine });
  const told = part.getByRole('alert');
  await told.getByText('編集中に、別の画面で先に保存されました').waitFor();
  await told.getByText('届くたびにすぐ').waitFor();
  await expect.poll(() => part.getByRole('checkbox', { name: 'ブラウザーの通知' }).isChecked()).toBe(false);
  expect(await pace('毎朝9時にまとめて')).toBe(true);
  await overtaken(page, 'PUT', '/me/notices', () =>
    does(page, 'PUT', '/me/notices', { own: { ...mine, pace: 'hourly' } }),
  );
  await save(part);
  await told.getByText('1時間ごとにまとめて').waitFor();
  expect(await own()).toEqual({ ...mine, pace: 'hourly' });
  await save(part);
  await page.getByText('保存しました').waitFor();
  expect(await own()).toEqual({ ...mine, pace: 'daily' });
  await told.waitFor({ state: 'detached' });
});

it.each([
  ['statuses', 'ステータス名', { color: 'blue' }],
  ['groups', 'グループ名', {}],
  ['branches', '店舗名', {}],
] as const)('the name of one of the %s: both are shown in its row', async (kind, label, more) => {
  const page = await screen.openPage(`/settings/${kind}`);
  const { id } = await post(page, `/${kind}`, { name: '二人で直す', ...more });
  await page.getByRole('button', { name: '「二人で直す」を編集' }).click();
  const row = page.locator('li').filter({ has: page.getByRole('button', { name: 'キャンセル' }) });
  const name = row.getByRole('textbox', { name: label });
  await name.fill('私の名前');
  const path = `/${kind}/${id}`;
  const isStatus = kind === 'statuses';
  await elsewhere(page, 'PATCH', path, `/${kind}`, {
    name: '他の方の名前',
    ...(isStatus && { color: 'red', isContract: true }),
  });
  const told = row.getByRole('alert');
  await told.getByText('他の方の名前').waitFor();
  if (isStatus)
    await told.getByText('色、成約として数える: 他の方の変更をこの画面に反映しました。').waitFor();
  expect(await name.inputValue()).toBe('私の名前');
  await overtaken(page, 'PATCH', path, () => does(page, 'PATCH', path, { name: '三人目の名前' }));
  await save(row);
  await told.getByText('三人目の名前').waitFor();
  const now = async () =>
    (await screen.program.get(`/${kind}`)).items.find((one: { id: string }) => one.id === id);
  expect((await now()).name).toBe('三人目の名前');
  await take(row, label);
  await expect.poll(() => name.inputValue()).toBe('三人目の名前');
  await name.fill('決まった名前');
  await save(row);
  await page.getByRole('button', { name: '「決まった名前」を編集' }).waitFor();
  expect(await now()).toMatchObject({
    name: '決まった名前',
    ...(isStatus && { color: 'red', isContract: true }),
  });
});

it('which status is the default: who is second is told which the other chose, and may choose again', async () => {
  const page = await screen.openPage('/settings/statuses');
  const { id: theirs } = await post(page, '/statuses', { name: '他の方の既定', color: 'blue' });
  const { id: mine } = await post(page, '/statuses', { name: '私の既定', color: 'blue' });
  const now = async () =>
    (await screen.program.get('/statuses')).items.find((one: { isDefault: boolean }) => one.isDefault).id;
  const press = () => page.getByRole('button', { name: '「私の既定」を既定にする' }).click();
  await overtaken(page, 'PATCH', `/statuses/${mine}`, () =>
    does(page, 'PATCH', `/statuses/${theirs}`, { isDefault: true }),
  );
  await press();
  await page.getByRole('alert').getByText('ほかの方が先に「他の方の既定」を既定にしました。').waitFor();
  const row = page.locator('li').filter({ hasText: '他の方の既定' });
  await row.getByText('既定', { exact: true }).waitFor();
  expect(await now()).toBe(theirs);
  await press();
  await page.getByText('「私の既定」を既定にしました').waitFor();
  expect(await now()).toBe(mine);
});

it('an order that somebody else changed before the page heard of it is shown, and not put back', async () => {
  const page = await screen.openPage('/settings/branches');
  for (const name of ['一番店', '二番店', '三番店']) await post(page, '/branches', { name });
  const order = async () => (await screen.program.get('/branches')).items;
  const ids = (await order()).map(({ id }: { id: string }) => id);
  const [last] = (await order()).slice(-1);
  const theirs = [last.id, ...ids.slice(0, -1)];
  const shown = () => page.getByRole('list', { name: '店舗の一覧' }).locator('li').allTextContents();
  await expect.poll(async () => (await shown()).length).toBe(ids.length);
  await overtaken(page, 'PUT', '/branches/order', () =>
    does(page, 'PUT', '/branches/order', { ids: theirs }),
  );
  await page.getByRole('button', { name: '「二番店」を上へ' }).click();
  await page.getByRole('alert').getByText('並び順を保存できませんでした。').waitFor();
  expect((await order()).map(({ id }: { id: string }) => id)).toEqual(theirs);
  await expect.poll(async () => (await shown())[0]).toContain('三番店');
});

it('whom others gave several to, or which status, is told with what took its place', async () => {
  const named = async (name: string) =>
    post(await screen.openPage('/customers'), '/customers', { name, phones: [], emails: [], insist: true });
  const both = [await named('まとめて　一'), await named('まとめて　二')];
  const ids = both.map(({ id }: { id: string }) => id);
  const { owner, salesperson, otherStatusId } = screen.program.firm;
  const give = (page: Page, id: string, change: object) =>
    does(page, 'POST', '/customers/changes', { customerIds: [id], change });
  const page = await screen.openPage('/customers?q=まとめて');
  const mark = async () => {
    for (const { name } of both)
      await page.getByRole('checkbox', { name: `${name.replace('　', ' ')} を選ぶ` }).check();
  };
  await mark();
  await overtaken(page, 'POST', '/customers/changes', () =>
    give(page, ids[0] ?? '', { type: 'assign', assigneeId: owner.userId }),
  );
  await page.getByRole('combobox', { name: '担当者を変更' }).click();
  await page.getByRole('option', { name: '佐藤 健一' }).click();
  const told = page.getByRole('alert');
  await told
    .getByText('2件を変更しました。ほかの方が先に「高橋 誠」に変更していました。', { exact: true })
    .waitFor();
  // One press gives it back to them.
  await told.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('2件を元に戻しました。').waitFor();
  const assignees = async () =>
    Promise.all(ids.map(async (id) => (await screen.program.get(`/customers/${id}`)).assignee?.id ?? null));
  expect(await assignees()).toEqual([owner.userId, null]);

  await mark();
  await page.unroute('**/api/v1/customers/changes');
  await overtaken(page, 'POST', '/customers/changes', async () => {
    for (const id of ids) await give(page, id, { type: 'status', statusId: otherStatusId });
  });
  await page.getByRole('combobox', { name: 'ステータスを変更' }).click();
  await page.getByRole('option', { name: '新規' }).click();
  await told
    .getByText('2件を変更しました。うち2名は、ほかの方が先に変更していました（追客中）。', { exact: true })
    .waitFor();
  await told.getByRole('button', { name: '元に戻す' }).click();

  // What was as it was seen is nobody's: no word of it.
  await page.getByText('2件を元に戻しました。').waitFor();
  await mark();
  await page.getByRole('combobox', { name: '担当者を変更' }).click();
  await page.getByRole('option', { name: '佐藤 健一' }).click();
  await page.getByText('2件を変更しました。', { exact: true }).waitFor();
  expect(await assignees()).toEqual([salesperson.userId, salesperson.userId]);
});
