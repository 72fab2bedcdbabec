// The screen for everybody: by keyboard, on a phone, in the dark, with a screen reader, on a slow line, with hostile text.
import type { Locator, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { FIRST, phone, Screen } from '../support/open-screen.ts';

let screen: Screen;

beforeAll(async () => {
  screen = await Screen.open();
}, 90_000);

afterAll(() => screen?.close());

afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

it('loads less than 250 kB of compressed JavaScript at first', async () => {
  const page = await (await screen.openBrowser()).newPage();
  const scripts: Request[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripts.push(request);
  });
  await page.goto('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  const sizes = await Promise.all(scripts.map((script) => script.sizes()));
  const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(250_000);
});

it('shows what strangers wrote as text, whole on request, and the mail as it came', async () => {
  const long = '寿限無'.repeat(3_334);
  await screen.sendInquiry(long);
  await screen.sendInquiry('<img src=x onerror=alert(1)>');
  await screen.program.settled();
  const page = await screen.openPage('/customers', phone);
  await page.getByText('<img src=x onerror=alert(1)>').waitFor();
  const row = page.getByRole('row', { name: '寿限無' });
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);
  // On paper it is whole: nobody presses anything there.
  for (const [event, times] of [
    ['beforeprint', 1],
    ['afterprint', 0],
  ] as const) {
    await page.evaluate(`dispatchEvent(new Event('${event}'))`);
    await expect.poll(() => row.getByText(long).count()).toBe(times);
  }
  await row.getByRole('button', { name: '全文を表示' }).click();
  await row.getByText(long).waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390);

  await page.getByRole('link', { name: '<img' }).click();
  await page.getByRole('tab', { name: '元のメール' }).click();
  await page
    .getByRole('document', { name: '元のメール' })
    .getByText('お名前：<img src=x onerror=alert(1)>')
    .waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '.eml をダウンロード' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.eml$/);
});

it('works by keyboard alone', async () => {
  const page = await screen.openPage('/inquiries');
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('本文へ移動');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  for (const [key, heading] of [
    ['顧客', '顧客'],
    ['ポータルサイト連携', 'ポータルサイト連携'],
    [/^反響/, '反響'],
  ] as const) {
    await page
      .getByRole('navigation', { name: 'メインメニュー' })
      .first()
      .getByRole('link', { name: key, exact: true })
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1');
  }
  await page.getByRole('link', { name: FIRST, exact: true }).press('Enter');
  await expect
    .poll(() => page.evaluate('document.activeElement.textContent'), {
      message: 'the opened one has the focus',
    })
    .toBe(FIRST);
  await page.getByRole('link', { name: '顧客ページ' }).press('Enter');
  await page.getByRole('tab', { name: '反響' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: '物件', selected: true }).waitFor();
});

it('asks once before what is typed in two places is lost, and before the tab is closed', async () => {
  const [{ id }] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage(`/customers/${id}`);
  await page.getByRole('button', { name: '編集', exact: true }).click();
  await page.getByLabel('お名前').fill('書きかけ　華');
  const card = page.getByRole('region', { name: 'タスク' });
  await card.getByRole('button', { name: 'タスクを追加' }).click();
  const task = card.getByRole('textbox', { name: 'タスクの内容' });
  await task.fill('電話する');
  const menu = page.getByRole('navigation', { name: 'メインメニュー' }).first();
  const question = page.getByRole('dialog', { name: '入力中の内容があります' });
  await menu.getByRole('link', { name: '顧客', exact: true }).click();
  await question.getByRole('button', { name: '入力を続ける' }).click();
  const [asks] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
  expect(asks.type()).toBe('beforeunload');
  await asks.dismiss();
  expect([await page.getByLabel('お名前').inputValue(), await task.inputValue()]).toEqual([
    '書きかけ　華',
    '電話する',
  ]);
  await menu.getByRole('link', { name: '顧客', exact: true }).click();
  await question.getByRole('button', { name: '破棄して移動する' }).click();
  await page.getByRole('heading', { level: 1, name: '顧客', exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: '編集', exact: true }).waitFor();
});

it('copies the inbox address, and lets one copy by hand when the browser refuses', async () => {
  const context = await screen.openBrowser();
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: screen.program.url });
  const page = await context.newPage();
  await page.goto('/connections');
  await page.getByRole('link', { name: 'リガイド 世田谷支店', exact: true }).click();
  await page.getByText(screen.program.inboxAddress).waitFor();
  const copy = page.getByRole('button', { name: 'Digima受信ボックスのアドレスをコピー' });
  await copy.click();
  await page.getByText('コピーしました').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(screen.program.inboxAddress);
  await page.evaluate('Object.defineProperty(navigator, "clipboard", { value: undefined })');
  await copy.click();
  await page.getByText('コピーできませんでした。').waitFor();
  expect(await page.evaluate('getSelection().toString()')).toBe(screen.program.inboxAddress);
});

it('the Enter and the Escape of a Japanese conversion are the conversion’s own', async () => {
  const [{ id }] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage(`/customers/${id}`);
  const devtools = await page.context().newCDPSession(page);
  const { keyboard } = page;
  const compose = async (text: string) => {
    await devtools.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    for (const key of ['Enter', 'Escape', 'ArrowDown', 'Control+Enter']) await keyboard.press(key);
  };
  const decide = (text: string) => devtools.send('Input.insertText', { text });

  // A form in the page, a field edited in place, a note.
  await page.getByRole('button', { name: 'タスクを追加' }).click();
  const task = page.getByRole('textbox', { name: 'タスクの内容' });
  await task.focus();
  await compose('みつもり');
  await decide('見積');
  expect(await task.inputValue()).toBe('見積');
  expect((await screen.program.get(`/tasks?customerId=${id}`)).items).toEqual([]);
  await keyboard.press('Escape');
  await page.getByRole('button', { name: 'ご住所を編集' }).click();
  const address = page.getByRole('textbox', { name: 'ご住所' });
  const before = await address.inputValue();
  await address.focus();
  await compose('しぶや');
  expect(await address.inputValue()).toContain('しぶや');
  await decide('');
  await address.fill(before);
  await address.press('Escape');
  await page.getByRole('button', { name: 'メモ', exact: true }).click();
  await compose('めも');
  await decide('');
  expect(await page.getByRole('textbox', { name: 'メモの内容' }).inputValue()).toBe('');
  await keyboard.press('Escape');
  expect((await screen.program.get(`/customers/${id}/timeline?kind=note`)).items).toEqual([]);

  // A choice from a list, and a form in a dialog.
  await page.goto('/inquiries?repeat=false');
  await page.locator('[data-open-link]').first().waitFor();
  const assigned = (await screen.program.get('/inquiries')).items.map(
    ({ assignee }: { assignee: unknown }) => assignee,
  );
  await keyboard.press('j');
  await keyboard.press('a');
  const chooser = page.getByRole('combobox', { name: '担当者' });
  await chooser.waitFor();
  await chooser.focus();
  await compose('たか');
  expect(await chooser.inputValue()).toBe('たか');
  expect(
    (await screen.program.get('/inquiries')).items.map(({ assignee }: { assignee: unknown }) => assignee),
  ).toEqual(assigned);
  await decide('');
  await keyboard.press('Escape');
  await chooser.waitFor({ state: 'detached' });
  await page.goto('/inquiries?response=open&repeat=true');
  await page.getByRole('button', { name: 'ビュー', exact: true }).click();
  await page.getByRole('menuitem', { name: '今の条件を保存' }).click();
  const name = page.getByRole('textbox', { name: 'ビューの名前' });
  await name.focus();
  await compose('いそぎ');
  await decide('急ぎ');
  expect(await name.inputValue()).toBe('急ぎ');
  await keyboard.press('Enter');
  await page.getByText('ビュー「急ぎ」を保存しました').waitFor();
});

it('two quick presses write down once; the way back is there for its own time, and by the key z', async () => {
  const [{ id }] = (await screen.program.get('/customers?limit=1')).items;
  const context = await screen.openBrowser(phone);
  const page = await context.newPage();
  const activities = async (): Promise<number> =>
    (await screen.program.get(`/customers/${id}/timeline?kind=activity`)).items.length;
  const before = await activities();
  await page.clock.install();
  await page.goto(`/customers/${id}`);
  await page.getByRole('button', { name: '電話', exact: true }).click();
  await page.getByRole('button', { name: '記録する' }).dblclick();
  const note = page.getByRole('alert').filter({ hasText: '取り消す' });
  await note.waitFor();
  expect(await activities()).toBe(before + 1);
  await page.clock.fastForward(9_000);
  await page.getByRole('button', { name: 'タスクを追加' }).click();
  await page.getByRole('textbox', { name: 'タスクの内容' }).fill('後で');
  await page.keyboard.press('Enter');
  await page.getByText('タスクを追加しました').waitFor();
  await page.clock.fastForward(5_000);
  const told = page.getByRole('alert').filter({ hasText: 'タスクを追加しました' });
  expect(await told.count()).toBe(1);
  // Over the header: what is pressed next is free.
  const box = await told.boundingBox();
  expect(box && box.y + box.height).toBeLessThan(52 + 20);
  for (const button of await told.getByRole('button').all()) {
    const { width, height } = (await button.boundingBox()) ?? { width: 0, height: 0 };
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  }
  await page.keyboard.press('z');
  await page.getByText('タスクを削除しました').waitFor();
  const { items } = await screen.program.get(`/tasks?customerId=${id}`);
  expect(items.filter(({ title }: { title: string }) => title === '後で')).toEqual([]);
});

it('on a wide screen no note lies over the header or the buttons beside a title', async () => {
  const page = await screen.openPage('/settings/groups');
  const add = page.getByRole('button', { name: '顧客グループを追加' });
  await add.click();
  await page.getByRole('dialog').getByLabel('グループ名').fill('長い名前の'.repeat(18));
  await page.keyboard.press('Enter');
  const note = page.getByRole('alert').filter({ hasText: 'を追加しました' });
  await note.waitFor();
  const [told, button] = await Promise.all([note.boundingBox(), add.boundingBox()]);
  expect(told?.y).toBeGreaterThan((button?.y ?? 1_000) + (button?.height ?? 0));
});

it('on a phone has buttons for a thumb, and breaks no mail address for their sake', async () => {
  const headers = { origin: screen.program.url };
  const made = await (await screen.openBrowser()).request.post('/api/v1/customers', {
    data: {
      name: '長谷川　一郎',
      emails: ['ichiro.hasegawa@mail.example.jp'],
      address: '東京都世田谷区桜丘九十九丁目九番九号一〇一',
    },
    headers,
  });
  const { id } = await made.json();
  const page = await screen.openPage(`/customers/${id}`, phone);
  const note = await page.request.post(`/api/v1/customers/${id}/notes`, {
    data: { text: '駐車場は2台分、できれば並列で。' },
    headers,
  });
  const { id: noteId } = await note.json();
  await page.request.patch(`/api/v1/notes/${noteId}`, { data: { isPinned: true }, headers });
  const lines = (place: Locator) =>
    place.evaluate(
      (drawn: { getClientRects(): Iterable<{ top: number }> }) =>
        new Set([...drawn.getClientRects()].map(({ top }) => top)).size,
    );
  // What stands beside the name of its field and two buttons, and what stands beside three.
  expect(await lines(page.getByRole('link', { name: 'ichiro.hasegawa@mail.example.jp' }))).toBe(1);
  // Of two lines: the buttons are beside the second.
  const address = page.getByText('東京都世田谷区桜丘九十九丁目九番九号一〇一');
  const { y, height } = (await address.boundingBox()) ?? { y: 0, height: 0 };
  expect(height).toBeGreaterThan(40);
  const pencil = await page.getByRole('button', { name: 'ご住所を編集' }).boundingBox();
  expect(pencil?.y).toBeLessThan(y + height);
  const pinned = page
    .getByRole('list', { name: '固定したメモ' })
    .getByText('駐車場は2台分、できれば並列で。');
  await pinned.waitFor();
  expect(await lines(pinned)).toBe(1);
  const kind = page.getByRole('group', { name: '表示する種類' }).getByText('メモ', { exact: true });
  expect((await kind.locator('..').boundingBox())?.height).toBeGreaterThanOrEqual(40);
  await page.goto('/tasks');
  for (const small of [page.getByText('未完了', { exact: true }).locator('..'), page.locator('select')])
    expect((await small.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  await page.goto('/customers?q=ichiro');
  expect(await page.getByRole('button', { name: '検索をやめる' }).boundingBox()).toMatchObject({
    width: 40,
    height: 40,
  });
});

// What it makes stays.
it('what is typed is asked about before another view of the page takes it away', async () => {
  const [{ id }] = (await screen.program.get('/customers?limit=1')).items;
  const headers = { origin: screen.program.url };
  const page = await screen.openPage(`/customers/${id}`);
  await page.request.post(`/api/v1/customers/${id}/tasks`, {
    data: { title: '内見の日を決める', assigneeId: null },
    headers,
  });
  await page.request.post(`/api/v1/customers/${id}/notes`, { data: { text: '元の内容' }, headers });
  const ask = page.getByRole('dialog', { name: '入力中の内容があります' });
  const leaves = async (typed: Locator, text: string, go: () => Promise<void>) => {
    await typed.fill(text);
    await go();
    await ask.getByRole('button', { name: '入力を続ける' }).click();
    expect(await typed.inputValue()).toBe(text);
    await go();
    await ask.getByRole('button', { name: '破棄して移動する' }).click();
    await typed.waitFor({ state: 'detached' });
    expect(await ask.count()).toBe(0);
  };

  // The note is in the timeline; the task stands beside every tab, and is not asked about.
  await page.getByRole('list', { name: '経過' }).getByRole('button', { name: 'メモを編集' }).click();
  const card = page.getByRole('region', { name: 'タスク' });
  await card.getByRole('button', { name: '「内見の日を決める」を編集' }).click();
  await card.getByRole('textbox', { name: 'タスクの内容' }).fill('内見の日を決めて、鍵を借りる');
  await leaves(page.getByRole('textbox', { name: 'メモの内容' }), '書きかけ', () =>
    page.getByRole('tab', { name: 'ファイル' }).click(),
  );
  await page.getByRole('tab', { name: 'ファイル', selected: true }).waitFor();
  await page.getByRole('tab', { name: '元のメール' }).click();
  await page.getByRole('tab', { name: '元のメール', selected: true }).waitFor();
  await card.getByRole('button', { name: '保存する' }).click();
  await card.getByText('内見の日を決めて、鍵を借りる').waitFor();

  await page.getByRole('link', { name: 'タスク' }).first().click();
  await page.getByRole('combobox', { name: '担当者' }).selectOption({ label: '全員のタスク' });
  const edit = page.getByRole('button', { name: '「内見の日を決めて、鍵を借りる」を編集' });
  const title = page.getByRole('textbox', { name: 'タスクの内容' });
  await edit.click();
  await leaves(title, '内見は火曜', () => page.getByText('完了', { exact: true }).click());
  const done = page.getByRole('radio', { name: '完了', exact: true, checked: true });
  await done.waitFor({ state: 'attached' });
  await page.getByText('未完了', { exact: true }).click();
  await edit.click();
  await leaves(title, '内見は水曜', async () => {
    await page.getByRole('combobox', { name: '担当者' }).first().selectOption({ label: '未割当' });
  });
});
