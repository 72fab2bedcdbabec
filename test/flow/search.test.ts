// Search: whoever writes a customer, and in whatever way it is typed, they are found; in their organization alone.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameKey } from '../../src/lib/japanese-text.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
beforeAll(async () => {
  program = await startTestProgram();
  await program.sendMail(
    composeInquiry({
      number: 'SRCH0001',
      name: '髙橋　美咲',
      kana: 'ﾀｶﾊｼ　ﾐｻｷ',
      phone: '０９０－００００－４３２１',
      email: 'misaki.t@docomo.example',
    }),
  );
  await program.settled(); // so that it is the older one
  await program.sendMail(
    composeInquiry({
      number: 'SRCH0002',
      name: '林',
      kana: 'ハヤシ',
      phone: '03-0000-1111',
      email: 'h@post.example',
    }),
  );
  await program.settled();
});
afterAll(() => program.stop());

const found = async (q: string) =>
  (await program.get(`/customers?${new URLSearchParams({ q })}`)).items.map((c: { name: string }) => c.name);
const forms = (texts: string[]): Promise<string[]> =>
  asOwner(program.server, async (client) => {
    const { rows } = await client.query(
      'SELECT search_form(t) AS form FROM unnest($1::text[]) WITH ORDINALITY AS u (t, nr) ORDER BY nr',
      [texts],
    );
    return rows.map((row) => row.form);
  });

test.each([
  '髙橋',
  '高橋',
  '橋',
  '高',
  '高橋美咲',
  '高橋 美咲',
  '美咲　髙橋',
  'たかはし',
  'タカハシ',
  'ﾀｶﾊｼ',
  'たか',
  'ミサキ',
  'タカハシミサキ',
  '4321',
  '４３２１',
  '0000-4321',
  '090-0000-4321',
  '09000004321',
  '090 0000 4321',
  '+81 90-0000-4321',
  '０９０００００４３２１',
  '09000',
  'misaki',
  'MISAKI.T@docomo.example',
  'docomo',
  'SRCH0001',
  '高橋 4321',
])('%s finds her and nobody else', async (typed) => {
  expect(await found(typed)).toEqual(['髙橋　美咲']);
}); // prettier-ignore

test('many customers are found by what they share, newest first, page by page', async () => {
  expect(await found('桜丘99丁目')).toEqual(['林', '髙橋　美咲']);
  const first = await program.get(`/customers?limit=1&${new URLSearchParams({ q: '世田谷 マンション' })}`);
  expect(first.items).toEqual([]); // a kind of property is no part of it
  const page = await program.get(`/customers?limit=1&${new URLSearchParams({ q: '桜丘' })}`);
  expect(page.items.map((c: { name: string }) => c.name)).toEqual(['林']);
  const next = await program.get(
    `/customers?limit=1&${new URLSearchParams({ q: '桜丘', cursor: page.nextCursor })}`,
  );
  expect(next).toMatchObject({ items: [{ name: '髙橋　美咲' }], nextCursor: null });
});

test.each(['鰐淵', '橋髙', '432', '無', 'isaki', '高橋 9999', '090-9999'])(
  '%s finds nobody',
  async (typed) => {
    expect(await found(typed)).toEqual([]);
  },
);

test.each(['', '　', '%', '_', "'", '・ー', '\\', '(())'])(
  'signs alone (%s) ask for nothing',
  async (typed) => {
    expect(await found(typed)).toHaveLength(2);
  },
);

test('the index finds what the walk finds: whatever the list begins with', async () => {
  await asOwner(program.server, async (client) => {
    // Newer customers than a first walk looks at; none of them is looked for.
    await client.query(
      `INSERT INTO customers (id, organization_id, name) SELECT ('ffffffff-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, '群衆' FROM generate_series(1, 4100) AS n`,
      [program.firm.organizationId],
    );
  });
  for (const typed of [
    '髙橋',
    'ﾀｶﾊｼ',
    '4321',
    '橋',
    'misaki',
    'docomo.example',
    'SRCH0001',
    '090-0000-4321',
    '高橋 4321',
  ])
    expect(await found(typed), typed).toEqual(['髙橋　美咲']);
  expect(await found('桜丘99')).toEqual(['林', '髙橋　美咲']);
  expect(await found('鰐淵')).toEqual([]);
  expect(await found('群衆')).toHaveLength(50);
  await asOwner(program.server, (client) => client.query("DELETE FROM customers WHERE name = '群衆'"));
});

test('an edit by hand, a repeat inquiry and whatever writes the tables are found at once', async () => {
  const [hayashi] = (await program.get('/customers?q=h@post')).items;
  await asOwner(program.server, async (client) => {
    await client.query('UPDATE customers SET address = $2 WHERE id = $1', [hayashi.id, '神奈川県藤沢市辻堂']);
    await client.query('DELETE FROM contact_points WHERE customer_id = $1 AND kind = $2', [
      hayashi.id,
      'email',
    ]);
  });
  expect(await found('辻堂')).toEqual(['林']);
  expect(await found('post.example')).toEqual([]);
  await program.sendMail(
    composeInquiry({
      number: 'SRCH0003',
      name: '林',
      kana: 'ハヤシ',
      phone: '03-0000-1111',
      property: '京都府京都市左京区下鴨',
    }),
  );
  await program.settled();
  expect(await found('下鴨 辻堂')).toEqual(['林']);
  expect(await found('SRCH0003')).toEqual(['林']);
});

test('nobody finds another organization’s customers', async () => {
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  const answer = await program.api('/customers?q=高橋', {
    headers: { Authorization: `Bearer ${other.apiKey}` },
  });
  expect(await answer.json()).toMatchObject({ items: [] });
});

const KANA = fc.string({ unit: fc.constantFrom(...'あいうえおかがきっゃょンツヴー ｱｶﾞﾊﾟ・'), maxLength: 12 });
const ADDRESSES = fc.string({
  unit: fc.constantFrom(...'東京都霞ヶ関がヶｹ１２3-−ーｰ番地 　(号)"\'%_\\@.ab\u3099\u309aハ\n😀'),
  maxLength: 20,
});
const NAMES = fc.string({
  unit: fc.constantFrom(...'髙高橋﨑崎邊辺斉斎澤沢 　・ーA１ｂ', '葛\u{e0100}', '𠮷'),
  maxLength: 12,
});

/** How letters a–z and digits are parted: words stay words in a search (`John Smith`), as they do not in a name's key. */
const wordsIn = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .match(/[a-z0-9]+/g);

test('the form is the same however often it is made, and equal for names that are equal, word by word', async () => {
  const texts = fc.sample(fc.oneof(KANA, NAMES, ADDRESSES), { numRuns: 1_000 });
  const storable = texts.map((text) => text.replaceAll('\0', ''));
  const once = await forms(storable);
  expect(await forms(once)).toEqual(once);
  const byKey = new Map<string, string>();
  const names = fc.sample(NAMES, { numRuns: 1_000 });
  for (const [i, form] of (await forms(names)).entries()) {
    const key = `${nameKey(names[i] ?? '')}|${wordsIn(names[i] ?? '')}`;
    expect(form, names[i]).toBe(byKey.get(key) ?? form);
    byKey.set(key, form);
  }
});

test('a list is narrowed and ordered; every order is paged without a gap', async () => {
  const { firm } = program;
  const namesOf = async (query: Record<string, string>) =>
    (await program.get(`/customers?${new URLSearchParams(query)}`)).items.map(
      (c: { name: string }) => c.name,
    );
  expect(await namesOf({ order: 'name' })).toEqual(['髙橋　美咲', '林']);
  expect(await namesOf({ order: 'oldest' })).toEqual(['髙橋　美咲', '林']);
  expect(await namesOf({ order: 'changed' })).toEqual(['林', '髙橋　美咲']);
  expect(await namesOf({ order: 'name', q: '桜丘' })).toEqual(['髙橋　美咲', '林']);
  for (const order of ['newest', 'oldest', 'changed', 'name'])
    for (const q of ['', '桜丘']) {
      const first = await program.get(`/customers?limit=1&${new URLSearchParams({ order, q })}`);
      const next = await program.get(
        `/customers?limit=1&${new URLSearchParams({ order, q, cursor: first.nextCursor })}`,
      );
      expect(
        [...first.items, ...next.items].map((c: { name: string }) => c.name),
        order,
      ).toEqual(await namesOf({ order, q }));
      expect(next.nextCursor).toBeNull();
    }
  expect(await namesOf({ assigneeId: 'none' })).toEqual([]);
  expect(await namesOf({ assigneeId: firm.salesperson.userId, statusId: firm.statusId })).toHaveLength(2);
  expect(await namesOf({ groupId: firm.groupId, portal: 're-guide', period: 'today' })).toHaveLength(2);
  expect(await namesOf({ portal: 'another' })).toEqual([]);
  expect(await namesOf({ to: '2001-01-01' })).toEqual([]);
  expect(await namesOf({ from: '2001-01-01', duplicate: 'false' })).toHaveLength(2);
  expect(await namesOf({ duplicate: 'true' })).toEqual([]);
});
