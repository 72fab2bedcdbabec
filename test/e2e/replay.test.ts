// 設定 → メールの再読み取り in a real browser: preview, application, cancelling, on a page that is open and on a phone.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { noCounts } from '../../src/customers/replay/model.ts';
import { asOwner } from '../support/database.ts';
import { PASSWORD } from '../support/factories.ts';
import { judgePages } from '../support/judge-pages.ts';
import { composeInquiry } from '../support/mails.ts';
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

const PATH = '/settings/replay';
const sql = (text: string, values: unknown[] = []) =>
  asOwner(screen.program.server, async (client) => (await client.query(text, values)).rows);

/** Mails as an older reader left them: one nobody could read, one of which less was known. */
async function asOnceRead(): Promise<void> {
  await sql("UPDATE connections SET state = 'paused'");
  await screen.program.sendMail(
    composeInquiry({ number: 'RG-R-1', name: '再読　一子', phone: '090-0000-4001', email: 'r1@example.jp' }),
  );
  await screen.program.settled();
  await sql("UPDATE mails SET state = 'read', outcome = 'unreadable' WHERE state = 'aside'");
  await sql("UPDATE connections SET state = 'active'");
  await sql(`UPDATE inquiries SET content = content #- '{contact,email}' WHERE request_number = 'RG-FIRST'`);
}

it('shows what would come of it, applies it when told to, and says what came', async () => {
  const page = await screen.openPage(PATH);
  await page.getByRole('heading', { name: '再読み取りはまだ行われていません' }).waitFor();
  await asOnceRead();
  await page.getByRole('button', { name: 'プレビューする' }).click();
  await page.getByRole('heading', { name: 'プレビュー', exact: true }).waitFor();
  const counts = page.locator('dl[aria-label="結果の内訳"]');
  await counts.getByText('読み取れるようになった').waitFor();
  expect(await counts.innerText()).toMatch(
    /読み取れるようになった\s*1通[\s\S]*内容が増える・変わる\s*1通[\s\S]*新しい顧客\s*1人/,
  );
  await page.getByText('first@example.jp').waitFor();
  expect(await sql("SELECT 1 FROM customers WHERE name = '再読　一子'")).toEqual([]);
  // What could not be given up says so, and stays.
  await page.route('**/cancel', (route) => route.abort());
  await page.getByRole('button', { name: '破棄する' }).click();
  await page.getByRole('alert').filter({ hasText: 'サーバーに接続できません。' }).waitFor();
  await page.unroute('**/cancel');
  await page.getByRole('checkbox', { name: '新しく読み取れた反響を、担当者に通知しない' }).check();
  await page.getByRole('button', { name: 'この内容で反映する' }).click();
  await page.getByRole('dialog').getByText('1通が新しく反響になり、1通の内容が更新されます。').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '反映する' }).click();
  await page.getByRole('heading', { name: '反映済み' }).waitFor();
  await counts.getByText('登録した顧客').waitFor();
  expect(await sql("SELECT 1 FROM customers WHERE name = '再読　一子'")).toHaveLength(1);
  expect(
    await sql(
      "SELECT 1 FROM outgoing_mails o JOIN inquiries i ON i.id = o.inquiry_id WHERE i.request_number = 'RG-R-1'",
    ),
  ).toEqual([]);
  await page.getByRole('region', { name: '反映済み' }).getByRole('link', { name: '再読　一子' }).click();
  await page.getByRole('heading', { level: 1, name: '再読　一子' }).waitFor();
});

it('a customer’s history says that their mail was read again', async () => {
  const [{ id }] = await sql("SELECT customer_id AS id FROM inquiries WHERE request_number = 'RG-FIRST'");
  const page = await screen.openPage(`/customers/${id}?tab=history`);
  await page.getByText('メールを読み直し、反響の内容を更新しました').waitFor();
  await page.getByText('再読み取り', { exact: true }).waitFor();
});

it('done again there is nothing to apply; the run before stands below', async () => {
  const page = await screen.openPage(PATH, { viewport: { width: 390, height: 844 } });
  await page.getByRole('button', { name: 'プレビューする' }).click();
  await page.getByText('変わるメールはありません。').waitFor();
  await page.getByRole('table', { name: 'これまでの再読み取り' }).getByText('反映済み').waitFor();
});

it('one that runs shows how far it is, keeps a second one out, and is cancelled', async () => {
  await sql(
    `INSERT INTO replays (id, organization_id, created_by_name, reader_version, total, counts)
     SELECT 'f0000000-0000-7000-8000-000000000000', organization_id, '佐藤 健一', 'x', 12000, $1 FROM replays LIMIT 1`,
    [{ ...noCounts(), unchanged: 3_000 }],
  );
  const page = await screen.openPage(PATH);
  await page.getByText('3,000 / 12,000通').waitFor();
  expect(await page.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('25%');
  expect(await page.getByRole('button', { name: 'プレビューする' }).count()).toBe(0);
  expect(await judgePages(screen, [PATH])).toEqual([]);
  await page.getByRole('button', { name: '中止する' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '中止する' }).click();
  await page.getByRole('heading', { name: '中止', exact: true }).waitFor();
  await page.getByRole('button', { name: 'プレビューする' }).waitFor();
  await sql("DELETE FROM replays WHERE reader_version = 'x'");
});

it('who is neither owner nor admin is told who may', async () => {
  const context = await screen.openBrowserOf({
    email: screen.program.firm.salesperson.email,
    password: PASSWORD,
  });
  const page = await context.newPage();
  await page.goto(PATH);
  await page.getByText('再読み取りを行えるのは、オーナーまたはアドミンの方です。').waitFor();
  expect(
    (
      await page.request.post('/api/v1/replays', { data: {}, headers: { origin: screen.program.url } })
    ).status(),
  ).toBe(403);
});

it('reads well for everybody, wide and on a phone', async () => {
  await sql(
    `UPDATE replays SET state = 'previewed', phase = 'preview', counts = counts || '{"complete": 12345, "less": 3, "unread": 2, "in-flight": 1, "announced": 4}', differences = $1::jsonb
     WHERE id = (SELECT id FROM replays ORDER BY id DESC LIMIT 1)`,
    [JSON.stringify(many())],
  );
  expect(await judgePages(screen, [PATH])).toEqual([]);
});

function many() {
  const mailId = '01a22270-0000-7000-8000-000000000000';
  const one = {
    mailId,
    kind: 'changed',
    subject: '【リガイド】査定依頼のお知らせ',
    receivedAt: '2026-11-20T05:00:00.000Z',
    customer: null,
    isNewCustomer: false,
  };
  return [
    {
      ...one,
      changes: [
        { field: 'contact.nameKana', from: null, to: 'ヤマダ　タロウ' },
        {
          field: 'property.address',
          from: '東京都世田谷区',
          to: '東京都世田谷区桜丘99丁目9番9号 とても長い名前のマンション見本世田谷桜丘グランドレジデンス 1205号室',
        },
        { field: 'extras.接道状況とその幅員についての補足', from: '南側6m公道', to: null },
      ],
    },
    {
      ...one,
      mailId: mailId.replace(/0$/, '1'),
      kind: 'complete',
      isNewCustomer: true,
      changes: [{ field: 'contact.name', from: null, to: '山田　太郎' }],
    },
    { ...one, mailId: mailId.replace(/0$/, '2'), kind: 'less', changes: [] },
    {
      ...one,
      mailId: mailId.replace(/0$/, '3'),
      changes: [
        { field: 'mail.outcome', from: 'unreadable', to: 'not-an-inquiry' },
        { field: 'mail.warnings', from: 'no-labels', to: '' },
      ],
    },
  ];
}
