// ダッシュボード in a real browser: every number leads to the 反響 it counts; the URL holds the days; for everybody, and paper.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { judgePages } from '../support/judge-pages.ts';
import { phone, Screen } from '../support/open-screen.ts';
import { join } from '../support/people.ts';
import { putInquiry } from '../support/put-inquiry.ts';

let screen: Screen;
const HOUR = 3_600_000;
const LONG = `世田谷${'とても長い名前の'.repeat(12)}支店`;
/** All of them are on one page of the list. */
const MANY = 36;

beforeAll(async () => {
  screen = await Screen.open();
  const { organizationId, salesperson, statusId, otherStatusId, connectionId } = screen.program.firm;
  const portals = ['re-guide', 're-guide', 're-guide', 'suumo', 'homes'];
  await asOwner(screen.program.server, async (client) => {
    await client.query('UPDATE connections SET name = $2 WHERE id = $1', [connectionId, LONG]);
    await client.query('UPDATE statuses SET is_contract = true WHERE id = $1', [otherStatusId]);
    const branchId = newId();
    await client.query(
      "INSERT INTO branches (id, organization_id, name, position) VALUES ($1, $2, '横浜店', 0)",
      [branchId, organizationId],
    );
    await client.query('UPDATE member SET branch_id = $1 WHERE user_id = $2', [branchId, salesperson.userId]);
    for (let n = 1; n < MANY; n++) {
      const customerId = n % 9 === 0 ? null : newId();
      if (customerId)
        await client.query(
          'INSERT INTO customers (id, organization_id, name, assignee_id, status_id) VALUES ($1, $2, $3, $4, $5)',
          [
            customerId,
            organizationId,
            `集計　${n}`,
            n % 3 === 0 ? null : salesperson.userId,
            n % 5 === 0 ? null : n % 2 === 0 ? otherStatusId : statusId,
          ],
        );
      const at = new Date(Date.now() - n * 17 * HOUR);
      const responded = n % 4 === 0 ? null : new Date(at.getTime() + n * n * 15_000);
      await client.query(
        `INSERT INTO inquiries (id, organization_id, customer_id, connection_id, portal, kind, received_at, is_repeat, responded_at, content)
         VALUES ($1, $2, $3, $4, $5, 'appraisal', $6, $7, $8, '{"kind": "appraisal", "contact": {"phones": [], "phonesAsSent": [], "emails": []}, "property": {}, "request": {}, "extras": []}')`,
        [
          newId(),
          organizationId,
          customerId,
          n % 7 === 0 ? null : connectionId,
          portals[n % portals.length],
          at,
          n % 6 === 0,
          responded,
        ],
      );
    }
  });
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const numberIn = (text: string | null) => Number(/[\d,]+/.exec(text ?? '')?.[0].replace(',', ''));

it('every number leads to a list of as many', async () => {
  const page = await screen.openPage('/dashboard');
  const section = (name: string) => page.getByRole('region', { name });
  const links = [
    section('まとめ').getByRole('link').nth(0),
    section('まとめ').getByRole('link').nth(1),
    section('まとめ').getByRole('link').nth(2),
    section('担当者ごとの初動')
      .getByRole('row', { name: /^佐藤 健一/ })
      .getByRole('link')
      .nth(1),
    section('担当者ごとの初動')
      .getByRole('row', { name: /^未割当/ })
      .getByRole('link')
      .nth(0),
    section('店舗ごとの初動')
      .getByRole('row', { name: /^横浜店/ })
      .getByRole('link')
      .nth(1),
    section('店舗ごとの初動')
      .getByRole('row', { name: /^店舗なし/ })
      .getByRole('link')
      .nth(0),
    section('連携ごとの初動と最終受信').getByRole('link').nth(0),
    section('連携ごとの初動と最終受信')
      .getByRole('row', { name: /^連携なし/ })
      .getByRole('link')
      .nth(1),
    section('媒体ごとの顧客ステータス')
      .getByRole('row', { name: /^ステータスなし/ })
      .getByRole('link')
      .first(),
    section('媒体ごとの顧客ステータス')
      .getByRole('row', { name: /^追客中/ })
      .getByRole('link')
      .first(),
    section('媒体ごとの顧客ステータス')
      .getByRole('row', { name: /^通知のみ/ })
      .getByRole('link')
      .first(),
    section('媒体の費用').getByRole('link').nth(1),
  ];
  for (const link of links) {
    const n = numberIn(await link.textContent());
    expect(n).toBeGreaterThan(0);
    await link.click();
    await page.getByRole('heading', { level: 1, name: '反響' }).waitFor();
    await expect.poll(() => page.locator('tr[data-id]:not([data-id=""])').count()).toBe(n);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'ダッシュボード' }).waitFor();
  }
  await page.getByRole('region', { name: '日ごとの反響' }).getByText(`合計${MANY}件`).waitFor();
});

it('the URL holds the days; two days are chosen, and refused at their field', async () => {
  const page = await screen.openPage('/dashboard');
  await page.getByRole('combobox', { name: '期間' }).click();
  await page.getByRole('option', { name: '先週' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('?days=last-week');
  await page.reload();
  await expect.poll(() => page.getByRole('combobox', { name: '期間' }).inputValue()).toBe('先週');
  await page.getByText('前の期間（').waitFor();
  await page.getByRole('combobox', { name: '期間' }).click();
  await page.getByRole('option', { name: '日付を指定' }).click();
  await page.getByLabel('開始日').fill('2026-11-02');
  await page.getByLabel('終了日').fill('2026-11-01');
  await page.getByText('終了日は、開始日と同じかそれより後の日を指定してください。').waitFor();
  await page.getByLabel('開始日').fill('2016-12-01');
  await page
    .getByRole('region', { name: '月ごとの反響' })
    .or(page.getByText('この期間の反響はありません').first())
    .waitFor();
  expect(new URL(page.url()).search).toBe('?from=2016-12-01&to=2026-11-01');
});

it('the bars are a table too, and each number in it a way to the list', async () => {
  const page = await screen.openPage('/dashboard');
  await page.getByRole('button', { name: '表で見る' }).press('Enter');
  const table = page.getByRole('region', { name: '日ごとの反響' }).getByRole('table');
  expect(await table.getByRole('row').count()).toBe(31);
  const link = table.getByRole('link').last();
  const n = numberIn(await link.textContent());
  await link.press('Enter');
  await page.getByRole('heading', { level: 1, name: '反響' }).waitFor();
  await expect.poll(() => page.locator('tr[data-id]:not([data-id=""])').count()).toBe(n);
  expect(page.url()).toContain('portal=');
});

/** Requests through these portals, whose customers have come to a contract or not. */
async function cameToday(all: [portal: string, contract: '成約' | null][]): Promise<void> {
  const { organizationId, connectionId, statusId, otherStatusId } = screen.program.firm;
  await asOwner(screen.program.server, async (client) => {
    for (const [portal, contract] of all) {
      const customerId = newId();
      await client.query(
        'INSERT INTO customers (id, organization_id, name, status_id) VALUES ($1, $2, $3, $4)',
        [customerId, organizationId, '今日　来た', contract ? otherStatusId : statusId],
      );
      const came = { portal, receivedAt: new Date(), isRepeat: false, responseMinutes: null };
      await putInquiry(client, organizationId, { customerId, connectionId, ...came });
    }
  });
}

it('costs are entered on a phone, and shown by the days and per inquiry; others only look', async () => {
  // On the first of a month nothing else is of this one.
  await cameToday([
    ['re-guide', '成約'],
    ['re-guide', '成約'],
    ['re-guide', null],
    ['suumo', null],
  ]);
  const context = await screen.openBrowser(phone);
  const page = await context.newPage();
  await page.goto('/dashboard?days=this-month');
  await page.getByRole('button', { name: '費用を入力' }).tap();
  const field = page.getByLabel('リガイドの費用（円）');
  await field.fill('三万');
  await page.getByRole('button', { name: '保存する' }).tap();
  await page.getByText('0以上の整数（円）を入力してください。').waitFor();
  await field.fill('３０，０００');
  await page.getByRole('button', { name: '保存する' }).tap();
  await page.getByText(/の費用を保存しました$/).waitFor();
  const row = page.getByRole('region', { name: '媒体の費用' }).getByRole('row', { name: /^リガイド/ });
  const { portals, cost: together } = await screen.program.get('/dashboard?period=this-month');
  const { cost, count, contracts } = portals.find(({ portal }: { portal: string }) => portal === 're-guide');
  await row.getByText(`${cost.yen.toLocaleString('ja-JP')}円`, { exact: true }).waitFor();
  const yen = (n: number) => `${Math.round(n).toLocaleString('ja-JP')}円`;
  await row.getByText(yen(cost.yen / count), { exact: true }).waitFor();
  expect(contracts).toBeGreaterThan(0);
  await row.getByText(yen(cost.yen / contracts), { exact: true }).waitFor();
  // Of the others nobody said what they cost.
  expect(together).toMatchObject({ count, contracts, isPartial: true });
  await page.getByRole('row', { name: /^費用を入力した媒体の合計/ }).waitFor();
  const member = await screen.openBrowserOf(await join(screen.program, 'member'));
  const theirs = await member.newPage();
  await theirs.goto('/dashboard?days=this-month');
  await theirs.getByRole('region', { name: '媒体の費用' }).waitFor();
  expect(await theirs.getByRole('button', { name: '費用を入力' }).count()).toBe(0);
});

it('on paper there are the numbers alone, with their days', async () => {
  const page = await screen.openPage('/dashboard');
  const strong = page.getByText(/^\d{4}\/\d+\/\d+\(.\)〜/).first();
  await strong.waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await strong.isVisible()).toBe(true);
  for (const hidden of [
    page.getByRole('navigation', { name: 'メインメニュー' }).first(),
    page.getByRole('button', { name: '印刷' }),
    page.getByRole('button', { name: '表で見る' }),
    page.getByRole('button', { name: '費用を入力' }),
    page.getByRole('combobox', { name: '期間' }),
  ])
    expect(await hidden.isVisible()).toBe(false);
});

it('makes branches in an order, puts somebody into one, and asks where they belong when it goes', async () => {
  const page = await screen.openPage('/settings/branches');
  const dialog = page.getByRole('dialog');
  const list = page.getByRole('list', { name: '店舗の一覧' });
  for (const name of ['川崎店', '大宮店']) {
    await page.getByRole('button', { name: '店舗を追加' }).first().click();
    await dialog.getByLabel('店舗名').fill(name);
    await page.keyboard.press('Enter');
    await list.getByText(name).waitFor();
  }
  await page.getByRole('button', { name: '「川崎店」を下へ' }).click();
  await page.getByRole('status').getByText('「川崎店」を3番目に移しました').waitFor();
  await page.getByRole('link', { name: 'ユーザーの店舗を選ぶ' }).click();
  await page.getByRole('button', { name: '佐藤 健一さんを編集' }).click();
  await dialog.getByRole('combobox', { name: '店舗' }).click();
  await page.getByRole('option', { name: '川崎店' }).click();
  await dialog.getByRole('button', { name: '保存する' }).click();
  await page.getByRole('row', { name: '佐藤 健一' }).getByText('川崎店').waitFor();
  await page.goto('/inquiries');
  await page.getByRole('button', { name: '絞り込み' }).click();
  await page.getByRole('combobox', { name: '店舗' }).click();
  await page.getByRole('option', { name: '大宮店' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('branchId')).toMatch(/^[0-9a-f-]{36}$/);
  await page.goto('/settings/branches');
  await page.getByRole('button', { name: '「川崎店」を削除' }).click();
  await dialog.getByText('ユーザー 1人 で使われています。').waitFor();
  await dialog.getByRole('combobox', { name: '代わりの店舗' }).click();
  await page.getByRole('option', { name: '大宮店' }).click();
  await dialog.getByRole('button', { name: '削除' }).click();
  await page.getByText('「川崎店」を削除しました').waitFor();
  await list.getByText('ユーザー 1人').waitFor();
});

it('is for everybody, on every screen', async () => {
  const act = (page: Page) => page.getByRole('button', { name: '表で見る' }).click();
  expect(
    await judgePages(screen, [
      { path: '/dashboard', act },
      '/dashboard?days=today',
      '/dashboard?from=2000-01-01&to=2000-01-02',
      '/dashboard?from=2018-01-01&to=2026-12-31',
      '/settings/branches',
    ]),
  ).toEqual([]);
});
