// 顧客 and 反響 as CSV: the marked ones or all that match, in both encodings, nothing that a spreadsheet runs, written down, for
// admins of the firm alone.
import Encoding from 'encoding-japanese';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { signIn } from '../support/session.ts';

let program: TestProgram;
const cookies = new Map<string, string>();
beforeAll(async () => {
  program = await startTestProgram();
  await program.sendMail(
    composeInquiry({ number: 'CSV1', name: '髙橋, "美咲" 🍣', kana: 'ﾀｶﾊｼ', email: 'm@docomo.example' }),
  );
  await program.settled();
  await asOwner(program.server, (client) => client.query("UPDATE customers SET address = '=1+cmd()'"));
});
afterAll(() => program.stop());

async function exported(email: string, query: string, list = 'customers') {
  const { url } = program;
  if (!cookies.has(email)) {
    const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: url },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    const set = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    cookies.set(email, set.join('; '));
  }
  const answer = await fetch(`${url}/api/v1/${list}.csv?${query}`, {
    headers: { Cookie: cookies.get(email) ?? '', Origin: url },
  });
  const { status, headers } = answer;
  return { status, headers, type: headers.get('content-type'), bytes: await answer.bytes() };
}

test('every customer who matches is in it, as a spreadsheet reads them, and no formula', async () => {
  const { status, type, bytes } = await exported(program.owner.email, 'q=たかはし');
  expect([status, type]).toEqual([200, 'text/csv; charset=utf-8']);
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes).split('\r\n');
  expect(lines[0]).toMatch(/^お名前,フリガナ,電話番号,メールアドレス,/);
  expect(lines[1]).toContain('"髙橋, ""美咲"" 🍣",ﾀｶﾊｼ,090-0000-1234,m@docomo.example,');
  expect(lines[1]).toContain(",'=1+cmd(),佐藤 健一,新規,反響客,1,");
  expect(lines).toHaveLength(3);
  const none = await exported(program.owner.email, 'q=鰐淵');
  expect(new TextDecoder().decode(none.bytes).split('\r\n')).toHaveLength(2);
});

test('all that is known of a customer stands under its heading, and the file is kept by nobody on its way', async () => {
  const call = await signIn(program, program.owner);
  const { data: other } = await call('POST', '/groups', { name: 'VIP' });
  const { data: made } = await call('POST', '/customers', {
    name: '全項目 太郎',
    nameKana: 'ゼンコウモク タロウ',
    phones: ['090-0000-5301', '03-0000-5302'],
    emails: ['a@example.jp', 'b@example.jp'],
    postalCode: '154-0001',
    address: '東京都世田谷区1-2-3',
    assigneeId: program.firm.salesperson.userId,
    groupIds: [program.firm.groupId, other.id],
  });
  await asOwner(program.server, (client) =>
    client.query(
      "UPDATE customers SET created_at = '2026-11-20T05:03:22Z', updated_at = '2026-11-21T15:00:00Z' WHERE id = $1",
      [made.id],
    ),
  );
  const { bytes, headers } = await exported(program.owner.email, `ids=${made.id}`);
  const [head, line] = new TextDecoder().decode(bytes).split('\r\n');
  expect(head).toBe(
    'お名前,フリガナ,電話番号,メールアドレス,郵便番号,住所,担当者,顧客ステータス,顧客グループ,反響数,登録日時,更新日時,顧客ID',
  );
  expect(line).toBe(
    `全項目 太郎,ゼンコウモク タロウ,090-0000-5301 / 03-0000-5302,a@example.jp / b@example.jp,154-0001,東京都世田谷区1-2-3,佐藤 健一,新規,VIP / 反響客,0,2026/11/20 14:03:22,2026/11/22 0:00:00,${made.id}`,
  );
  expect(headers.get('content-disposition')).toBe('attachment; filename="customers.csv"');
  expect(headers.get('cache-control')).toBe('no-store');
  await call('DELETE', `/groups/${other.id}`);
});

test('Shift_JIS has the letters of names, and a sign for those it has not', async () => {
  const { bytes } = await exported(program.owner.email, 'encoding=shift_jis');
  const text = Encoding.convert(bytes, { from: 'SJIS', to: 'UNICODE', type: 'string' });
  expect(text).toMatch(/^お名前,/);
  expect(text).toContain('髙橋, ""美咲"" ?');
});

test('more customers than a piece holds are all there, once', async () => {
  const others = await buildFirm(program.db, '株式会社べつの不動産');
  await asOwner(program.server, (client) =>
    client.query(
      "INSERT INTO customers (id, organization_id, name) SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, '客' || n FROM generate_series(1, 1001) AS n",
      [others.organizationId],
    ),
  );
  const { bytes } = await exported(others.owner.email, '');
  const names = new TextDecoder()
    .decode(bytes)
    .split('\r\n')
    .map((line) => line.split(',')[0]);
  expect([names.length, new Set(names).size]).toEqual([1003, 1003]); // a heading, 1,001 customers, the end
  expect(names.join()).not.toContain('髙橋');
});

test('it is written down who took them out; a salesperson may not', async () => {
  expect((await exported(program.firm.salesperson.email, '')).status).toBe(403);
  const rows = await asOwner(
    program.server,
    async (client) =>
      (
        await client.query(
          "SELECT actor_name, details FROM audit_events WHERE action = 'customers.exported' AND organization_id = $1 ORDER BY id",
          [program.firm.organizationId],
        )
      ).rows,
  );
  expect(rows[0]).toEqual({
    actor_name: '高橋 誠',
    details: { encoding: 'utf-8', filter: { q: 'たかはし' } },
  });
  expect(rows).toHaveLength(4);
});

test('the marked ones are in it and no others, of this firm alone', async () => {
  const all = (await program.get('/customers?limit=100')).items;
  const made = all.map(({ id }: { id: string }) => id);
  const { bytes } = await exported(program.owner.email, `ids=${made.join(',')}&q=鰐淵`);
  expect(new TextDecoder().decode(bytes).split('\r\n')).toHaveLength(made.length + 2);
  const others = await asOwner(
    program.server,
    async (client) =>
      (
        await client.query('SELECT id FROM customers WHERE organization_id <> $1 LIMIT 2', [
          program.firm.organizationId,
        ])
      ).rows,
  );
  const theirs = await exported(program.owner.email, `ids=${others.map(({ id }) => id).join(',')}`);
  expect(new TextDecoder().decode(theirs.bytes).split('\r\n')).toHaveLength(2);
  for (const ids of ['', 'x', `${made[0]},`, Array(101).fill(made[0]).join(',')])
    expect((await exported(program.owner.email, `ids=${ids}`)).status, ids.slice(0, 50)).toBe(422);
});

test('反響: the list as it is narrowed, or the marked ones, with how soon somebody answered', async () => {
  await program.sendMail(
    composeInquiry({ number: '=CSV2', name: '@SUM(1)', phone: '090-0000-5252', property: '=HYPERLINK("x")' }),
  );
  await program.settled();
  await program.sendMail(composeNotice('CSV3'));
  await program.settled();
  const [first] = (await program.get('/inquiries?requestNumber=CSV1')).items;
  await asOwner(program.server, (client) =>
    client.query(
      `UPDATE inquiries SET received_at = '2026-11-20T05:03:22Z', responded_at = '2026-11-20T05:04:57.4Z', responded_by = $2,
         content = jsonb_set(content, '{property}', content -> 'property' || '{"buildingName": "見本マンション", "roomNumber": "101"}')
       WHERE id = $1`,
      [first.id, program.firm.owner.userId],
    ),
  );
  const rows = async (query: string) => {
    const { status, type, bytes } = await exported(program.owner.email, query, 'inquiries');
    expect([status, type]).toEqual([200, 'text/csv; charset=utf-8']);
    return new TextDecoder().decode(bytes).split('\r\n').slice(0, -1);
  };
  const [head, notice, second, oldest, ...none] = await rows('');
  expect(none).toEqual([]);
  expect(head).toBe(
    '受信日時,媒体,連携,種別,受付番号,顧客,電話番号,メールアドレス,物件所在地,物件名,お問い合わせ内容,状態,再反響,顧客ステータス,担当者,初動（秒）,初動した人,反響ID,顧客ID',
  );
  expect(notice).toContain(',CSV3,');
  expect(notice).toContain(',未対応（通知のみ）,');
  expect(second).toContain(',\'=CSV2,\'@SUM(1),090-0000-5252,,"\'=HYPERLINK(""x"")",');
  expect(oldest).toMatch(/^2026\/11\/20 14:03:22,リガイド,リガイド 世田谷支店,査定,CSV1,/);
  expect(oldest).toContain(',見本マンション 101,');
  expect(oldest).toContain(`,対応済み,,新規,佐藤 健一,95,高橋 誠,${first.id},${first.customer.id}`);
  expect(await rows('response=done')).toEqual([head, oldest]);
  expect(await rows(`ids=${first.id}&response=open`)).toEqual([head, oldest]);
  const { bytes } = await exported(program.owner.email, 'encoding=shift_jis&response=done', 'inquiries');
  expect(Encoding.convert(bytes, { from: 'SJIS', to: 'UNICODE', type: 'string' })).toContain('髙橋');
  expect((await exported(program.firm.salesperson.email, '', 'inquiries')).status).toBe(403);
  const audited = await asOwner(program.server, (client) =>
    client.query(
      "SELECT actor_name, details FROM audit_events WHERE action = 'inquiries.exported' ORDER BY id",
    ),
  );
  expect(audited.rows).toHaveLength(4);
  expect(audited.rows[2]).toEqual({
    actor_name: '高橋 誠',
    details: { encoding: 'utf-8', filter: { response: 'open' }, ids: [first.id] },
  });
});
