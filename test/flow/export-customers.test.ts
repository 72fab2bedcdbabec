// 顧客 as CSV: all who match, in both encodings, nothing that a spreadsheet runs, written down, for admins of the firm alone.
import Encoding from 'encoding-japanese';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

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

async function exported(email: string, query: string) {
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
  const answer = await fetch(`${url}/api/v1/customers.csv?${query}`, {
    headers: { Cookie: cookies.get(email) ?? '', Origin: url },
  });
  return { status: answer.status, type: answer.headers.get('content-type'), bytes: await answer.bytes() };
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
  expect(new Set(names).size).toBe(1003); // a heading, 1,001 customers, the end
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
  expect(rows).toHaveLength(3);
});
