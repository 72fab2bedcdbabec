// A change to several at once that fails, in part or whole: what was done is said and what was not, and that stays chosen.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { does, overtaken, post } from '../support/elsewhere.ts';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { openMerges } from '../support/merges.ts';
import { FIRST, Screen } from '../support/open-screen.ts';
import { joinAndSignIn } from '../support/people.ts';
import type { Session } from '../support/session.ts';

let screen: Screen;
let admin: Session;
const ids: string[] = [];
/** More than a page. */
const MANY = 60;
beforeAll(async () => {
  screen = await Screen.open();
  const { program } = screen;
  admin = (await joinAndSignIn(program, 'admin', '鈴木 由美')).call;
  for (let n = 0; n < MANY; n += 1) ids.push(newId());
  await asOwner(program.server, (client) =>
    client.query(
      "INSERT INTO customers (id, organization_id, name) SELECT id, $2, '名簿　' || n FROM unnest($1::uuid[]) WITH ORDINALITY AS l (id, n)",
      [ids, program.firm.organizationId],
    ),
  );
  await program.sendMail(composeInquiry({ number: 'RG-2', name: '次の　二郎', phone: '090-0000-1002' }));
  await program.sendMail(composeNotice('RG-3'));
  await program.settled();
}, 180_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

const CHANGES = '/customers/changes';
const note = (page: Page, text: string) => page.getByRole('alert').getByText(text).waitFor();
const choose = async (page: Page, what: string, option: string) => {
  await page.getByRole('combobox', { name: what }).click();
  await page.getByRole('option', { name: option }).click();
};
const assignTo = (userId: string | null) => ({ type: 'assign', assigneeId: userId });
const assigneeOf = async (id: string) =>
  (await screen.program.get(`/customers/${id}`)).assignee?.name ?? null;

it('顧客: what is not changed stays chosen and is tried again; the way back stays when it fails', async () => {
  const page = await screen.openPage('/customers?q=名簿&order=oldest');
  const [first = '', second = ''] = ids;
  const bar = page.getByRole('region', { name: 'まとめて変更' });
  for (const n of [1, 2]) await page.getByRole('checkbox', { name: `名簿 ${n} を選ぶ`, exact: true }).check();
  await page.route(`**${CHANGES}`, (route) => route.abort());
  await choose(page, '担当者を変更', '佐藤 健一');
  await note(page, '2件を変更できたか確認できませんでした。');
  await bar.getByText('2件を選択中').waitFor();
  await page.unroute(`**${CHANGES}`);

  // What was to be given is gone.
  const { id: gone } = await post(page, '/statuses', { name: 'すぐ消える', color: 'red' });
  await page.getByRole('combobox', { name: 'ステータスを変更' }).click();
  const option = page.getByRole('option', { name: 'すぐ消える' });
  await option.waitFor();
  await overtaken(page, 'POST', CHANGES, () => does(page, 'DELETE', `/statuses/${gone}`));
  await option.click();
  await note(page, '2件を変更できませんでした。このステータスは削除されています。');
  await bar.getByText('2件を選択中').waitFor();
  await page.unroute(`**/api/v1${CHANGES}`);

  await choose(page, '担当者を変更', '佐藤 健一');
  await page.getByText('2件を変更しました。', { exact: true }).waitFor();
  await bar.waitFor({ state: 'detached' });
  await page.route('**/undo', (route) => route.abort());
  const back = page.getByRole('button', { name: '元に戻す' });
  await back.click();
  await note(page, 'サーバーに接続できません。');
  await page.unroute('**/undo');
  await back.click();
  await page.getByText('2件を元に戻しました。').waitFor();
  expect([await assigneeOf(first), await assigneeOf(second)]).toEqual([null, null]);
});

it('顧客: who was merged meanwhile is said', async () => {
  const page = await screen.openPage('/customers?q=名簿&order=oldest');
  const [, , third = '', fourth = ''] = ids;
  for (const n of [3, 4]) await page.getByRole('checkbox', { name: `名簿 ${n} を選ぶ`, exact: true }).check();
  await overtaken(page, 'POST', CHANGES, () => openMerges(screen.program, admin).merge(third, fourth));
  await choose(page, '担当者を変更', '佐藤 健一');
  await note(page, '1件を変更しました。1件は、統合または削除されたため、変更していません。');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('1件を元に戻しました。').waitFor();
});

it('顧客: of all that match, whom others changed since the list was loaded and who matches no more is said', async () => {
  const page = await screen.openPage('/customers?q=名簿&assigneeId=none');
  const { count } = await screen.program.get(`/customers/counts?${new URLSearchParams({ q: '名簿' })}`);
  await page.getByRole('checkbox', { name: 'このページをすべて選ぶ' }).check();
  await page.getByRole('button', { name: `条件に合う${count}件すべてを選ぶ` }).click();
  const { owner, salesperson } = screen.program.firm;
  await overtaken(page, 'POST', CHANGES, async () => {
    const give = (customerIds: string[], userId: string | null) =>
      admin('POST', CHANGES, { customerIds, change: assignTo(userId) });
    await give(ids.slice(10, 13), owner.userId);
    await give(ids.slice(10, 12), null);
  });
  await choose(page, '担当者を変更', salesperson.name);
  const question = page.getByRole('dialog');
  await question.getByRole('button', { name: '変更する' }).click();
  await note(
    page,
    `${count - 1}件を変更しました。うち2名は、一覧を読み込んだあとに、ほかの方が変更していました。1件は、条件に合わなくなったため、変更していません。`,
  );
  expect(await assigneeOf(ids[12] ?? '')).toBe(owner.name);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText(`${count - 1}件を元に戻しました。`).waitFor();
});

it('顧客: a change to all that match which stopped half-way is said with the way on, one that did not begin stays chosen', async () => {
  const { server, firm } = screen.program;
  const page = await screen.openPage('/customers?q=名簿');
  const bar = page.getByRole('region', { name: 'まとめて変更' });
  await page.getByRole('checkbox', { name: 'このページをすべて選ぶ' }).check();
  const all = page.getByRole('button', { name: /^条件に合う\d+件すべてを選ぶ$/ });
  await all.click();
  const chosen = bar.getByText(/^条件に合う\d+件すべてを選択中$/);
  let isBegun = false;
  await page.route(`**/api/v1${CHANGES}`, async (route) => {
    if (isBegun)
      await asOwner(server, (client) =>
        client.query(
          `INSERT INTO matching_changes (id, organization_id, made_by, subject, change, filter, up_to, total, looked, changed, cursor, moved_at)
           VALUES ($1, $2, $3, 'customers', $4, '{}', $1, 1200, 1000, 990, $1, NULL)`,
          [newId(), firm.organizationId, firm.owner.userId, JSON.stringify(assignTo(null))],
        ),
      );
    await route.fulfill({ status: 503, json: { code: 'unavailable', detail: 'ただいま処理できません。' } });
  });
  const give = async () => {
    await choose(page, '担当者を変更', '佐藤 健一');
    await page.getByRole('dialog').getByRole('button', { name: '変更する' }).click();
  };
  await give();
  await note(page, 'を変更できませんでした。ただいま処理できません。');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await chosen.waitFor();
  isBegun = true;
  await give();
  await note(page, '1,200件のうち1,000件まで進んだところで止まりました（変更したのは990件）。');
  await page.getByText('一括変更が途中で止まっています').waitFor();
  await bar.waitFor({ state: 'detached' });
});

it('反響: what is not changed is shown as it was and stays chosen, also where nothing can be loaded', async () => {
  const page = await screen.openPage('/inquiries');
  const bar = page.getByRole('region', { name: '選択した反響への操作' });
  await page.getByRole('checkbox', { name: 'このページをすべて選択' }).check();
  await bar.getByText('3件を選択中').waitFor();
  const give = async () => {
    await bar.getByRole('button', { name: 'ステータス' }).click();
    await page.getByRole('option', { name: '追客中' }).click();
  };
  await page.route('**/api/v1/inquiries**', (route) => route.abort());
  await page.route('**/api/v1/inquiries/changes', (route) => route.abort());
  await give();
  await note(page, '3件を変更できたか確認できませんでした。');
  await bar.getByText('3件を選択中').waitFor();
  expect(await page.locator('tbody').getByText('新規').count()).toBe(2);
  await page.unroute('**/api/v1/inquiries**');
  await page.unroute('**/api/v1/inquiries/changes');

  // A notice has no customer yet: it is what is left, and stays chosen.
  await give();
  await note(
    page,
    'ステータスを「追客中」にしました（2名）。通知のみの反響 1件は、顧客に登録してから設定できます。',
  );
  await bar.getByText('1件を選択中').waitFor();
  expect(await page.getByRole('checkbox', { name: `${FIRST}を選択` }).isChecked()).toBe(false);
});
