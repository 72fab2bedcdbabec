// The list of 顧客 in a real browser: searched as one types, narrowed, ordered, changed and exported; the URL holds it.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { FIRST, Screen } from '../support/open-screen.ts';

let screen: Screen;
/** More than a page. */
const MANY = 70;
/** What stands at the foot of each sheet. */
const SHEETS = `[...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]).filter((rule) => rule instanceof CSSPageRule)
  .flatMap(({ cssText }) => cssText.match(/--paper-\\w+/g) ?? [])
  .map((name) => document.documentElement.style.getPropertyValue(name))`;
const PEOPLE = [
  ['髙橋　美咲', 'タカハシ　ミサキ', '090-0000-4321', '東京都江東区豊洲1丁目'],
  ['小鳥遊　蓮', 'タカナシ　レン', '090-0000-7777', '神奈川県藤沢市辻堂2丁目'],
  ['林　花子', 'ハヤシ　ハナコ', '03-0000-1111', '東京都世田谷区桜丘3丁目'],
] as const;

beforeAll(async () => {
  screen = await Screen.open();
  for (const [i, [name, kana, phoneNumber, property]] of PEOPLE.entries()) {
    await screen.program.sendMail(
      composeInquiry({ number: `LIST000${i}`, name, kana, phone: phoneNumber, property }),
    );
    await screen.program.settled();
  }
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

it('searches as one types, not in the middle of a conversion, and keeps it in the URL', async () => {
  const page = await screen.openPage('/customers');
  const names = () => page.locator('table a[href^="/customers/"]').allTextContents();
  await expect.poll(names).toEqual([...PEOPLE.map(([name]) => name).reverse(), FIRST]);
  const asked: string[] = [];
  page.on('request', (request) => {
    const q = new URL(request.url()).searchParams.get('q');
    if (q !== null && new URL(request.url()).pathname === '/api/v1/customers') asked.push(q);
  });
  const box = page.getByRole('searchbox', { name: '顧客を検索' });
  await box.dispatchEvent('compositionstart');
  await box.fill('ｔか');
  await box.fill('たかなし');
  // Nothing is asked before the conversion ends: the next thing asked is its end.
  await box.dispatchEvent('compositionend');
  await expect.poll(names).toEqual(['小鳥遊　蓮']);
  expect(asked).toEqual(['たかなし']);
  await box.fill('4321');
  await expect.poll(names).toEqual(['髙橋　美咲']);
  expect(new URL(page.url()).search).toContain('4321');
  await page.reload();
  await expect.poll(names).toEqual(['髙橋　美咲']);
  expect(await box.inputValue()).toBe('4321');
  await box.fill('鰐淵');
  await page.getByRole('heading', { name: '当てはまる顧客はいません' }).waitFor();
  await page.getByRole('button', { name: '検索をやめる' }).click();
  await expect.poll(names).toHaveLength(4);
});

it('narrows and orders; going back takes a condition off again', async () => {
  const page = await screen.openPage('/customers?order=name');
  const names = () => page.locator('table a[href^="/customers/"]').allTextContents();
  await expect.poll(names).toEqual(['小鳥遊　蓮', '髙橋　美咲', '林　花子', FIRST]);
  await page.getByRole('button', { name: '絞り込み' }).click();
  await page.getByRole('combobox', { name: '担当者' }).click();
  await page.getByRole('option', { name: '未割当' }).click();
  await page.getByRole('heading', { name: '当てはまる顧客はいません' }).waitFor();
  expect(page.url()).toContain('assigneeId=none');
  await page.goBack();
  await expect.poll(names).toHaveLength(4);
  await page.getByRole('combobox', { name: '登録日' }).click();
  await page.getByRole('option', { name: '今日' }).click();
  await page.getByRole('button', { name: '絞り込み（1）' }).waitFor();
  await expect.poll(names).toHaveLength(4);
  await page.getByRole('button', { name: '条件をすべて外す' }).click();
  await page.getByRole('button', { name: '絞り込み', exact: true }).waitFor();
});

it('changes the chosen ones at once, and takes it back', async () => {
  const page = await screen.openPage('/customers');
  const statusOf = async (name: string) =>
    (await screen.program.get(`/customers?${new URLSearchParams({ q: name })}`)).items[0].status.name;
  await page.getByRole('checkbox', { name: '林 花子 を選ぶ' }).check();
  await page.getByRole('checkbox', { name: '小鳥遊 蓮 を選ぶ' }).check();
  await page.getByText('2件を選択中').waitFor();
  const bar = page.getByRole('region', { name: 'まとめて変更' });
  await bar.getByRole('button', { name: 'CSVで書き出す' }).click();
  await page.getByText('選んだ2件の顧客を書き出します。').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /^UTF-8/ }).click();
  const file = readFileSync(await (await download).path(), 'utf8').split('\r\n');
  expect(file.map((line) => line.split(',')[0])).toEqual(['\uFEFFお名前', '林　花子', '小鳥遊　蓮', '']);
  await page.getByRole('combobox', { name: 'ステータスを変更' }).click();
  await page.getByRole('option', { name: '追客中' }).click();
  await page.getByText('2件を変更しました。').waitFor();
  expect([await statusOf('林'), await statusOf('髙橋')]).toEqual(['追客中', '新規']);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('2件を元に戻しました。').waitFor();
  expect(await statusOf('林')).toBe('新規');
  await page.getByRole('checkbox', { name: 'このページをすべて選ぶ' }).check();
  await page.getByRole('combobox', { name: 'グループから外す' }).click();
  await page.getByRole('option', { name: '反響客' }).click();
  await page.getByText('4件を変更しました。').waitFor();
  expect((await screen.program.get('/customers')).items.map((c: { groups: object[] }) => c.groups)).toEqual([
    [],
    [],
    [],
    [],
  ]);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('4件を元に戻しました。').waitFor();
});

it('keeps a condition as a 動的な顧客グループ: whoever matches now is in it', async () => {
  const page = await screen.openPage('/customers?q=辻堂');
  const names = () => page.locator('table a[href^="/customers/"]').allTextContents();
  await page.getByRole('button', { name: 'この条件を保存' }).click();
  await page.getByLabel('グループ名').fill('湘南エリア');
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByText('動的な顧客グループ「湘南エリア」を保存しました').waitFor();
  await page.goto('/customers');
  await expect.poll(names).toHaveLength(4);
  const groups = page.getByRole('navigation', { name: '動的な顧客グループ' });
  await groups.getByRole('link', { name: '湘南エリア' }).click();
  await expect.poll(names).toEqual(['小鳥遊　蓮']);
  await screen.program.sendMail(
    composeInquiry({
      number: 'LIST0009',
      name: '五百旗頭　葵',
      phone: '090-0000-5151',
      property: '神奈川県藤沢市辻堂9丁目',
    }),
  );
  await screen.program.settled();
  await expect.poll(names).toEqual(['五百旗頭　葵', '小鳥遊　蓮']);

  // When they cannot be loaded that is said, and no condition is offered to be kept twice.
  await page.route('**/api/v1/dynamic-groups', (route) => route.fulfill({ status: 409, json: {} }));
  await page.goto('/customers?q=辻堂');
  const absent = page.getByRole('alert').filter({ hasText: '動的な顧客グループを表示できませんでした。' });
  await absent.waitFor();
  expect(await page.getByRole('button', { name: 'この条件を保存' }).count()).toBe(0);
  // What is told stays until there is an answer.
  const answered = Promise.withResolvers<void>();
  const asked = page.waitForRequest('**/api/v1/dynamic-groups');
  await page.route('**/api/v1/dynamic-groups', async (route) => {
    await answered.promise;
    await route.continue();
  });
  // Where the page asks by itself just now, having heard of a change, the button waits for that answer.
  await absent.getByRole('button', { name: 'もう一度読み込む' }).dispatchEvent('click');
  await asked;
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
  expect(await absent.isVisible()).toBe(true);
  answered.resolve();
  await groups.getByRole('link', { name: '湘南エリア' }).waitFor();
  expect(await absent.count()).toBe(0);
  await page.goto('/settings/groups');
  await page.getByRole('list', { name: '動的な顧客グループ' }).getByText('湘南エリア').waitFor();
  await page.getByRole('button', { name: '「湘南エリア」を削除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '削除' }).click();
  await page.getByText('「湘南エリア」を削除しました').waitFor();
  await page.getByText('ここに追加されます。').waitFor();
});

// It leaves many.
it('changes all who match, beyond the page, and shows the columns a person chose in any browser', async () => {
  await asOwner(screen.program.server, (client) =>
    client.query(
      "INSERT INTO customers (id, organization_id, name, created_at) SELECT id, $2, '名簿　' || n, now() FROM unnest($1::uuid[]) WITH ORDINALITY AS l (id, n)",
      [Array.from({ length: MANY }, newId), screen.program.firm.organizationId],
    ),
  );
  // One that stopped half-way is told of until its person says what becomes of it.
  const stopped = [newId(), screen.program.firm.organizationId, screen.program.firm.owner.userId];
  await asOwner(screen.program.server, (client) =>
    client.query(
      `INSERT INTO matching_changes (id, organization_id, made_by, subject, change, filter, up_to, total, looked, changed, moved_at)
       VALUES ($1, $2, $3, 'customers', '{"type": "assign", "assigneeId": null}', '{"q": "名簿"}', $1, 1234, 500, 480, NULL)`,
      stopped,
    ),
  );
  const page = await screen.openPage('/customers?q=名簿');
  await page.getByText('1,234件のうち500件まで進みました（変更したのは480件）。').waitFor();
  await page.getByRole('button', { name: 'このままにする' }).click();
  await page.getByText('途中で止まっています').waitFor({ state: 'detached' });
  await page.getByText(`${MANY}件`, { exact: true }).waitFor();
  await page.getByRole('checkbox', { name: 'このページをすべて選ぶ' }).check();
  await page.getByRole('button', { name: `条件に合う${MANY}件すべてを選ぶ` }).click();
  await page.getByText(`条件に合う${MANY}件すべてを選択中`).waitFor();
  await page.getByRole('combobox', { name: 'グループに追加' }).click();
  await page.getByRole('option', { name: '反響客' }).click();
  await page.getByRole('dialog').getByText('グループに追加：反響客').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '変更する' }).click();
  await page.getByText(`${MANY}件を変更しました。`).waitFor();
  const inGroup = async () =>
    (await screen.program.get(`/customers/counts?q=名簿&groupId=${screen.program.firm.groupId}`)).count;
  expect(await inGroup()).toBe(MANY);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText(`${MANY}件を元に戻しました。`).waitFor();
  expect(await inGroup()).toBe(0);

  await page.getByRole('button', { name: '表示する列' }).click();
  await page.getByRole('checkbox', { name: 'ご住所' }).check();
  await page.getByRole('checkbox', { name: 'グループ', exact: true }).uncheck();
  await page.getByRole('columnheader', { name: 'グループ' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  const other = await screen.openPage('/customers');
  await other.getByRole('columnheader', { name: 'ご住所' }).waitFor();
  expect(await other.getByRole('columnheader', { name: 'グループ' }).count()).toBe(0);

  // On paper the list alone: nothing to press, to type into or to go to.
  const ago = other
    .getByText('たった今')
    .or(other.getByText(/[秒分]前$/))
    .first();
  await ago.waitFor();
  await other.emulateMedia({ media: 'print' });
  expect(await other.getByRole('columnheader', { name: 'お名前' }).isVisible()).toBe(true);
  expect(await other.getByRole('row').nth(1).isVisible()).toBe(true);
  // 「3分前」 says nothing there.
  expect(await ago.isVisible()).toBe(false);
  expect(
    await other.evaluate<string>(
      'getComputedStyle(document.querySelector("tbody time"), "::before").content',
    ),
  ).toMatch(/^"\d{4}\/\d\d\/\d\d \d\d:\d\d"$/);
  for (const role of ['button', 'checkbox', 'searchbox', 'combobox', 'navigation'] as const)
    expect(await other.getByRole(role).count(), role).toBe(0);
});

it('what was chosen stays chosen while others come in above: rows pushed off the page, and all who matched', async () => {
  const page = await screen.openPage('/customers?q=名簿');
  const rows = page.locator('tbody').getByRole('checkbox');
  // Not the note of the arrival, which links to it as well.
  const rowOf = (name: string) => page.locator('tbody').getByRole('link', { name, exact: true });
  await expect.poll(() => rows.count()).toBe(50);
  await rows.first().check();
  await rows.last().check();
  await page.getByText('2件を選択中', { exact: true }).waitFor();
  await rowOf(await screen.sendInquiry('名簿　新着')).waitFor();
  await page.getByText('2件を選択中（うち1件は今このページにありません）').waitFor();
  await page.getByRole('combobox', { name: '担当者を変更' }).click();
  await page.getByRole('option', { name: '佐藤 健一' }).click();
  await page.getByText('2件を変更しました。').waitFor();

  await page.getByRole('checkbox', { name: 'このページをすべて選ぶ' }).check();
  await page.getByRole('button', { name: `条件に合う${MANY + 1}件すべてを選ぶ` }).click();
  await rowOf(await screen.sendInquiry('名簿　次')).waitFor();
  await page.getByText(`条件に合う${MANY + 1}件すべてを選択中`).waitFor();
  await page.getByRole('combobox', { name: 'ステータスを変更' }).click();
  await page.getByRole('option', { name: '追客中' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '変更する' }).click();
  await page.getByText(`${MANY + 1}件を変更しました。`).waitFor();
});

it('says what it is narrowed to where that is nobody and nothing there, and lets go of it', async () => {
  const nobody = '00000000-0000-4000-8000-000000000000';
  const by = (...keys: string[]) => keys.map((key) => `${key}=${nobody}`).join('&');
  const page = await screen.openPage(
    `/customers?${by('assigneeId', 'statusId', 'groupId', 'connectionId')}&portal=gone`,
  );
  const field = (name: string) => page.getByRole('combobox', { name, exact: true });
  for (const name of ['担当者', '顧客ステータス', '顧客グループ', '連携', '媒体'])
    await expect.poll(() => field(name).inputValue()).toBe(`不明な${name.replace('顧客', '')}`);
  const clear = page.getByRole('button', { name: /の条件を外す$/ });
  for (let left = 5; left > 0; left -= 1) {
    await page.getByRole('button', { name: `絞り込み（${left}）` }).waitFor();
    await clear.first().click();
  }
  await page.getByRole('button', { name: '絞り込み', exact: true }).waitFor();
  await page.getByRole('row').nth(1).waitFor();
  expect(new URL(page.url()).search).toBe('');

  await page.goto(`/inquiries?${by('assigneeId', 'statusId', 'branchId', 'connectionId')}&portal=gone`);
  for (const name of ['担当者', 'ステータス', '店舗', '連携', '媒体']) {
    await expect.poll(() => field(name).inputValue()).toBe(`不明な${name}`);
    const room = await field(name).evaluate((input) => input.clientWidth - input.scrollWidth);
    expect(room, `${name} can be read whole`).toBe(0);
    await page.getByRole('button', { name: `${name}の条件を外す` }).click();
  }
  expect(new URL(page.url()).search).toBe('');
  await page.goto(`/tasks?whose=${nobody}`);
  await page.getByRole('option', { name: '不明な担当者', selected: true }).waitFor({ state: 'attached' });
});

it('says on paper whose each page is, of when, and which part of all is shown', async () => {
  const { firm } = screen.program;
  const page = await screen.openPage('/customers');
  const organization = page.getByRole('main').getByText('株式会社みほん不動産');
  for (const [path, title, shown] of [
    [
      `/inquiries?response=open&assigneeId=none&connectionId=${firm.connectionId}&from=2026-11-01`,
      '反響',
      '未対応　連携：リガイド 世田谷支店　担当者：未割当　期間：2026/11/01(日)〜',
    ],
    [
      `/customers?q=名簿&groupId=${firm.groupId}&period=today&order=name`,
      '顧客',
      '顧客を検索：名簿　顧客グループ：反響客　登録日：今日　フリガナ順',
    ],
    ['/tasks?state=done', 'タスク', '担当者：高橋 誠　完了'],
    ['/dashboard?days=this-month', 'ダッシュボード', '期間：今月'],
  ] as const) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await organization.count(), path).toBe(0);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.getByText(shown, { exact: true }).waitFor();
    await organization.waitFor();
    await page.getByText(/^\d{4}\/\d\d\/\d\d \d\d:\d\d 印刷$/).waitFor();
    expect(await page.evaluate<string[]>(SHEETS), path).toEqual([
      `"株式会社みほん不動産　${title}"`,
      expect.stringMatching(/^"\d{4}\/.* 印刷"$/),
    ]);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await organization.waitFor({ state: 'detached' });
  }
  // Somebody's own page, and a list that goes on.
  await page.goto('/customers');
  await page.emulateMedia({ media: 'print' });
  await page.getByText('1ページ目、続きがあります。').waitFor();
  const { items } = await screen.program.get('/customers?q=名簿&limit=1');
  await page.goto(`/customers/${items[0].id}?show=note`);
  await page.getByText('履歴：メモ', { exact: true }).waitFor();
});

it('lists tasks by the page, and says of the last group that there are more', async () => {
  const [{ id }] = (await screen.program.get('/customers?limit=1')).items;
  const page = await screen.openPage('/customers');
  for (let nr = 1; nr <= 51; nr++)
    await page.request.post(`/api/v1/customers/${id}/tasks`, {
      data: { title: `資料を送る${nr}`, ...(nr <= 2 && { due: '2026-11-20' }) },
      headers: { origin: screen.program.url },
    });
  await page.goto('/tasks?whose=all');
  const headings = () => page.locator('main h2').allTextContents();
  await expect.poll(headings).toEqual(['期限切れ 2', '期限なし 48以上']);
  await page.getByRole('button', { name: 'さらに表示' }).click();
  await expect.poll(headings).toEqual(['期限切れ 2', '期限なし 49']);
});

it('knows each connection by its name, of a firm that has more than come at once', async () => {
  const { db, firm } = screen.program;
  for (let nr = 1; nr <= 100; nr++)
    await buildConnection(db, firm.organizationId, { name: `リガイド 支店${nr}` });
  const page = await screen.openPage(`/customers?connectionId=${firm.connectionId}`);
  const connection = page.getByRole('combobox', { name: '連携', exact: true });
  await expect.poll(() => connection.inputValue()).toBe('リガイド 世田谷支店');
});
