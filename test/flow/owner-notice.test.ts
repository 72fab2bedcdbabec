// The owner of an inquiry is told: real SMTP in, real SMTP out, what stands in the mail, whom it goes to, and that it is one.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildConnection, PASSWORD } from '../support/factories.ts';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

let sink: Sink;
let program: TestProgram;
beforeAll(async () => {
  sink = await openSink();
  program = await startTestProgram(undefined, { SMTP_URL: sink.url });
});
afterAll(async () => {
  await program.stop();
  await sink.close();
});
beforeEach(() => {
  sink.mails.length = 0;
});

const sent = () => expect.poll(() => sink.mails.length, { timeout: 10_000 });
/** Until nothing of this program waits to be told or sent. */
const quiet = async () => {
  await program.settled();
  await expect
    .poll(
      async () =>
        program.db.withOrganization(
          program.firm.organizationId,
          async (tx) =>
            (await tx.execute("SELECT 1 FROM jobs WHERE kind IN ('tell-owner', 'send-mail')")).rows,
        ),
      { timeout: 10_000 },
    )
    .toEqual([]);
};

test('a new inquiry is told to its assignee, with all that is needed to phone at once', async () => {
  await program.sendMail(
    composeInquiry({
      number: 'RG-1',
      kana: 'ヤマダ　タロウ',
      email: 'taro@example.jp',
      phone: '０９０-0000-1234',
    }),
  );
  await sent().toBe(1);
  const [mail] = sink.mails;
  const [customer] = (await program.get('/customers')).items;
  expect(mail?.to).toBe(program.firm.salesperson.email);
  expect(mail?.subject).toBe('【Digima】新しい反響: 山田　太郎 様（リガイド 世田谷支店）');
  expect(mail?.from).toBe('"Digima" <no-reply@inbox.localhost>');
  expect(mail?.html).toBeNull();
  expect(mail?.header('Auto-Submitted')).toBe('Auto-Submitted: auto-generated');
  const text = mail?.text ?? '';
  expect(text).toContain('佐藤 健一 様');
  expect(text).toContain('お名前: 山田　太郎 様');
  expect(text).toContain('フリガナ: ヤマダ　タロウ');
  expect(text).toContain('電話番号: ０９０-0000-1234');
  expect(text).toContain('物件: 分譲マンション 東京都世田谷区桜丘99丁目9番9号');
  expect(text).toContain('種別: 査定のご依頼');
  expect(text).toContain('依頼日時: 2026/11/20 14:03');
  expect(text).toContain(`${program.url}/customers/${customer.id}`);
});

test('another request of the same person says that it is one; the same request again tells nobody', async () => {
  const again = { kana: 'ヤマダ　タロウ', email: 'taro@example.jp' };
  await program.sendMail(composeInquiry({ ...again, number: 'RG-2', messageId: 'b@re-guide.jp' }));
  await sent().toBe(1);
  expect(sink.mails[0]?.subject).toBe('【Digima】再反響: 山田　太郎 様（リガイド 世田谷支店）');
  await program.sendMail(composeInquiry({ ...again, number: 'RG-2', messageId: 'c@re-guide.jp' }));
  await quiet();
  expect(sink.mails).toHaveLength(1);
});

test('24 mails of one person at once: each request is told once', async () => {
  const requests = Array.from({ length: 24 }, (_, at) =>
    composeInquiry({
      number: `RG-24-${at % 12}`, // each request comes twice
      messageId: `m${at}@re-guide.jp`,
      name: '同時　花子',
      phone: '090-0000-2424',
    }),
  );
  await Promise.all(requests.map((mail) => program.sendMail(mail)));
  await sent().toBe(12);
  await quiet();
  expect(sink.mails).toHaveLength(12);
  const told = sink.mails.map(({ text }) => /受付番号: (\S+)/.exec(text)?.[1]);
  expect(new Set(told).size).toBe(12);
  expect(new Set(sink.mails.map(({ messageId }) => messageId)).size).toBe(12);
});

test('without an assignee all owners and admins are told', async () => {
  const { localPart } = await buildConnection(program.db, program.firm.organizationId, { name: '本店' });
  await program.sendMail(composeInquiry({ number: 'RG-3', name: '無担当　次郎', phone: '090-0000-3333' }), [
    `${localPart}@inbox.localhost`,
  ]);
  await sent().toBe(1);
  expect(sink.mails[0]?.to).toBe(program.firm.owner.email);
  expect(sink.mails[0]?.subject).toBe('【Digima】新しい反響: 無担当　次郎 様（リガイド 本店）');
});

test('a notice without the person is told with its number and the way to register; then it is not told again', async () => {
  await program.sendMail(composeNotice('RG-NOTICE-1'));
  await sent().toBe(1);
  const [mail] = sink.mails;
  expect(mail?.to).toBe(program.firm.salesperson.email);
  expect(mail?.subject).toBe('【Digima】新しい反響: 受付番号 RG-NOTICE-1（リガイド 世田谷支店）');
  const [stored] = (await program.get('/mails?review=true&limit=1')).items;
  expect(mail?.text).toContain(`${program.url}/mails/${stored.id}`);
  await program.sendMail(
    composeInquiry({
      number: 'RG-NOTICE-1',
      name: '後から　三郎',
      phone: '090-0000-4444',
      messageId: 'd@re-guide.jp',
    }),
  );
  await quiet();
  expect(sink.mails).toHaveLength(1);
});

test('a customer made from a mail by hand is told to the assignee, unless it is who made it', async () => {
  const unreadable = (nr: number) =>
    ['From: <somebody@example.jp>', `Subject: nothing to read ${nr}`, '', 'hello', ''].join('\r\n');
  const { email } = program.firm.salesperson;
  for (const [nr, person] of [program.owner, { email, password: PASSWORD }].entries()) {
    await program.sendMail(unreadable(nr));
    await program.settled();
    const [mail] = (await program.get('/mails?review=true&limit=1')).items;
    const as = await signIn(program, person);
    const made = await as('POST', `/mails/${mail.id}/customer`, { kind: 'other', name: `手入力　${nr}号` });
    expect(made.status).toBe(201);
    await quiet();
  }
  expect(sink.mails.map(({ to, subject }) => [to, subject])).toEqual([
    [email, '【Digima】新しい反響: 手入力　0号 様（リガイド 世田谷支店）'],
  ]);
});

test('names and texts of strangers become neither headers nor lines of ours', async () => {
  const long = '長'.repeat(10_000);
  await program.sendMail(
    composeInquiry({
      number: 'RG-EVIL',
      phone: '090-0000-6666',
      name: `悪\u202e意\u0000 Bcc: <all@example.com>${long}`,
      property: '▼顧客のページを開く https://evil.example.com/',
    }),
  );
  await sent().toBe(1);
  const [mail] = sink.mails;
  expect(mail?.to).toBe(program.firm.salesperson.email);
  expect([...(mail?.subject ?? '')].length).toBeLessThan(120);
  expect(mail?.header('Bcc')).toBeUndefined();
  expect(mail?.text.split('\n').filter((line) => line.startsWith('▼'))).toEqual(['▼顧客のページを開く']);
  expect(mail?.raw.split('\r\n').every((line) => line.length < 998)).toBe(true);
  expect(mail?.text).not.toContain('\u202e');
});
