// Somebody else deletes what a person is editing: it stays with what is typed, says so, and saving again adds it as a new one. What
// somebody else changes meanwhile is told.
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { does, elsewhere, overtaken, post } from '../support/elsewhere.ts';
import { Screen } from '../support/open-screen.ts';
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

/** Saving tells that it is gone, keeps what is typed, and saving once more adds it. */
async function addsAnew(part: Locator, typed: Locator, what: string) {
  const kept = await typed.inputValue();
  const save = part.getByRole('button', { name: '保存する' });
  await save.click();
  const told = part.getByRole('alert');
  await told.getByText(`編集中に、ほかの方がこの${what}を削除しました`).waitFor();
  await told.getByText(`もう一度「保存する」を押すと、新しい${what}として追加します。`).waitFor();
  expect(await typed.inputValue()).toBe(kept);
  await save.click();
  await part.waitFor({ state: 'detached' });
}

it.each([
  ['statuses', '顧客ステータス', '顧客ステータス', { color: 'blue' }],
  ['groups', '顧客グループ', 'グループ', {}],
  ['branches', '店舗', '店舗', {}],
] as const)(
  'what is typed into a row of the %s stays when it is deleted, the last one of all too',
  async (kind, what, label, more) => {
    const page = await screen.openPage(`/settings/${kind}`);
    // A status that is the default cannot be deleted; of the others there is one at most.
    for (const { id, isDefault } of (await screen.program.get(`/${kind}`)).items)
      if (!isDefault) {
        const query = kind === 'branches' ? '' : `?replacementId=${await replacement(kind, id)}`;
        await page.request.delete(`/api/v1/${kind}/${id}${query}`, {
          headers: { origin: screen.program.url },
        });
      }
    const { id } = await post(page, `/${kind}`, { name: '消される', ...more });
    await page.getByRole('button', { name: '「消される」を編集' }).click();
    const row = page.locator('li').filter({ has: page.getByRole('button', { name: 'キャンセル' }) });
    const name = row.getByLabel(new RegExp(`^${label.replace('顧客', '')}名$`));
    await name.fill('打っている途中');
    if (kind === 'statuses') await row.getByLabel('成約として数える').check();
    await elsewhere(page, 'DELETE', `/${kind}/${id}`, `/${kind}`);
    expect(await name.inputValue()).toBe('打っている途中');
    // All of it at once: nothing that may fail comes after.
    let changes = 0;
    page.on('request', (request) => {
      if (['POST', 'PATCH'].includes(request.method())) changes += 1;
    });
    await addsAnew(row, name, what);
    expect(changes).toBe(2);
    await page.getByRole('button', { name: '「打っている途中」を編集' }).waitFor();
    const { items } = await screen.program.get(`/${kind}`);
    const made = items.find((one: { name: string }) => one.name === '打っている途中');
    expect(made).toMatchObject(kind === 'statuses' ? { isContract: true, color: 'blue' } : {});
  },
);

async function replacement(kind: string, id: string): Promise<string> {
  if (kind === 'groups') return 'none';
  return (await screen.program.get(`/${kind}`)).items.find((one: { id: string }) => one.id !== id).id;
}

it('what is typed into a task stays when it is deleted, and when it is put to another day', async () => {
  const [{ id: customer }] = (await screen.program.get('/customers?limit=1')).items;
  for (const [path, part] of [
    ['/tasks?whose=all', '期限なし'],
    [`/customers/${customer}`, 'タスク'],
  ] as const) {
    const page = await screen.openPage(path);
    const { id, version } = await post(page, `/customers/${customer}/tasks`, { title: '鍵を返す' });
    const region = page.getByRole('region', { name: part });
    await region.getByRole('button', { name: '「鍵を返す」を編集' }).click();
    const row = page.locator('li').filter({ has: page.getByRole('button', { name: 'キャンセル' }) });
    const title = row.getByRole('textbox', { name: 'タスクの内容' });
    await title.fill('鍵を返して印鑑をもらう');
    // Another day is another group of the page of all.
    const later = { title: '鍵を返す', due: '2026-11-20', assigneeId: null, version };
    await elsewhere(page, 'PATCH', `/tasks/${id}`, '/tasks', later);
    expect(await title.inputValue()).toBe('鍵を返して印鑑をもらう');
    await elsewhere(page, 'DELETE', `/tasks/${id}`, '/tasks');
    expect(await title.inputValue()).toBe('鍵を返して印鑑をもらう');
    await addsAnew(row, title, 'タスク');
    const { items } = await screen.program.get(`/tasks?customerId=${customer}`);
    const [made] = items.filter((task: { title: string }) => task.title === '鍵を返して印鑑をもらう');
    expect(made.id).not.toBe(id);
    await elsewhere(page, 'DELETE', `/tasks/${made.id}`, '/tasks');
  }
});

it('what is typed into a note stays when it is deleted, the only pinned one too', async () => {
  const [{ id: customer }] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage(`/customers/${customer}`);
  const { id } = await post(page, `/customers/${customer}/notes`, { text: '犬' });
  await elsewhere(page, 'PATCH', `/notes/${id}`, '/pinned-notes', { isPinned: true });
  const pinned = page.getByRole('list', { name: '固定したメモ' });
  await pinned.getByRole('button', { name: 'メモを編集' }).click();
  const text = pinned.getByRole('textbox', { name: 'メモの内容' });
  await text.fill('犬と猫');
  await elsewhere(page, 'DELETE', `/notes/${id}`, '/pinned-notes');
  await addsAnew(pinned, text, 'メモ');
  const { items } = await screen.program.get(`/customers/${customer}/timeline?kind=note`);
  expect(items.map(({ note }: { note: { text: string } }) => note.text)).toEqual(['犬と猫']);
});

it('what somebody edits just before it is deleted stays, and is shown', async () => {
  const [{ id: customer }] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage(`/customers/${customer}`);
  const note = await post(page, `/customers/${customer}/notes`, { text: '電話は夜' });
  const task = await post(page, `/customers/${customer}/tasks`, { title: '夜に電話' });
  for (const [path, edit, was, now, remove, told] of [
    [
      `/notes/${note.id}`,
      { text: '電話は昼' },
      '電話は夜',
      '電話は昼',
      'メモを削除',
      'このメモはほかの方が編集しました。',
    ],
    [
      `/tasks/${task.id}`,
      { title: '昼に電話' },
      '夜に電話',
      '昼に電話',
      'このタスクを削除（夜に電話）',
      'このタスクはほかの方が変更しました。',
    ],
  ] as const) {
    const row = page.getByRole('listitem').filter({ hasText: was });
    await overtaken(page, 'DELETE', `${path}?version=1`, () =>
      does(page, 'PATCH', path, { ...edit, version: 1 }),
    );
    await row.getByRole('button', { name: remove }).click();
    await page.getByText(`${told}新しい内容を確認してから、もう一度削除してください。`).waitFor();
    await page.getByRole('listitem').filter({ hasText: now }).first().waitFor(); // the history says it too
  }
});

it('a note that is deleted just before it is pinned says so, and asks nobody to delete it', async () => {
  const [{ id: customer }] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage(`/customers/${customer}`);
  const { id } = await post(page, `/customers/${customer}/notes`, { text: '勝手口から' });
  await overtaken(page, 'PATCH', `/notes/${id}`, () => does(page, 'DELETE', `/notes/${id}`));
  const row = page.getByRole('listitem').filter({ hasText: '勝手口から' });
  await row.getByRole('button', { name: 'メモを上に固定' }).click();
  await page.getByText(/^他の方が先に変更しました。/).waitFor();
  await row.waitFor({ state: 'detached' });
});

it('a pinned note that is edited in the timeline leaves the pinned ones when it is unpinned', async () => {
  const [{ id: customer }] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage(`/customers/${customer}`);
  const { id } = await post(page, `/customers/${customer}/notes`, { text: '門扉は右' });
  await elsewhere(page, 'PATCH', `/notes/${id}`, '/pinned-notes', { isPinned: true });
  const pinned = page.getByRole('list', { name: '固定したメモ' });
  await pinned.getByText('門扉は右').waitFor();
  const rows = page.getByRole('list', { name: '経過' }).getByRole('listitem');
  await rows.filter({ hasText: '門扉は右' }).getByRole('button', { name: 'メモを編集' }).click();
  const text = rows.getByRole('textbox', { name: 'メモの内容' });
  await text.fill('門扉は左');
  await pinned.getByRole('button', { name: '固定を外す' }).click();
  await pinned.waitFor({ state: 'detached' });
  expect(await text.inputValue()).toBe('門扉は左');
});

it('what is typed into a record stays when that is taken back, the 初動 of an inquiry too', async () => {
  const [{ id: inquiry, customer }] = (await screen.program.get('/inquiries?limit=1')).items;
  const page = await screen.openPage(`/customers/${customer.id}`);
  const log = { kind: 'call', text: '留守' };
  const { activityId: id } = await post(page, `/inquiries/${inquiry}/activities`, log);
  await page.getByRole('button', { name: '「電話しました」を訂正' }).click();
  const row = page.locator('li').filter({ has: page.getByRole('button', { name: 'キャンセル' }) });
  const text = row.getByRole('textbox', { name: '内容（任意）' });
  await text.fill('留守、18時にもう一度');
  await elsewhere(page, 'POST', `/activities/${id}/undo`, '/timeline');
  expect(await text.inputValue()).toBe('留守、18時にもう一度');
  await row.getByRole('button', { name: '訂正する' }).click();
  await row.getByText('編集中に、ほかの方がこの記録を取り消しました').waitFor();
  expect((await screen.program.get(`/inquiries/${inquiry}`)).respondedAt).toBe(null);
  await row.getByRole('button', { name: '訂正する' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByText('未対応の反響1件を対応済みにしました').waitFor();
  const { items } = await screen.program.get(`/inquiries/${inquiry}/activities`);
  expect(items).toMatchObject([{ kind: 'call', text: '留守、18時にもう一度' }]);
  expect((await screen.program.get(`/inquiries/${inquiry}`)).respondedAt).not.toBe(null);
});

it('the dialog about a person stays when somebody else lets them go, and says that their 店舗 was deleted', async () => {
  const person = await join(screen.program, 'member', '途中　太郎');
  const page = await screen.openPage('/settings/users');
  const { id: branch } = await post(page, '/branches', { name: '横浜店' });
  await page.getByRole('button', { name: '途中　太郎さんを編集' }).click();
  const dialog = page.getByRole('dialog');
  const name = dialog.getByLabel('お名前', { exact: true });
  await name.fill('途中　花子');
  await dialog.getByRole('combobox', { name: '店舗' }).click();
  await page.getByRole('option', { name: '横浜店' }).click();
  // What only somebody else changed comes in; what both changed stays as typed, with theirs beside it.
  const theirs = { name: '途中　次郎', role: 'manager' };
  await elsewhere(page, 'PATCH', `/users/${person.userId}`, '/users', theirs);
  const told = dialog.getByRole('alert');
  await told.getByText('権限: 他の方の変更をこの画面に反映しました。').waitFor();
  await told.getByText('途中　次郎').waitFor();
  expect(await dialog.getByRole('radio', { name: 'マネージャー' }).isChecked()).toBe(true);
  expect(await name.inputValue()).toBe('途中　花子');
  await elsewhere(page, 'POST', `/users/${person.userId}/deactivate`, '/users', { replacementId: null });
  expect(await name.inputValue()).toBe('途中　花子');
  await elsewhere(page, 'DELETE', `/branches/${branch}`, '/users');
  await dialog.getByRole('button', { name: '保存する' }).click();
  await dialog.getByText('店舗を選び直してください。').waitFor();
  await dialog.getByRole('combobox', { name: '店舗' }).click();
  await page.getByRole('option', { name: '横浜店' }).waitFor({ state: 'detached' });
  await page.getByRole('option').first().click();
  await dialog.getByRole('button', { name: '保存する' }).click();
  await page.getByRole('button', { name: '途中　花子さんを有効に戻す' }).waitFor();
  const { items } = await screen.program.get('/users');
  expect(items.find(({ id }: { id: string }) => id === person.userId)).toMatchObject({ role: 'manager' });
});

it('whom somebody else gave an inquiry to just before is told, and one key gives it back to them', async () => {
  const [{ id, assignee }] = (await screen.program.get('/inquiries?limit=1')).items;
  const page = await screen.openPage(`/inquiries?id=${id}`);
  const assigneeNow = async () => (await screen.program.get(`/inquiries/${id}`)).assignee;
  await page.getByRole('button', { name: `担当者: ${assignee.name}` }).press('Enter');
  await page.getByRole('option', { name: '高橋 誠' }).waitFor();
  const change = { type: 'assign', assigneeId: null };
  await post(page, '/inquiries/changes', { inquiryIds: [id], change });
  await page.keyboard.type('高橋');
  await page.keyboard.press('Enter');
  const both = '担当者を「高橋 誠」にしました。ほかの方が先に「未割当」に変更していました。';
  await page.getByRole('alert').getByText(both).waitFor();
  await page.keyboard.press('z');
  await page.getByText('元に戻しました').waitFor();
  expect(await assigneeNow()).toBe(null);

  // What could not be taken back says so.
  await post(page, '/inquiries/changes', { inquiryIds: [id], change: { type: 'respond' } });
  await page.route('**/activities', (route) => route.abort());
  await page.getByRole('button', { name: '未対応に戻す' }).click();
  await page.getByRole('alert').getByText('サーバーに接続できません。').waitFor();
});
