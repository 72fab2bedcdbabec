// 顧客 from a CSV: previewed first, told row by row what is wrong, applied once, nobody twice, nothing overwritten.
import { readFileSync } from 'node:fs';
import Encoding from 'encoding-japanese';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

// A file is some jobs one after the other, each of which waits for its turn on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const utf8 = (text: string) => new TextEncoder().encode(text);
const shiftJis = (text: string) =>
  Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }));
const upload = (bytes: Uint8Array, call = owner) =>
  call('POST', `/customer-imports?fileName=${encodeURIComponent('名簿.csv')}`, bytes);
async function ends(id: string, state: string, call = owner) {
  const { data } = await expect
    .poll(() => call('GET', `/customer-imports/${id}`), { timeout: 60_000 })
    .toMatchObject({ data: { state } })
    .then(() => call('GET', `/customer-imports/${id}`));
  return data;
}
async function previewed(file: string | Uint8Array, call = owner) {
  const begun = await upload(typeof file === 'string' ? utf8(file) : file, call);
  expect(begun).toMatchObject({ status: 201 });
  return ends(begun.data.id, 'previewed', call);
}
async function applied(id: string, call = owner) {
  expect(await call('POST', `/customer-imports/${id}/apply`)).toMatchObject({ status: 200 });
  return ends(id, 'done', call);
}
const again = async (one: { id: string; options: object }, options: object) => {
  expect(
    await owner('POST', `/customer-imports/${one.id}/preview`, { ...one.options, ...options }),
  ).toMatchObject({ status: 200 });
  return ends(one.id, 'previewed');
};
const found = async (q: string) => (await program.get(`/customers?q=${encodeURIComponent(q)}`)).items;
const countCustomers = async () => (await sql('SELECT count(*)::int AS n FROM customers'))[0].n;

test('a file is previewed without writing anything, then applied: customers as by hand, with where they come from', async () => {
  const before = await countCustomers();
  const one = await previewed(
    shiftJis(
      [
        '氏名,フリガナ,TEL,メール,〒,ご住所,担当,ステータス,グループ,趣味',
        '髙橋 ①子,タカハシ,03-0000-1111,taka@example.jp,154-0001,東京都世田谷区1-2,佐藤　健一,追客中,反響客,釣り',
        `㈱みほん,,,info@example.co.jp,,,${program.owner.email},,,`,
      ].join('\r\n'),
    ),
  );
  expect(one).toMatchObject({
    fileName: '名簿.csv',
    createdBy: '高橋 誠',
    total: 2,
    problem: null,
    counts: { new: 2, suspected: 0, known: 0, repeated: 0, refused: 0 },
    options: {
      encoding: 'shift_jis',
      separator: 'comma',
      mapping: [
        'name',
        'nameKana',
        'phone',
        'email',
        'postalCode',
        'address',
        'assignee',
        'status',
        'group',
        null,
      ],
    },
  });
  expect(await countCustomers()).toBe(before);

  expect((await applied(one.id)).counts).toMatchObject({ new: 2, refused: 0 });
  expect(await found('taka@example.jp')).toMatchObject([
    {
      name: '髙橋 ①子',
      nameKana: 'タカハシ',
      phonesAsSent: ['03-0000-1111'],
      phones: ['+81300001111'],
      emails: ['taka@example.jp'],
      postalCode: '154-0001',
      address: '東京都世田谷区1-2',
      assignee: { name: '佐藤 健一' },
      status: { name: '追客中' },
      groups: [{ name: '反響客' }],
    },
  ]);
  const [firm] = await found('info@example.co.jp');
  expect(firm).toMatchObject({ assignee: { name: '高橋 誠' }, status: { name: '新規' } });
  const history = (await program.get(`/customers/${firm.id}/history`)).items.reverse();
  expect(history.map(({ event }: { event: { type: string } }) => event.type)).toEqual([
    'created',
    'imported',
    'assigned',
    'status-set',
  ]);
  expect(history[1]).toMatchObject({
    actor: { name: '高橋 誠' },
    event: { importId: one.id, fileName: '名簿.csv', line: 3 },
  });
  expect(
    await sql("SELECT actor_name, details FROM audit_events WHERE action = 'customers.imported'"),
  ).toMatchObject([{ actor_name: '高橋 誠', details: { fileName: '名簿.csv', rows: 2 } }]);
  expect(await sql('SELECT FROM customer_import_pieces WHERE import_id = $1', [one.id])).toEqual([]);
  expect((await owner('POST', `/customer-imports/${one.id}/apply`)).data.code).toBe('import-over');
});

test('who is there already is not made again; a repeat in the file neither; a shared phone is 重複候補', async () => {
  await program.sendMail(
    composeInquiry({
      number: 'IM1',
      name: '鈴木 花子',
      email: 'hana@docomo.example',
      phone: '090-0000-4321',
    }),
  );
  await program.settled();
  const [{ id: hanako }] = await found('hana@docomo.example');
  const one = await previewed(
    [
      '名前\t電話\tメール',
      '鈴木花子\t\tHANA@docomo.example',
      '山田 一\t090-0000-4321\t',
      '田中 次\t090-0000-7777\t',
      '田中　次\t０９０（００００）７７７７\t',
    ].join('\n'),
  );
  expect(one).toMatchObject({
    options: { separator: 'tab', encoding: 'utf-8' },
    counts: { known: 1, suspected: 1, new: 1, repeated: 1 },
    rows: [
      { line: 2, kind: 'known', customers: [{ id: hanako }] },
      { line: 3, kind: 'suspected', customers: [{ id: hanako }] },
      { line: 4, kind: 'new' },
      { line: 5, kind: 'repeated' },
    ],
  });
  const before = await countCustomers();
  const done = await applied(one.id);
  expect(done.counts).toMatchObject({ known: 1, suspected: 1, new: 1, repeated: 1, filled: 0 });
  expect(await countCustomers()).toBe(before + 2);
  const [yamada] = await found('山田 一');
  expect((await program.get(`/customers/${yamada.id}`)).duplicates).toMatchObject([{ id: hanako }]);
});

test('a 備考 becomes a note of whom the row makes, and of whom it fills where there is none', async () => {
  const made = await previewed('氏名,電話,備考\n覚え 書子,03-0000-5959,"土曜に電話\n午後"\n');
  expect(made.options.mapping).toEqual(['name', 'phone', 'note']);
  await applied(made.id);
  const [{ id }] = await found('覚え 書子');
  const texts = () => sql('SELECT text, author FROM notes WHERE customer_id = $1', [id]);
  expect(await texts()).toMatchObject([{ text: '土曜に電話\n午後', author: { name: '高橋 誠' } }]);
  const filled = await again(await previewed('氏名,電話,備考\n覚え 書子,03-0000-5959,別のこと\n'), {
    known: 'fill',
  });
  expect((await applied(filled.id)).counts).toMatchObject({ known: 1, filled: 0 });
  expect(await texts()).toHaveLength(1);
  expect((await previewed(`氏名,備考\n長 い,${'あ'.repeat(1_000_000)}\n`)).counts).toMatchObject({
    refused: 1,
  });
});

test('空欄だけ補う fills what is empty, of whom an id names too, and overwrites nothing', async () => {
  const [{ id, version }] = await found('hana@docomo.example');
  const one = await again(
    await previewed(
      `顧客ID,お名前,フリガナ,電話番号,メールアドレス,郵便番号\n${id},別の名前,スズキ,03-0000-9999,,150-0001\n`,
    ),
    { known: 'fill' },
  );
  expect(one.counts).toMatchObject({ known: 1 });
  expect((await applied(one.id)).counts).toMatchObject({ known: 1, filled: 1 });
  const after = await program.get(`/customers/${id}`);
  expect(after).toMatchObject({
    name: '鈴木 花子',
    phonesAsSent: ['090-0000-4321'],
    postalCode: '150-0001',
    version: version + 1,
  });
  const before = after.updatedAt;
  const twice = await again(await previewed(`顧客ID,お名前,郵便番号\n${id},別の名前,150-0002\n`), {
    known: 'fill',
  });
  expect((await applied(twice.id)).counts).toMatchObject({ known: 1, filled: 0 });
  expect(await program.get(`/customers/${id}`)).toMatchObject({ postalCode: '150-0001', updatedAt: before });
});

test('each row that cannot be taken says where and why, the others are taken; the refused ones come back as a file', async () => {
  const long = 'あ'.repeat(1_000_000);
  const one = await previewed(
    [
      'お名前,電話番号,メールアドレス,担当者,住所',
      '電話 違,12,,,',
      'メール 違,,nobody,,',
      '担当 違,,,だれか,',
      ',,,,どこか',
      '多い,,,,,余り',
      `長い,,,,${long}`,
      '"改\n行",,,,',
      '=cmd(),,,,"<script>alert(1)</script>"',
      '🍣 寿司,,sushi@example.jp,,',
      '"閉じない,,,,',
      '届かない,,,,',
    ].join('\n'),
  );
  expect(one.counts).toMatchObject({ new: 2, refused: 8 });
  const refused = one.rows.filter(({ kind }: { kind: string }) => kind === 'refused');
  expect(
    refused.map(
      ({ line, issues: [issue] }: { line: number; issues: { column: string; reason: string }[] }) => [
        line,
        issue?.column,
        issue?.reason,
      ],
    ),
  ).toEqual([
    [2, '電話番号', 'phone'],
    [3, 'メールアドレス', 'email'],
    [4, '担当者', 'unknown-assignee'],
    [5, null, 'nobody'],
    [6, null, 'too-many-cells'],
    [7, '住所', 'too-long'],
    [8, 'お名前', 'line-break'],
    [12, null, 'unclosed-quote'],
  ]);
  expect(JSON.stringify(one).length).toBeLessThan(20_000);
  const done = await applied(one.id);
  expect(done.counts).toMatchObject({ new: 2, refused: 8 });
  expect(await found('寿司')).toMatchObject([{ name: '🍣 寿司' }]);
  expect(await found('cmd')).toMatchObject([{ name: '=cmd()', address: '<script>alert(1)</script>' }]);

  const { text } = await owner('GET', `/customer-imports/${one.id}/refused.csv`);
  const lines = text.split('\r\n');
  expect(lines[0]).toBe('お名前,電話番号,メールアドレス,担当者,住所,エラー内容');
  expect(lines[1]).toMatch(/^電話 違,12,,,,電話番号: 電話番号として読めません/);
  expect(text).not.toContain('寿司');
  // Mended, it is taken; its last column is nobody's.
  const mended = await previewed(`${lines[0]}\r\n${lines[1]?.replace(',12,', ',03-0000-1212,')}\r\n`);
  expect(mended).toMatchObject({
    counts: { new: 1 },
    options: { mapping: [...Array(5).fill(expect.any(String)), null] },
  });
  await owner('POST', `/customer-imports/${mended.id}/cancel`);
});

test('what is no CSV is refused in a sentence, and nothing of it is kept', async () => {
  const png = readFileSync(new URL('../../web/src/theme/icon.svg', import.meta.url)).subarray(0, 8);
  const cases: [Uint8Array, string][] = [
    [new Uint8Array(), 'file-empty'],
    [utf8('\uFEFF\r\n \n'), 'file-empty'],
    [Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0), 'file-is-excel'],
    [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), 'file-not-csv'],
    [Uint8Array.of(...png, 0, 1, 2, 3, 0, 0, 7), 'file-not-csv'],
  ];
  for (const [bytes, code] of cases) expect((await upload(bytes)).data, code).toMatchObject({ code });
  const large = await upload(new Uint8Array(50 * 1024 * 1024 + 1).fill(0x61));
  expect(large).toMatchObject({ status: 413, data: { code: 'too-large' } });
  expect(await sql("SELECT FROM customer_imports WHERE state = 'uploading'")).toEqual([]);
  expect(
    await sql(
      'SELECT FROM customer_import_pieces p LEFT JOIN customer_imports i ON i.id = p.import_id WHERE i.id IS NULL',
    ),
  ).toEqual([]);
});

test('UTF-16 as Excel saves it is read; the encoding, the columns and the header are a person’s to say', async () => {
  const text = '氏名\t電話\r\n渡邉 🍣\t03-0000-3434\r\n';
  const one = await previewed(Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]));
  expect(one).toMatchObject({ options: { encoding: 'utf-16le', separator: 'tab' }, counts: { new: 1 } });
  await owner('POST', `/customer-imports/${one.id}/cancel`);

  const unnamed = await previewed('斎藤 四,03-0000-4545\n佐々木 五,03-0000-5656\n');
  expect(unnamed).toMatchObject({ problem: { code: 'no-person' }, options: { mapping: [null, null] } });
  expect((await owner('POST', `/customer-imports/${unnamed.id}/apply`)).data.code).toBe('import-not-ready');
  const told = await again(unnamed, { hasHeader: false, mapping: ['name', 'phone'] });
  expect(told).toMatchObject({ problem: null, headers: ['1列目', '2列目'], counts: { new: 2 } });
  const garbled = await again(told, { encoding: 'utf-16le', mapping: ['name', 'phone'] });
  expect(garbled.counts.new).toBe(0);
  await owner('POST', `/customer-imports/${unnamed.id}/cancel`);
  expect((await owner('GET', `/customer-imports/${unnamed.id}`)).data).toMatchObject({
    state: 'cancelled',
    hasFile: false,
    rows: [],
  });
});

test('another firm sees none of it, a salesperson may not, and one import runs at a time', async () => {
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  const stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
  const member = await signIn(program, { email: program.firm.salesperson.email, password: PASSWORD });
  const one = await previewed('氏名\n林 六\n');
  for (const [method, path, body] of [
    ['GET', ''],
    ['GET', '/refused.csv'],
    ['POST', '/preview', one.options],
    ['POST', '/apply', {}],
    ['POST', '/cancel', {}],
  ] as const) {
    expect((await stranger(method, `/customer-imports/${one.id}${path}`, body)).status, path).toBe(404);
    expect((await member(method, `/customer-imports/${one.id}${path}`, body)).status, path).toBe(403);
  }
  expect((await stranger('GET', '/customer-imports')).data.items).toEqual([]);
  expect((await upload(utf8('氏名\nx\n'), member)).status).toBe(403);
  await sql("UPDATE customer_imports SET state = 'running' WHERE id = $1", [one.id]);
  expect((await upload(utf8('氏名\nx\n'))).data).toMatchObject({
    code: 'import-running',
    data: { id: one.id },
  });
  expect(await owner('POST', `/customer-imports/${one.id}/cancel`)).toMatchObject({
    data: { state: 'cancelled' },
  });
});

test('mails of the same people come while it is applied: nobody is there twice', async () => {
  const people = Array.from({ length: 600 }, (_, i) => ({
    name: `同時 ${i}`,
    phone: `070-0001-${String(i).padStart(4, '0')}`,
    email: `same${i}@example.jp`,
  }));
  const one = await previewed(
    ['氏名,電話,メール', ...people.map(({ name, phone, email }) => `${name},${phone},${email}`)].join('\n'),
  );
  const mailed = people.filter((_, i) => i % 7 === 0);
  await owner('POST', `/customer-imports/${one.id}/apply`);
  await Promise.all(
    mailed.map((person, i) => program.sendMail(composeInquiry({ number: `SAME${i}`, ...person }))),
  );
  const done = await ends(one.id, 'done');
  await program.settled();
  expect(done.counts.new + done.counts.known).toBe(people.length);
  expect(
    await sql(
      "SELECT count(*)::int AS n, count(DISTINCT name)::int AS names FROM customers WHERE name LIKE '同時 %'",
    ),
  ).toEqual([{ n: people.length, names: people.length }]);
  expect(await sql("SELECT sum(inquiry_count)::int AS n FROM customers WHERE name LIKE '同時 %'")).toEqual([
    { n: mailed.length },
  ]);
});

test('cancelled in its middle what was applied stays, and the rest is not taken', async () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => `途中 ${i}`);
  const one = await previewed(['氏名', ...rows].join('\n'));
  await owner('POST', `/customer-imports/${one.id}/apply`);
  await expect
    .poll(async () => (await owner('GET', `/customer-imports/${one.id}`)).data.read, { timeout: 60_000 })
    .toBeGreaterThan(0);
  const cancelled = await owner('POST', `/customer-imports/${one.id}/cancel`);
  expect(cancelled).toMatchObject({ status: 200, data: { state: 'cancelled', phase: 'apply' } });
  const [{ n }] = await sql("SELECT count(*)::int AS n FROM customers WHERE name LIKE '途中 %'");
  expect(n).toBe(cancelled.data.read);
  expect(n).toBeLessThan(rows.length);
});

test('its time over, the file is gone and what was shown of it; the record stays', async () => {
  const one = await previewed('氏名,電話\n消える 一,12\n');
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'forget-customer-import' AND subject_id = $1", [
    one.id,
  ]);
  const gone = await ends(one.id, 'cancelled');
  expect(gone).toMatchObject({ hasFile: false, rows: [], fileName: '名簿.csv', counts: { refused: 1 } });
  expect(await sql('SELECT FROM customer_import_pieces WHERE import_id = $1', [one.id])).toEqual([]);
  expect((await owner('GET', `/customer-imports/${one.id}/refused.csv`)).status).toBe(404);
});

test('a phone that everybody in the file has tells nobody from anybody: most of its rows are refused, none suspects them all', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => `代表 ${i},03-0000-8888`);
  const one = await previewed(['氏名,電話', ...rows].join('\n'));
  expect(one.counts).toMatchObject({ new: 1, suspected: 49, refused: 350 });
  expect(one.rows.find(({ kind }: { kind: string }) => kind === 'refused').issues).toMatchObject([
    { reason: 'phone-of-many', value: '03-0000-8888' },
  ]);
  expect((await applied(one.id)).counts).toMatchObject({ new: 1, suspected: 49, refused: 350 });
  const { text } = await owner('GET', `/customer-imports/${one.id}/refused.csv`);
  expect(text.split('\r\n')).toHaveLength(352);
  expect(text).toContain('代表 399,03-0000-8888,同じ電話番号の顧客が多すぎます。');
});
