// 再読み取り: kept mails read again by today's readers. What becomes of each, and of nothing else.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cancelReplay, startReplay } from '../../src/customers/replay/start-replay.ts';
import { type Kept, openKept } from '../support/kept-mails.ts';
import { compose, composeInquiry, composeNotice } from '../support/mails.ts';
import { blindReader, olderReader, todaysReader } from '../support/older-reader.ts';

let kept: Kept;
const today = await todaysReader();
const blind = await blindReader();
beforeEach(async () => {
  kept = await openKept();
});
afterEach(() => kept.close());

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const customers = () => kept.sql('SELECT * FROM customers ORDER BY id');
const inquiries = () => kept.sql('SELECT * FROM inquiries ORDER BY id');
const told = () => kept.sql("SELECT subject_id FROM jobs WHERE kind = 'tell-owner'");
const history = () => kept.sql('SELECT actor, event FROM customer_history ORDER BY id');
const mails = () => kept.sql('SELECT * FROM mails ORDER BY id');

test('an inquiry that says more is brought up to date: nobody is told, no customer is made', async () => {
  await kept.keep(composeInquiry({ kana: 'ヤマダ　タロウ', email: 'yamada@example.jp' }));
  await kept.read(await olderReader(['フリガナ', 'メールアドレス', '物件所在地']));
  await kept.sql('DELETE FROM jobs');
  const [before] = await inquiries();
  expect(before.content.contact).toEqual({
    name: '山田　太郎',
    phones: ['+819000001234'],
    phonesAsSent: ['090-0000-1234'],
  });
  expect(before.content.extras).toHaveLength(3);

  const preview = await kept.preview(today);
  expect(preview).toMatchObject({
    phase: 'preview',
    state: 'previewed',
    total: 1,
    counts: { changed: 1, complete: 0, newCustomers: 0 },
  });
  expect(preview.differences[0]?.changes).toContainEqual({
    field: 'contact.email',
    from: null,
    to: 'yamada@example.jp',
  });
  expect((await inquiries())[0].content).toEqual(before.content);

  expect(await kept.apply(today, preview.id)).toMatchObject({
    phase: 'apply',
    state: 'done',
    counts: { changed: 1, told: 0 },
  });
  const [after] = await inquiries();
  expect(after.content).toMatchObject({
    contact: { nameKana: 'ヤマダ　タロウ', email: 'yamada@example.jp' },
    property: { address: '東京都世田谷区桜丘99丁目9番9号' },
    extras: [],
  });
  const [customer, ...others] = await customers();
  expect([customer.name_kana, customer.version, others]).toEqual(['ヤマダ　タロウ', 2, []]);
  expect(
    await kept.sql("SELECT kind, value FROM contact_points WHERE kind IN ('email', 'kana') ORDER BY kind"),
  ).toEqual([
    { kind: 'email', value: 'yamada@example.jp' },
    { kind: 'kana', value: 'ヤマダ　タロウ' },
  ]);
  expect(await told()).toEqual([]);
  const lines = (await history())
    .filter(({ actor }) => actor.type === 'replay')
    .map(({ event }) => event.type);
  expect(lines.sort()).toEqual(['contact-added', 'contact-added', 'edited', 'inquiry-updated']);
});

test('what a person changed or took away stays as they left it', async () => {
  await kept.keep(composeInquiry({ kana: 'ヤマダ　タロウ', email: 'yamada@example.jp' }));
  await kept.read(await olderReader(['フリガナ']));
  const [customer] = await customers();
  await kept.sql("UPDATE customers SET name_kana = 'ヤマダ タロー', name = '山田 太朗'");
  for (const field of ['name', 'nameKana'])
    await kept.sql(
      `INSERT INTO customer_history (id, organization_id, customer_id, actor, event) VALUES (gen_random_uuid(), $1, $2, '{"type":"user","userId":"x","name":"佐藤"}', $3)`,
      [kept.organizationId, customer.id, { type: 'edited', field, from: null, to: 'x' }],
    );
  await kept.sql("DELETE FROM contact_points WHERE kind = 'email'");
  expect((await kept.replay(today)).counts.changed).toBe(1);
  const [after] = await customers();
  expect([after.name, after.name_kana]).toEqual(['山田 太朗', 'ヤマダ タロー']);
  expect(await kept.sql("SELECT 1 FROM contact_points WHERE kind = 'email'")).toEqual([]);
});

test('a reader that says less takes nothing away', async () => {
  await kept.keep(composeInquiry({ email: 'yamada@example.jp' }));
  await kept.read(today);
  const before = await kept.everything();
  const older = await olderReader(['メールアドレス']);
  const preview = await kept.preview(older);
  expect(preview.counts).toMatchObject({ less: 0, changed: 1 });
  await kept.apply(older, preview.id);
  const [inquiry] = await inquiries();
  expect(inquiry.content.contact.email).toBe('yamada@example.jp');
  const blindly = await kept.replay(blind);
  expect(blindly.counts).toMatchObject({ less: 1, complete: 0 });
  expect((await mails())[0]).toMatchObject({ outcome: 'inquiry', state: 'read' });
  expect((await kept.everything()).customers).toEqual(before.customers);
});

test('what could not be read becomes a customer, and whoever is in charge hears of it once; of an old one nobody', async () => {
  await kept.keep(composeInquiry({ number: 'RG1', phone: '090-0000-0001', name: '今日　子' }));
  await kept.keep(composeInquiry({ number: 'RG2', phone: '090-0000-0002', name: '昔　子' }), ago(8));
  await kept.read(blind);
  expect(await inquiries()).toEqual([]);
  const preview = await kept.preview(today);
  expect(preview.counts).toMatchObject({ complete: 2, newCustomers: 2, told: 0 });
  expect(preview.differences.map(({ kind, isNewCustomer }) => [kind, isNewCustomer])).toEqual([
    ['complete', true],
    ['complete', true],
  ]);
  expect(await customers()).toEqual([]);
  expect((await kept.apply(today, preview.id)).counts).toMatchObject({
    complete: 2,
    newCustomers: 2,
    told: 1,
  });
  expect((await customers()).map(({ name }) => name).sort()).toEqual(['今日　子', '昔　子']);
  const [inquiry] = await kept.sql("SELECT id FROM inquiries WHERE request_number = 'RG1'");
  expect(await told()).toEqual([{ subject_id: inquiry.id }]);
  expect(await kept.sql("SELECT 1 FROM mails WHERE outcome <> 'inquiry' OR reviewed_at IS NOT NULL")).toEqual(
    [],
  );
});

test('quietly: nobody is told', async () => {
  await kept.keep(composeInquiry());
  await kept.read(blind);
  expect((await kept.replay(today, true)).counts).toMatchObject({ complete: 1, told: 0 });
  expect(await told()).toEqual([]);
});

test('a mail whose reading was given up is read', async () => {
  await kept.keep(composeInquiry());
  await kept.read(blind);
  await kept.sql("UPDATE mails SET state = 'failed', outcome = NULL, last_error = 'reader-crashed'");
  expect((await kept.replay(today)).counts).toMatchObject({ complete: 1, newCustomers: 1 });
  expect((await mails())[0]).toMatchObject({
    state: 'read',
    outcome: 'inquiry',
    last_error: null,
    given_up_at: null,
  });
  // One that still cannot be read stays for people.
  await kept.keep(composeInquiry({ number: 'RG9' }));
  await kept.read(blind);
  await kept.sql(
    "UPDATE mails SET state = 'failed', last_error = 'reader-crashed' WHERE outcome = 'unreadable'",
  );
  const crashing = { ...blind, read: async () => Promise.reject(new Error('reader-crashed')) };
  expect((await kept.replay(crashing)).counts).toMatchObject({ unread: 2 });
  expect((await mails()).map(({ state }) => state)).toEqual(['read', 'failed']);
});

test('a stub that names somebody now gets its customer; one that is known another way is settled', async () => {
  const nobody = await olderReader(['お名前', '電話番号', 'メールアドレス']);
  await kept.keep(composeInquiry({ number: 'RG5' }));
  await kept.read(nobody);
  expect(await kept.sql('SELECT outcome FROM mails')).not.toEqual([{ outcome: 'inquiry' }]);
  const done = await kept.replay(today);
  expect(done.counts).toMatchObject({ complete: 1, newCustomers: 1 });
  expect((await inquiries()).map(({ customer_id }) => customer_id === null)).toEqual([false]);
  expect(await customers()).toHaveLength(1);
});

test('two mails of somebody new are one new customer, in the preview too; a known one is none', async () => {
  await kept.keep(composeInquiry({ number: 'RG0', phone: '090-0000-7777', name: '既知　子' }));
  await kept.read(today);
  await kept.keep(composeInquiry({ number: 'RG1' }));
  await kept.keep(composeInquiry({ number: 'RG2', requestedAt: '2026/11/21 10:00:00' }));
  await kept.keep(composeInquiry({ number: 'RG3', phone: '090-0000-7777', name: '既知　子' }));
  await kept.read(blind);
  const preview = await kept.preview(today);
  expect(preview.counts).toMatchObject({ complete: 3, newCustomers: 1, unchanged: 1 });
  expect((await kept.apply(today, preview.id)).counts).toMatchObject({ complete: 3, newCustomers: 1 });
  expect(await customers()).toHaveLength(2);
});

test('what somebody settled stays settled', async () => {
  await kept.keep(composeInquiry());
  await kept.read(blind);
  await kept.sql('UPDATE mails SET reviewed_at = now(), reviewed_by = $1', [kept.firm.owner.userId]);
  const before = await kept.everything();
  expect((await kept.replay(today)).counts).toMatchObject({ unchanged: 1, complete: 0 });
  expect(await kept.everything()).toEqual(before);
});

test('a mail kept aside is read and stays aside', async () => {
  await kept.sql("UPDATE connections SET state = 'paused'");
  await kept.keep(composeInquiry());
  await kept.read(blind);
  expect((await mails())[0]).toMatchObject({ state: 'aside', outcome: 'unreadable' });
  const { read_at } = (await mails())[0];
  expect((await kept.replay(today)).counts).toMatchObject({ changed: 1, complete: 0 });
  expect((await mails())[0]).toMatchObject({ state: 'aside', outcome: 'inquiry', read_at });
  expect(await inquiries()).toEqual([]);
});

test('a mail that waits to be read is left to its reader', async () => {
  await kept.keep(composeInquiry());
  const done = await kept.replay(today);
  expect(done.counts).toMatchObject({ 'in-flight': 1, complete: 0 });
  expect((await mails())[0]).toMatchObject({ state: 'waiting', reader_version: null });
});

test('newsletters and notices that are read as before stay as they are; which reader read them is noted', async () => {
  await kept.keep(composeNotice('RG77'));
  await kept.keep(
    compose('n@re-guide.jp', '【リガイド】メンテナンスのお知らせ', ['システムメンテナンスを行います。']),
  );
  await kept.read(today);
  await kept.sql("UPDATE mails SET reader_version = '2020-01-01'");
  expect((await kept.replay(today)).counts).toMatchObject({ unchanged: 2 });
  const versions = await kept.sql('SELECT DISTINCT reader_version FROM mails');
  expect(versions).toHaveLength(1);
  expect(versions[0].reader_version).not.toBe('2020-01-01');
});

test('of one connection, or since a day: the others are left alone', async () => {
  await kept.keep(composeInquiry({ number: 'RG1' }), ago(40));
  await kept.keep(composeInquiry({ number: 'RG2' }));
  await kept.read(blind);
  expect((await kept.preview(today, { since: ago(2) })).counts).toMatchObject({ complete: 1 });
  expect((await kept.preview(today, { connectionId: kept.firm.connectionId })).counts).toMatchObject({
    complete: 2,
  });
});

test('done twice, nothing changes: every row of every table is the same', async () => {
  await kept.sql('DELETE FROM jobs');
  for (let i = 0; i < 8; i++)
    await kept.keep(
      composeInquiry({
        number: `RG${i}`,
        phone: `090-0000-00${10 + i}`,
        name: `試験　${i}子`,
        email: `t${i}@example.jp`,
        kana: 'シケン',
      }),
    );
  await kept.keep(composeNotice('RG-N'));
  await kept.read(await olderReader(['フリガナ', 'メールアドレス', '物件種別']));
  for (let i = 8; i < 12; i++)
    await kept.keep(composeInquiry({ number: `RG${i}`, phone: `090-0000-00${10 + i}` }));
  await kept.read(blind);
  const first = await kept.replay(today);
  expect(first.counts).toMatchObject({ changed: 8, complete: 4, unchanged: 1 });
  const before = await kept.everything();
  const second = await kept.replay(today);
  expect(second.counts).toMatchObject({ changed: 0, complete: 0, newCustomers: 0, unchanged: 13 });
  expect(second.differences).toEqual([]);
  expect(await kept.everything()).toEqual(before);
});

test('an earlier mail of a known request speaks at once, so that the second run has nothing left; another person’s never', async () => {
  await kept.keep(composeInquiry({ number: 'RG1', email: 'yamada@example.jp', messageId: '1@re-guide.jp' }));
  await kept.keep(composeInquiry({ number: 'RG2', name: '別の　方', phone: '090-0000-9999' }));
  await kept.read(blind);
  await kept.keep(composeInquiry({ number: 'RG1', messageId: '2@re-guide.jp' }));
  await kept.keep(composeInquiry({ number: 'RG2', messageId: '3@re-guide.jp' }));
  await kept.read(today);
  expect((await kept.replay(today)).counts).toMatchObject({ complete: 2, newCustomers: 0, unchanged: 2 });
  const contents = await kept.sql('SELECT content FROM inquiries ORDER BY request_number');
  expect(contents.map(({ content }) => [content.contact.name, content.contact.email])).toEqual([
    ['山田　太郎', 'yamada@example.jp'],
    ['山田　太郎', undefined],
  ]);
  const before = await kept.everything();
  expect((await kept.replay(today)).counts).toMatchObject({ changed: 0, unchanged: 4 });
  expect(await kept.everything()).toEqual(before);
});

test('one at a time in an organization; a cancelled one makes room, and what it has done stays', async () => {
  await kept.keep(composeInquiry());
  await kept.read(blind);
  const begin = () =>
    kept.db.withOrganization(kept.organizationId, (tx) =>
      startReplay(tx, kept.organizationId, { connectionId: null, since: null }, '高橋 誠'),
    );
  const both = await Promise.all([begin(), begin()]);
  expect(both.map(({ type }) => type).sort()).toEqual(['busy', 'started']);
  expect(both[0]?.replay.id).toBe(both[1]?.replay.id);
  const cancel = (id: string) =>
    kept.db.withOrganization(kept.organizationId, (tx) => cancelReplay(tx, kept.organizationId, id));
  const id = both[0]?.replay.id ?? '';
  expect([await cancel(id), await cancel(id)]).toEqual(['cancelled', 'over']);
  expect(await kept.sql("SELECT 1 FROM jobs WHERE kind = 'replay'")).toEqual([]);
  expect((await begin()).type).toBe('started');
});
