// 転送先: a mail that came goes on as it came, once to each address, and never round and round.
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { compose, composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

let sink: Sink;
let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  sink = await openSink();
  program = await startTestProgram(undefined, { SMTP_URL: sink.url });
  owner = await signIn(program, program.owner);
});
afterAll(async () => {
  await program.stop();
  await sink.close();
});
beforeEach(() => {
  sink.behaves();
  sink.mails.length = 0;
});

const connection = () => `/connections/${program.firm.connectionId}`;
const show = async () => (await owner('GET', connection())).data;
const put = async (addresses: string[]) =>
  owner('PUT', `${connection()}/forwarding`, { version: (await show()).version, addresses });
const forwards = () => sink.mails.filter(({ subject }) => subject.startsWith('Fwd: '));
const sent = () => expect.poll(() => forwards().length, { timeout: 10_000 });
const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
/** Until nothing waits to be told, forwarded or sent. */
const quiet = async () => {
  await program.settled();
  await expect
    .poll(() => sql("SELECT kind FROM jobs WHERE kind IN ('forward-mail', 'tell-owner', 'send-mail')"), {
      timeout: 10_000,
    })
    .toEqual([]);
};
const latin1 = (mail: string) => Buffer.from(mail).toString('latin1');

test('nobody is a forwarding address until somebody says so; then the page and the history say who', async () => {
  expect((await show()).forwardTo).toEqual([]);
  const { status, data } = await put([
    '  ｔｅｎｃｈｏ@firm.example.jp',
    'honbu@firm.example.jp',
    'Tencho@firm.example.jp',
    '',
  ]);
  expect([status, data.forwardTo]).toEqual([200, ['tencho@firm.example.jp', 'honbu@firm.example.jp']]);
  const [line] = (await owner('GET', `${connection()}/history`)).data.items;
  expect([line.action, line.details]).toEqual([
    'connection.forwarding-changed',
    { from: [], to: ['tencho@firm.example.jp', 'honbu@firm.example.jp'] },
  ]);
});

test('what is no address, our own inbox, and an eleventh are refused with words at the field', async () => {
  for (const [addresses, words] of [
    [['tencho'], '「tencho」はメールアドレスの形になっていません。'],
    [['a@b.example.jp\r\nBcc: c@d.example.jp'], 'メールアドレスの形になっていません。'],
    [[program.inboxAddress.toUpperCase()], '受信ボックスのアドレスです'],
    [Array.from({ length: 11 }, (_, at) => `p${at}@firm.example.jp`), '転送先は10件までです（現在11件）。'],
  ] as const) {
    const { status, data } = await put([...addresses]);
    expect(status).toBe(422);
    expect(data.errors.addresses).toContain(words);
  }
  expect((await show()).forwardTo).toHaveLength(2);
  const late = await owner('PUT', `${connection()}/forwarding`, { version: 1, addresses: [] });
  expect([late.status, late.data.code]).toEqual([409, 'changed-meanwhile']);
});

test('the mail goes on byte for byte in one of ours, once to each address, also when it comes twice', async () => {
  const original = `${composeInquiry({ number: 'RG-F-1', phone: '090-0000-6001' })}\r\n.\r\n..\r\n`;
  await program.sendMail(original);
  await program.sendMail(original);
  await sent().toBe(2);
  await quiet();
  expect(
    forwards()
      .map(({ to }) => to)
      .sort(),
  ).toEqual(['honbu@firm.example.jp', 'tencho@firm.example.jp']);
  const [mail] = forwards();
  expect(mail?.subject).toBe('Fwd: 【リガイド】査定依頼のお知らせ');
  // Ours from end to end: the receiver's SPF and DMARC are asked about us, not about the portal.
  expect(mail?.from).toBe('"Digima" <no-reply@inbox.localhost>');
  expect(mail?.header('Auto-Submitted')).toContain('auto-generated');
  expect(mail?.text).toContain('リガイド 世田谷支店に届いたメールを転送します');
  const parsed = await simpleParser(Buffer.from(mail?.raw ?? '', 'latin1'));
  expect(parsed.attachments[0]?.filename).toBe('original.eml');
  // 8 bit, which not every relay takes: as an encoded file.
  expect(parsed.attachments[0]?.content.toString('latin1')).toContain(latin1(original).trimEnd());
  const [row] = (await owner('GET', '/outgoing-mails')).data.items.filter(
    ({ kind }: { kind: string }) => kind === 'forwarded-mail',
  );
  expect(row).toMatchObject({
    state: 'sent',
    canResend: true,
    connection: { id: program.firm.connectionId },
  });
  expect((await owner('GET', `/mails/${row.mailId}`)).data.subject).toBe('【リガイド】査定依頼のお知らせ');
});

test('a mail of 7 bit is a mail in the mail', async () => {
  const original = composeInquiry({ number: 'RG-F-2', phone: '090-0000-6002' }).replace('8bit', 'base64');
  const [head = '', body = ''] = original.split('\r\n\r\n', 2);
  const rest = original.slice(head.length + 4);
  const plain = `${head}\r\n\r\n${(
    Buffer.from(rest)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n')}\r\n`;
  expect(body).not.toBe('');
  await program.sendMail(plain);
  await sent().toBe(2);
  expect(forwards()[0]?.raw).toMatch(/Content-Type: message\/rfc822/);
  expect(forwards()[0]?.raw).toContain(plain.trimEnd());
});

test('what a portal sent and nobody could read goes on too; a stranger’s mail does not', async () => {
  await put(['tencho@firm.example.jp']);
  await program.sendMail(
    compose('u@re-guide.jp', '【リガイド】査定依頼のお知らせ', ['様式の変わったお知らせです。']),
  );
  await program.sendMail(
    compose('s@shop.example.com', 'セールのご案内', ['半額です'], 'sale@shop.example.com'),
  );
  await quiet();
  const outcomes = (await program.get('/mails?limit=2')).items.map(
    ({ outcome }: { outcome: string }) => outcome,
  );
  expect(outcomes).toEqual(['unreadable', 'unreadable']);
  expect(forwards().map(({ subject }) => subject)).toEqual(['Fwd: 【リガイド】査定依頼のお知らせ']);
});

test('one that comes back to us is taken in and not sent round again', async () => {
  await program.sendMail(
    composeInquiry({ number: 'RG-F-3', phone: '090-0000-6003', messageId: 'l@re-guide.jp' }),
  );
  await sent().toBe(1);
  await quiet();
  const round = forwards()[0]?.raw ?? '';
  expect(round).toContain('X-Loop: digima-forward@inbox.localhost');
  await program.sendMail(Buffer.from(round, 'latin1'));
  await quiet();
  expect(forwards()).toHaveLength(1);
});

test('再送 sends it again with the mail; who was taken out meanwhile gets nothing', async () => {
  sink.behaves((stage) => {
    if (stage === 'rcpt') throw '451 4.3.0 later';
  });
  await program.sendMail(
    composeInquiry({ number: 'RG-F-4', phone: '090-0000-6004', messageId: 'r@re-guide.jp' }),
  );
  const listed = async () =>
    (await owner('GET', '/outgoing-mails')).data.items.find(
      ({ kind }: { kind: string }) => kind === 'forwarded-mail',
    );
  await expect.poll(async () => (await listed())?.nextAt ?? null, { timeout: 10_000 }).not.toBeNull();
  sink.behaves();
  const { id } = await listed();
  expect((await owner('POST', `/outgoing-mails/${id}/resend`)).status).toBe(201);
  await sent().toBe(1);
  expect(forwards()[0]?.raw).toContain('original.eml');
  await put(['honbu@firm.example.jp']);
  const again = (await owner('POST', `/outgoing-mails/${id}/resend`)).data;
  await expect.poll(async () => (await listed()).state, { timeout: 10_000 }).toBe('failed');
  expect([(await listed()).id, (await listed()).error.text]).toEqual([
    again.id,
    '連携の転送先から外されたアドレスのため、送信しませんでした。',
  ]);
  expect(forwards()).toHaveLength(1);
});
