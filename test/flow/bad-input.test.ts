// Mails that are broken, huge or hostile: kept, listed with their reason, and the next good mail is unaffected.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose, composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { connectSmtp } from '../support/smtp-client.ts';

let program: TestProgram;
let good = 0;
beforeAll(async () => {
  program = await startTestProgram();
});
afterAll(() => program.stop());

/** Bytes that look random and are the same every time. */
function junk(bytes: number): Buffer {
  const all = Buffer.alloc(bytes);
  let state = 42;
  for (let i = 0; i < bytes; i++) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    all[i] = state >> 16;
  }
  return all;
}
/** Kanji that do not compress, the same every time. */
function kanji(letters: number): string {
  const bytes = junk(letters * 2);
  return Array.from({ length: letters }, (_, i) =>
    String.fromCharCode(0x4e00 + (bytes.readUInt16LE(i * 2) % 0x5000)),
  ).join('');
}
const withoutLineEnds = (bytes: Buffer) => bytes.map((b) => (b === 10 || b === 13 ? 65 : b));
const nested = Array.from(
  { length: 500 },
  (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
).join('');

const mails: [name: string, raw: string | Buffer, outcome: string][] = [
  [
    'no readable part',
    'From: <a@mail.example.jp>\r\nContent-Type: application/octet-stream\r\n\r\n\x00\x01',
    'unreadable',
  ],
  ['no header at all', 'hello\r\n', 'unreadable'],
  ['nothing at all', '\r\n', 'unreadable'],
  ['10 MB of junk', withoutLineEnds(junk(10_000_000)) as Buffer, 'unreadable'],
  [
    '10 MB of junk from the portal’s address',
    Buffer.concat([
      Buffer.from('From: <noreply@re-guide.jp>\r\n\r\n'),
      withoutLineEnds(junk(10_000_000)) as Buffer,
    ]),
    'unreadable',
  ],
  ['NUL bytes', 'From: <a\x00@mail.example.jp>\r\nSubject: a\x00b\r\n\r\nc\x00d\r\n', 'unreadable'],
  ['500 nested parts', `From: <noreply@re-guide.jp>\r\n${nested}x\r\n`, 'unreadable'],
  [
    'a newsletter',
    compose('n@x', '今週のおすすめ物件', ['配信停止はこちら', 'TEL：03-0000-0000'], 'news@shop.example.com'),
    'unreadable',
  ],
  [
    'a mail for another portal',
    compose(
      's@x',
      '[リクルートＪＤＳ]反響お知らせメール',
      ['連番：1234567890', '氏名：山田 太郎', 'ＴＥＬ：090-0000-0000'],
      'system@jds.suumo.jp',
    ),
    'unreadable',
  ],
];

test.each(mails)(
  '%s: kept with a reason, nothing harmed',
  { timeout: 60_000 },
  async (_name, raw, outcome) => {
    const client = await connectSmtp(program.smtpPort);
    expect(await client.deliver(Buffer.from(raw as string, 'utf8'), [program.inboxAddress])).toMatch(/^250 /);
    client.close();
    await program.settled();
    const [mail] = (await program.get('/mails?limit=1')).items;
    expect(mail).toMatchObject({ state: 'read', outcome, readerVersion: expect.any(String) });
    expect((await program.api(`/mails/${mail.id}/text`)).status).toBe(200);

    const number = `GOOD${++good}`;
    await program.sendMail(
      composeInquiry({
        number,
        phone: `090-0000-10${String(good).padStart(2, '0')}`,
        name: `次の 客${good}`,
      }),
    );
    await program.settled();
    expect((await program.get(`/inquiries?requestNumber=${number}`)).items).toHaveLength(1);
  },
);

test('a date of the year 0 is no date; the inquiry is there', async () => {
  await program.sendMail(
    composeInquiry({ number: 'YEAR0', requestedAt: '0000/00/00 00:00:00', phone: '090-0000-2001' }),
  );
  await program.settled();
  const [inquiry] = (await program.get('/inquiries?requestNumber=YEAR0')).items;
  expect(inquiry.requestedAt).toBeUndefined();
  expect(inquiry.warnings.length).toBeGreaterThan(0);
});

test('a name of 10,000 letters is a customer all the same, and known when it comes again', async () => {
  const name = kanji(10_000);
  for (const number of ['LONG1', 'LONG2']) {
    await program.sendMail(composeInquiry({ number, name, phone: '090-0000-2002' }));
    await program.settled();
  }
  const [{ customer, isRepeat }] = (await program.get('/inquiries?requestNumber=LONG2')).items;
  expect(customer.name).toBe(name);
  expect(isRepeat).toBe(true);
});

test('an address of 10,000 letters tells two requests of one day apart, and knows one that comes again', async () => {
  const property = kanji(10_000);
  const bare = { number: null, requestedAt: '2026/11/20', phone: '090-0000-2004' };
  for (const [messageId, where] of [
    ['1@a', property],
    ['2@a', property],
    ['3@a', `${property}八`],
  ] as const) {
    await program.sendMail(composeInquiry({ ...bare, messageId, property: where }));
    await program.settled();
  }
  const [customer] = (await program.get('/customers?phone=090-0000-2004')).items;
  const { items } = await program.get(`/inquiries?customerId=${customer.id}`);
  expect(items.map((inquiry: { mailIds: string[] }) => inquiry.mailIds.length)).toEqual([1, 2]);
});

test('NUL and lone surrogates inside fields are kept out of the database, the inquiry is made', async () => {
  await program.sendMail(
    composeInquiry({ number: 'NUL1', name: '山\u0000田　太郎', phone: '090-0000-2003' }),
  );
  await program.settled();
  expect((await program.get('/inquiries?requestNumber=NUL1')).items).toHaveLength(1);
});

test('an id or a page size that is none is refused in Japanese, at the field', async () => {
  for (const [path, field] of [
    ['/customers/nobody', 'id'],
    ['/mails?limit=0', 'limit'],
    ['/inquiries?limit=500', 'limit'],
  ] as const) {
    const answer = await program.api(path);
    expect(answer.status, path).toBe(422);
    const { errors } = (await answer.json()) as { errors: Record<string, string> };
    expect(errors[field], path).toMatch(/[ぁ-ん]/);
  }
});
