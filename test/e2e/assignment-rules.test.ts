// 振り分けルール on the screen: making one and trying it out before it is saved, the list and its order by keyboard, somebody else's save,
// and what an inquiry says of why it was given to whom.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ruleOf, setagaya, teamOf } from '../support/assignment-rules.ts';
import { buildConnection } from '../support/factories.ts';
import { judgePages } from '../support/judge-pages.ts';
import { composeInquiry } from '../support/mails.ts';
import { phone, Screen } from '../support/open-screen.ts';
import { join } from '../support/people.ts';
import { type Session, signIn } from '../support/session.ts';

let screen: Screen;
let owner: Session;
let people: { userId: string }[];
let connectionId: string;
let address: string;
beforeAll(async () => {
  screen = await Screen.open();
  const { program } = screen;
  owner = await signIn(program, program.owner);
  people = [await join(program, 'member', '田中 一郎'), await join(program, 'member', '鈴木 由美')];
  const made = await buildConnection(program.db, program.firm.organizationId, {
    name: 'リガイド 振り分け支店',
    assigneeId: program.firm.salesperson.userId,
  });
  connectionId = made.connectionId;
  address = `${made.localPart}@inbox.localhost`;
  for (const place of ['世田谷区1', '世田谷区2', '港区1']) await arrive(place);
}, 90_000);
afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

let sent = 0;
async function arrive(place: string): Promise<string> {
  sent += 1;
  const name = `振分　${sent}号`;
  const asked = { number: `RULE-E2E-${sent}`, name, phone: `090-0000-71${String(sent).padStart(2, '0')}` };
  await screen.program.sendMail(composeInquiry({ ...asked, property: `東京都${place}` }), [address]);
  await screen.program.settled();
  return name;
}
const part = (page: Page) => page.locator('#assignment');
const rows = (page: Page) => part(page).getByRole('listitem');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const rulesPath = () => `/connections/${connectionId}/assignment-rules`;
async function setRules(rules: object[]) {
  const { version } = (await owner('GET', rulesPath())).data;
  const saved = await owner('PUT', rulesPath(), { version, rules });
  expect(saved.status, saved.text).toBe(200);
}

it('makes a rule on a phone, tries it on the last 90 days, and each inquiry then says why', async () => {
  const page = await screen.openPage(`/connections/${connectionId}`, phone);
  await part(page).getByText('ルールはまだありません').waitFor();
  await part(page).getByRole('link', { name: 'ルールを追加' }).click();
  await button(page, '保存する').click();
  await page.getByText('ルールの名前を入力してください。').waitFor();
  await page.getByLabel('ルールの名前').fill('世田谷の査定');
  const kind = page.getByText('査定依頼', { exact: true });
  expect((await kind.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  await page.getByLabel('査定依頼').check();
  await button(page, 'エリアを追加').click();
  const prefecture = page.getByRole('combobox', { name: '都道府県' });
  await expect
    .poll(() => prefecture.evaluate((held) => held === held.ownerDocument.activeElement))
    .toBe(true);
  await prefecture.fill('東京');
  await page.getByRole('option', { name: '東京都' }).click();
  await page.getByLabel('市区町村').fill('世田谷区');
  await page.getByLabel('順番に割り当てる').check();
  await button(page, '過去90日の反響 3件で試す').click();
  await page.getByText('担当者を一覧からお選びください。').waitFor();
  const team = page.getByRole('combobox', { name: '割り当てる人' });
  // A name that is not there is not chosen by Enter, and the form is not sent without it.
  await page.getByLabel('ルールの名前').fill('');
  await team.fill('いない人');
  await team.press('Enter');
  expect(await page.getByText('ルールの名前を入力してください。').count()).toBe(0);
  await page.getByLabel('ルールの名前').fill('世田谷の査定');
  await team.fill('');
  for (const name of ['田中 一郎', '鈴木 由美']) {
    await team.click();
    await page.getByRole('option', { name }).click();
  }
  await page.keyboard.press('Escape');
  await button(page, '過去90日の反響 3件で試す').click();
  await page.getByText('3件のうち2件の振り分けが変わります。').waitFor();
  const given = page.getByRole('table', { name: '新しい顧客の担当者' });
  await given.getByRole('row', { name: /佐藤 健一.*3件.*1件 \(−2\)/ }).waitFor();
  await given.getByRole('row', { name: /田中 一郎.*0件.*1件 \(\+1\)/ }).waitFor();
  await page.getByRole('link', { name: '振分　2号' }).waitFor();
  expect((await owner('GET', rulesPath())).data.rules).toEqual([]);
  await page.getByLabel('物件問合せ・資料請求').check();
  await page.getByText('入力が変わりました。').waitFor();

  await button(page, '保存する').click();
  await rows(page).getByText('種別が査定依頼・物件問合せ・資料請求 かつ エリアが東京都世田谷区').waitFor();
  await rows(page).getByText('担当者: 田中 一郎・鈴木 由美を順番に').waitFor();
  await page.getByText('振り分けルール「世田谷の査定」を追加しました').waitFor();

  // The keyboard goes on from the rules.
  expect(await page.evaluate('document.activeElement.id')).toBe('assignment');
  const name = await arrive('世田谷区3');
  const { items } = (await owner('GET', `/inquiries?connectionId=${connectionId}`)).data;
  await page.goto(`/inquiries?id=${items[0].id}`);
  await page.getByRole('heading', { level: 2, name }).waitFor();
  await page.getByText('ルール「世田谷の査定」: 種別=査定依頼、エリア=東京都世田谷区').waitFor();
  await page.getByText('担当者 田中 一郎（順番）').waitFor();
  await page.goto(`/customers/${items[0].customer.id}?tab=history`);
  await page
    .getByText('ルール「世田谷の査定」で振り分けました（種別=査定依頼、エリア=東京都世田谷区）')
    .waitFor();
});

it('orders, pauses and deletes by keyboard; a rule that can no longer be reached says so', async () => {
  await setRules([
    ruleOf({ name: '甲', conditions: setagaya }),
    ruleOf({ name: '乙', assignee: teamOf('person', people.slice(0, 1)) }),
  ]);
  const page = await screen.openPage(`/connections/${connectionId}`);
  await rows(page).nth(1).getByText('担当者: 田中 一郎').waitFor();
  await button(page, '「乙」を上へ移す').press('Enter');
  await page.getByText('「乙」を1番目に移しました').waitFor();
  expect(await rows(page).nth(0).getByText('乙', { exact: true }).count()).toBe(1);
  await rows(page).nth(1).getByText('この上のルールがすべての反響に当てはまるため、使われません。').waitFor();
  await button(page, '「乙」を停止する').press('Space');
  await rows(page).nth(0).getByText('停止中').waitFor();
  await button(page, '「甲」を削除する').click();
  await page.getByRole('dialog').getByRole('button', { name: '削除する' }).click();
  await page.getByText('「甲」を削除しました', { exact: true }).waitFor();
  expect(await rows(page).count()).toBe(1);
  const { rules } = (await owner('GET', rulesPath())).data;
  expect(rules).toMatchObject([{ name: '乙', isPaused: true }]);
});

it('shows what somebody else saved meanwhile, loses nothing typed, and keeps their other rules', async () => {
  await setRules([ruleOf({ name: '甲', conditions: setagaya })]);
  const [first] = (await owner('GET', rulesPath())).data.rules;
  const page = await screen.openPage(`/connections/${connectionId}/rules/${first.id}`);
  await page.getByLabel('ルールの名前').fill('甲の新名');
  await setRules([
    ruleOf({ name: '先に入れた' }),
    ruleOf({ id: first.id, name: '甲の別名', conditions: { kinds: ['visit'] } }),
  ]);
  await button(page, '保存する').click();
  const told = page.getByRole('alert').filter({ hasText: '編集中に、他の方が先に保存しました' });
  await told.getByText('甲の別名 ― 種別が見学・来場予約').waitFor();
  expect(await page.getByLabel('ルールの名前').inputValue()).toBe('甲の新名');
  await button(page, '保存する').click();
  await page.getByText('「甲の新名」を保存しました').waitFor();
  const { rules } = (await owner('GET', rulesPath())).data;
  expect(rules.map(({ name }: { name: string }) => name)).toEqual(['先に入れた', '甲の新名']);
});

it('is in order for everybody, in the light and on a phone in the dark', async () => {
  await setRules([
    ruleOf({
      name: 'とても長い名前のルール'.repeat(5),
      conditions: { ...setagaya, times: [{ weekdays: [1, 2, 3, 4, 5], from: 22, until: 6 }] },
      assignee: teamOf('fewest-open', people),
    }),
    ruleOf({ name: '休み', isPaused: true }),
  ]);
  const [first] = (await owner('GET', rulesPath())).data.rules;
  const findings = await judgePages(screen, [
    `/connections/${connectionId}`,
    {
      path: `/connections/${connectionId}/rules/${first.id}`,
      act: async (page) => {
        await page.getByRole('button', { name: /過去90日の反響/ }).click();
        await page.getByText('当てはまるルール').first().waitFor();
      },
    },
  ]);
  expect(findings).toEqual([]);
});
