// Who it is, and whether it is the same request: product.md "Taking in", over the whole way.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildConnection } from '../support/factories.ts';
import { compose, composeInquiry, composeNotice } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
beforeEach(async () => {
  program = await startTestProgram();
});
afterEach(() => program.stop());

async function arrive(...mails: string[]): Promise<void> {
  for (const mail of mails) {
    await program.sendMail(mail);
    await program.settled();
  }
}
const customers = async () => (await program.get('/customers')).items;
const inquiries = async () => (await program.get('/inquiries')).items;

test('the same request again, in another mail, is linked: one customer, one inquiry, two mails', async () => {
  await arrive(composeInquiry({ messageId: '1@a' }), composeInquiry({ messageId: '2@a' }));
  expect(await customers()).toMatchObject([{ inquiryCount: 1 }]);
  expect(await inquiries()).toMatchObject([
    { mailIds: [expect.any(String), expect.any(String)], isRepeat: false },
  ]);
});

test('another request of the same person is a repeat inquiry; assignee and status stay, the group is added', async () => {
  const { firm } = program;
  await arrive(composeInquiry({ number: 'A1' }));
  const branch = await buildConnection(program.db, firm.organizationId, {
    name: '横浜支店',
    assigneeId: firm.owner.userId,
    statusId: firm.otherStatusId,
  });
  await program.sendMail(
    composeInquiry({ number: 'A2', phone: '０９０ー００００ー１２３４', name: '山田 太郎' }),
    [`${branch.localPart}@inbox.localhost`],
  );
  await program.settled();
  expect(await customers()).toMatchObject([
    { inquiryCount: 2, assignee: { name: '佐藤 健一' }, status: { name: '新規' } },
  ]);
  expect(await inquiries()).toMatchObject([
    { requestNumber: 'A2', isRepeat: true },
    { requestNumber: 'A1', isRepeat: false },
  ]);
});

test('spellings of one name are one person', async () => {
  await arrive(
    composeInquiry({ number: 'B1', name: '髙橋　美咲' }),
    composeInquiry({ number: 'B2', name: '高橋美咲' }),
  );
  expect(await customers()).toMatchObject([{ name: '髙橋　美咲', inquiryCount: 2 }]);
});

test('same phone, same kana, other spelling of the name: one customer', async () => {
  await arrive(
    composeInquiry({ number: 'C1', name: '渡辺 健', kana: 'ワタナベ ケン' }),
    composeInquiry({ number: 'C2', name: 'わたなべ健', kana: 'わたなべけん' }),
  );
  expect(await customers()).toMatchObject([{ inquiryCount: 2, otherNames: ['わたなべ健'] }]);
});

test('same phone with another name: a new customer marked as a possible duplicate', async () => {
  await arrive(
    composeInquiry({ number: 'D1', name: '山田 太郎' }),
    composeInquiry({ number: 'D2', name: '山田 花子' }),
  );
  const [hanako, taro] = await customers();
  expect([hanako.name, taro.name]).toEqual(['山田 花子', '山田 太郎']);
  const { duplicates } = await program.get(`/customers/${taro.id}`);
  expect(duplicates).toEqual([{ id: hanako.id, name: '山田 花子', reason: 'same-phone-other-name' }]);
});

test('same mail address with another name and phone: the same customer, new values beside the old', async () => {
  await arrive(
    composeInquiry({ number: 'E1', email: 'A..B@docomo.example' }),
    composeInquiry({ number: 'E2', email: 'a..b@docomo.example', name: '山田 花子', phone: '03-0000-9999' }),
  );
  expect(await customers()).toMatchObject([
    {
      name: '山田　太郎',
      otherNames: ['山田 花子'],
      phones: ['+819000001234', '+81300009999'],
      email: 'A..B@docomo.example',
      inquiryCount: 2,
    },
  ]);
});

test('mail address and phone point at two customers: the mail address decides, the other is marked', async () => {
  await arrive(
    composeInquiry({ number: 'F1', name: '山田 太郎', phone: '090-0000-0001' }),
    composeInquiry({ number: 'F2', name: '佐々木 一', phone: null, email: 'f@mail.example.jp' }),
    composeInquiry({ number: 'F3', name: '山田 太郎', phone: '090-0000-0001', email: 'f@mail.example.jp' }),
  );
  const [byEmail, byPhone] = await customers();
  expect([byEmail.name, byEmail.inquiryCount, byPhone.inquiryCount]).toEqual(['佐々木 一', 2, 1]);
  expect((await program.get(`/customers/${byPhone.id}`)).duplicates).toMatchObject([
    { id: byEmail.id, reason: 'phone-of-another-customer' },
  ]);
});

test('one side without a name is matched by phone; a name alone never matches', async () => {
  await arrive(
    composeInquiry({ number: 'G1', name: null, phone: '090-0000-0001' }),
    composeInquiry({ number: 'G2', name: '山田 太郎', phone: '090-0000-0001' }),
    composeInquiry({ number: 'G3', name: '山田 太郎', phone: null }),
    composeInquiry({ number: 'G4', name: '山田 太郎', phone: null }),
  );
  expect((await customers()).map((c: { inquiryCount: number }) => c.inquiryCount)).toEqual([1, 1, 2]);
});

test('without a number: the same person at the same time is the same request, at another time another', async () => {
  const bare = { number: null, phone: '090-0000-0001' };
  await arrive(
    composeInquiry({ ...bare, messageId: '1@a' }),
    composeInquiry({ ...bare, messageId: '2@a' }),
    composeInquiry({ ...bare, requestedAt: '2026/11/21 09:00' }),
  );
  expect(await inquiries()).toHaveLength(2);
});

test('a date alone counts with the property; without number and date each mail is its own request', async () => {
  const bare = { number: null, phone: '090-0000-0001' };
  await arrive(
    composeInquiry({ ...bare, requestedAt: '2026/11/20', messageId: '1@a' }),
    composeInquiry({ ...bare, requestedAt: '2026/11/20', messageId: '2@a' }),
    composeInquiry({ ...bare, requestedAt: '2026/11/20', property: '東京都渋谷区恵比寿99-9' }),
    composeInquiry({ ...bare, requestedAt: null, messageId: '3@a' }),
    composeInquiry({ ...bare, requestedAt: null, messageId: '4@a' }),
  );
  expect(await inquiries()).toHaveLength(4);
  expect(await customers()).toMatchObject([{ inquiryCount: 4 }]);
});

test('a notice makes a stub for 要確認; the full mail completes it, and a later notice is linked', async () => {
  await arrive(composeNotice('N1'));
  expect(await inquiries()).toMatchObject([
    {
      outcome: 'notice',
      customer: null,
      requestNumber: 'N1',
      detailUrl: 'https://www.re-guide.jp/member/request/2588070',
    },
  ]);
  expect((await program.get('/mails?review=true')).items).toMatchObject([{ outcome: 'notice' }]);
  await arrive(composeInquiry({ number: 'N1' }), composeNotice('N1').replace('新しい', '新しく'));
  expect(await inquiries()).toMatchObject([
    { outcome: 'inquiry', customer: { name: '山田　太郎' }, mailIds: { length: 3 } },
  ]);
  // Nothing is left to do for anybody, and nobody did it.
  expect((await program.get('/mails?review=true')).items).toEqual([]);
  const settled = await asOwner(
    program.server,
    async (db) =>
      (
        await db.query(
          "SELECT reviewed_at IS NOT NULL AS done, reviewed_by FROM mails WHERE outcome = 'notice'",
        )
      ).rows,
  );
  expect(settled).toEqual([
    { done: true, reviewed_by: null },
    { done: true, reviewed_by: null },
  ]);
  expect(await customers()).toMatchObject([{ inquiryCount: 1 }]);
});

test('what is no inquiry makes no customer and stays listed with its reason', async () => {
  await arrive(
    compose('1@a', '【リガイド】メンテナンスのお知らせ', [
      'システムメンテナンスを行います。',
      '日時：2026/12/01 01:00',
    ]),
    compose('2@b', '今週のお得な情報', ['広告です。TEL：03-0000-0000'], 'news@shop.example.com'),
  );
  expect(await customers()).toEqual([]);
  expect(
    (await program.get('/mails')).items.map((m: { outcome: string; portal: string | null }) => [
      m.outcome,
      m.portal,
    ]),
  ).toEqual([
    ['unreadable', null],
    ['not-an-inquiry', 're-guide'],
  ]);
});

test('one person through many mails at once is one customer, and each request one inquiry', async () => {
  const mails = Array.from({ length: 24 }, (_, i) =>
    composeInquiry({ number: `H${i % 12}`, messageId: `${i}@a`, email: 'h@mail.example.jp' }),
  );
  await Promise.all(mails.map((mail) => program.sendMail(mail)));
  await program.settled();
  expect(await customers()).toMatchObject([{ inquiryCount: 12 }]);
  expect(await inquiries()).toHaveLength(12);
  const linked = await asOwner(
    program.server,
    async (db) => (await db.query('SELECT count(*)::int AS n FROM inquiry_mails')).rows,
  );
  expect(linked).toEqual([{ n: 24 }]);
});
