// The outbox and 通知履歴: what a relay may answer, what is tried again and when, 再送, no relay at all, others' eyes.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tellOwner } from '../../src/notify/index.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm, buildMember, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { openProxy } from '../support/proxy.ts';
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

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const listed = async (id: string) =>
  (await owner('GET', '/outgoing-mails')).data.items.find((mail: { id: string }) => mail.id === id);
const state = (id: string) => expect.poll(async () => (await listed(id))?.state, { timeout: 10_000 });
const testMail = async () => (await owner('POST', '/outgoing-mails/test')).data.id as string;
const due = (id: string) => sql('UPDATE jobs SET run_at = now() WHERE subject_id = $1', [id]);
/** An inquiry's mail to the salesperson, as listed. */
let requests = 0;
async function inquiryMail(): Promise<string> {
  requests += 1;
  await program.sendMail(
    composeInquiry({ number: `RG-O-${requests}`, phone: `090-0000-${String(5000 + requests)}` }),
  );
  let id = '';
  await expect
    .poll(async () => {
      const [row] = await sql(
        `SELECT id FROM outgoing_mails WHERE kind = 'inquiry-notice' AND text LIKE '%RG-O-' || $1::text || E'\\n%'`,
        [requests],
      );
      id = row?.id ?? '';
      return id;
    })
    .not.toBe('');
  return id;
}

test('a test mail goes to whoever asks, and stands in the list', async () => {
  const { status, data } = await owner('POST', '/outgoing-mails/test');
  expect([status, data.state, data.kind]).toEqual([201, 'waiting', 'test']);
  await state(data.id).toBe('sent');
  expect(sink.to(program.firm.owner.email)[0]?.subject).toBe('【Digima】テストメール');
  expect(await listed(data.id)).toEqual({
    id: data.id,
    kind: 'test',
    channel: 'mail',
    mailId: null,
    subject: '【Digima】テストメール',
    recipientName: '高橋 誠',
    recipientAddress: program.firm.owner.email,
    state: 'sent',
    attempts: 1,
    createdAt: expect.any(String),
    sentAt: expect.any(String),
    nextAt: null,
    error: null,
    connection: null,
    inquiryId: null,
    repeats: null,
    canResend: false,
  });
});

test('what the relay puts off is tried again, with the time shown; what it refuses for good is not', async () => {
  sink.behaves((stage) => {
    if (stage === 'rcpt') throw '451 4.3.0 later';
  });
  const id = await testMail();
  await expect.poll(async () => (await listed(id)).attempts).toBe(1);
  const later = await listed(id);
  expect([later.state, later.error.text]).toEqual([
    'waiting',
    '送信用メールサーバーが一時的に受け付けませんでした（応答コード 451 4.3.0）。',
  ]);
  const waits = (new Date(later.nextAt).getTime() - Date.now()) / 1000;
  expect(waits).toBeGreaterThan(50);
  expect(waits).toBeLessThan(61);
  sink.behaves((stage) => {
    if (stage === 'dot') throw '550 5.1.1 nobody here';
  });
  await due(id);
  await state(id).toBe('failed');
  expect(await listed(id)).toMatchObject({
    attempts: 2,
    nextAt: null,
    error: {
      code: 'no-such-recipient',
      answer: '550 5.1.1',
      text: '宛先のメールアドレスが受け付けられませんでした。アドレスをご確認ください（応答コード 550 5.1.1）。',
    },
  });
  expect(await sql('SELECT 1 FROM jobs WHERE subject_id = $1', [id])).toEqual([]);
  expect(sink.mails).toEqual([]);
});

test('it is given up after about a day of tries', async () => {
  sink.behaves((stage) => {
    if (stage === 'rcpt') throw '452 4.2.2 full';
  });
  const id = await testMail();
  let waited = 0;
  for (let tried = 1; tried <= 9; tried += 1) {
    await expect.poll(async () => (await listed(id)).attempts, { timeout: 5_000 }).toBe(tried);
    const { nextAt } = await listed(id);
    if (nextAt) waited += new Date(nextAt).getTime() - Date.now();
    await due(id);
  }
  expect(await listed(id)).toMatchObject({ state: 'failed', attempts: 9 });
  expect(waited / 3_600_000).toBeGreaterThan(23.5);
  expect(waited / 3_600_000).toBeLessThan(24.5);
});

test('a relay whose answer to the last byte never comes: nobody knows, no machine sends again, a person may', async () => {
  const proxy = await openProxy(sink.port);
  sink.behaves((stage) => {
    if (stage === 'dot') proxy.cut();
  });
  const other = await startTestProgram(undefined, { SMTP_URL: `smtp://127.0.0.1:${proxy.port}` });
  await other.sendMail(composeInquiry());
  const asIt = await signIn(other, other.owner);
  const seen = async () => (await asIt('GET', '/outgoing-mails')).data.items;
  await expect.poll(async () => (await seen())[0]?.state, { timeout: 10_000 }).toBe('unknown');
  expect((await seen())[0]).toMatchObject({ nextAt: null, attempts: 1, canResend: true });
  expect(sink.mails).toHaveLength(1);
  await other.stop();
  await proxy.close();

  sink.behaves();
  const again = await startTestProgram(other, { SMTP_URL: sink.url });
  const [{ id }] = await seen();
  await asIt('POST', '/outgoing-mails/test');
  await expect.poll(() => sink.mails.length, { timeout: 10_000 }).toBe(2);
  expect(sink.to(other.firm.salesperson.email)).toHaveLength(1);
  expect((await asIt('POST', `/outgoing-mails/${id}/resend`)).status).toBe(201);
  await expect.poll(() => sink.to(other.firm.salesperson.email).length, { timeout: 10_000 }).toBe(2);
  await again.stop();
});

test('再送 sends a copy once, however often it is pressed, and says which mail it repeats', async () => {
  const id = await inquiryMail();
  await state(id).toBe('sent');
  expect((await listed(id)).canResend).toBe(true);
  sink.behaves((stage) => {
    if (stage === 'rcpt') throw '451 later';
  });
  const pressed = await Promise.all([1, 2, 3].map(() => owner('POST', `/outgoing-mails/${id}/resend`)));
  expect(pressed.map(({ status }) => status)).toEqual([201, 201, 201]);
  const copies = new Set(pressed.map(({ data }) => data.id));
  expect(copies.size).toBe(1);
  const [copy] = [...copies];
  expect(copy).not.toBe(id);
  await expect.poll(async () => (await listed(copy)).attempts).toBe(1);
  // One that waits for its next try is tried at once.
  sink.behaves();
  const at = await owner('POST', `/outgoing-mails/${copy}/resend`);
  expect([at.status, at.data.id]).toEqual([201, copy]);
  await state(copy).toBe('sent');
  expect(await listed(copy)).toMatchObject({ repeats: id, attempts: 2 });
  expect(sink.mails.map(({ subject }) => subject)).toHaveLength(2);
  expect(new Set(sink.mails.map(({ messageId }) => messageId)).size).toBe(2);
});

test('再送 of a mail that is just being tried waits for it: neither takes the other’s locks', async () => {
  sink.behaves((stage) => {
    if (stage === 'rcpt') throw '451 4.3.0 later';
  });
  const id = await inquiryMail();
  await expect.poll(async () => (await listed(id)).nextAt).not.toBeNull();
  sink.behaves();
  const pressed = await asOwner(program.server, async (client) => {
    // As a try does: its own row first, then the mail's.
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM jobs WHERE subject_id = $1 FOR UPDATE', [id]);
    const answer = owner('POST', `/outgoing-mails/${id}/resend`);
    await expect
      .poll(() =>
        sql("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"),
      )
      .toHaveLength(1);
    await client.query('UPDATE outgoing_mails SET attempts = attempts WHERE id = $1', [id]);
    await client.query('COMMIT');
    return answer;
  });
  expect(pressed.status).toBe(201);
  await state(id).toBe('sent');
});

test('what waits for somebody who leaves does not go to them any more, but to who is in charge then', async () => {
  const { organizationId } = program.firm;
  const leaver = await buildMember(program.db, organizationId, { name: '去川 遥' });
  await sql('UPDATE connections SET assignee_id = $1 WHERE id = $2', [
    leaver.userId,
    program.firm.connectionId,
  ]);
  sink.behaves((stage) => {
    if (stage === 'rcpt') throw '451 4.3.0 later';
  });
  const id = await inquiryMail();
  await expect.poll(async () => (await listed(id)).nextAt).not.toBeNull();
  const left = await owner('POST', `/users/${leaver.userId}/deactivate`, {
    replacementId: program.firm.salesperson.userId,
  });
  expect(left.status).toBe(200);
  sink.behaves();
  await due(id);
  await state(id).toBe('failed');
  expect(await listed(id)).toMatchObject({ canResend: false, error: { code: 'left' } });
  await expect.poll(() => sink.to(program.firm.salesperson.email).length, { timeout: 5_000 }).toBe(1);
  expect(sink.to(leaver.email)).toEqual([]);
});

test('to somebody who left nothing is sent again; their inquiries are told to the admins', async () => {
  const id = await inquiryMail();
  await state(id).toBe('sent');
  const { salesperson } = program.firm;
  await sql('UPDATE member SET deactivated_at = now() WHERE user_id = $1', [salesperson.userId]);
  try {
    expect((await listed(id)).canResend).toBe(false);
    const refused = await owner('POST', `/outgoing-mails/${id}/resend`);
    expect([refused.status, refused.data.code]).toEqual([409, 'mail-not-resendable']);
    sink.mails.length = 0;
    await inquiryMail();
    await expect.poll(() => sink.mails.map(({ to }) => to)).toEqual([program.firm.owner.email]);
  } finally {
    await sql('UPDATE member SET deactivated_at = NULL WHERE user_id = $1', [salesperson.userId]);
  }
});

test('the same inquiry told again reaches nobody twice', async () => {
  const id = await inquiryMail();
  await state(id).toBe('sent');
  const [{ inquiry_id: inquiryId }] = await sql('SELECT inquiry_id FROM outgoing_mails WHERE id = $1', [id]);
  const { organizationId } = program.firm;
  await program.db.withOrganization(organizationId, (tx) => tellOwner(tx, { organizationId, inquiryId }));
  await expect.poll(() => sql('SELECT 1 FROM jobs WHERE subject_id = $1', [inquiryId])).toEqual([]);
  expect(await sql('SELECT 1 FROM outgoing_mails WHERE inquiry_id = $1', [inquiryId])).toHaveLength(1);
});

test('one-time links are kept sealed, and nothing of them once they went', async () => {
  sink.behaves((stage) => {
    if (stage === 'rcpt') throw '451 later';
  });
  const invited = await owner('POST', '/invitations', { email: 'new@example.jp', role: 'member' });
  expect(invited.status).toBe(201);
  const rows = () => sql(`SELECT * FROM outgoing_mails WHERE kind = 'invitation'`);
  await expect.poll(async () => (await rows())[0]?.attempts).toBe(1);
  const [row] = await rows();
  expect([row.text, row.html]).toEqual([null, null]);
  expect(row.sealed).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
  sink.behaves();
  await due(row.id);
  await state(row.id).toBe('sent');
  const [mail] = sink.to('new@example.jp');
  const token = /\/invitation#([\w-]{20,})/.exec(mail?.text ?? '')?.[1] ?? '';
  expect(mail?.subject).toBe('【Digima】株式会社みほん不動産 から招待が届いています');
  expect(mail?.text).toContain(`${program.url}/invitation#${token}`);
  const look = await fetch(`${program.url}/api/invitations/look`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: program.url },
    body: JSON.stringify({ token }),
  });
  expect([look.status, await look.json()]).toMatchObject([200, { email: 'new@example.jp' }]);
  expect((await rows())[0].sealed).toBeNull();
  expect((await listed(row.id)).canResend).toBe(false);
});

test('a forgotten password is mailed a link that sets another one', async () => {
  const { email } = await buildMember(program.db, program.firm.organizationId, { name: '忘れた 人' });
  const post = (path: string, body: unknown) =>
    fetch(`${program.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: program.url },
      body: JSON.stringify(body),
    });
  expect((await post('request-password-reset', { email })).status).toBe(200);
  await expect.poll(() => sink.to(email).length, { timeout: 10_000 }).toBe(1);
  const [mail] = sink.to(email);
  expect(mail?.subject).toBe('【Digima】パスワードの再設定');
  const token = /\/reset-password#([\w-]+)/.exec(mail?.text ?? '')?.[1];
  const newPassword = 'another correct horse';
  expect((await post('reset-password', { token, newPassword })).status).toBe(200);
  expect((await post('sign-in/email', { email, password: newPassword })).status).toBe(200);
});

test('without a relay mails wait, and go out at a start with one', async () => {
  const silent = await startTestProgram();
  await silent.sendMail(composeInquiry());
  const asOwnerOfIt = await signIn(silent, silent.owner);
  expect((await asOwnerOfIt('GET', '/me')).data.shortcomings).toContain('no-smtp-url');
  const seen = async () => (await asOwnerOfIt('GET', '/outgoing-mails')).data.items;
  await expect.poll(async () => (await seen()).length, { timeout: 10_000 }).toBe(1);
  expect((await seen())[0]).toMatchObject({ state: 'waiting', attempts: 0, nextAt: null, error: null });
  await silent.stop();
  const again = await startTestProgram(silent, { SMTP_URL: sink.url });
  await expect.poll(() => sink.to(silent.firm.salesperson.email).length, { timeout: 10_000 }).toBe(1);
  await again.stop();
});

test('while the relay is away mails keep their tries, and other work goes on', async () => {
  const away = await startTestProgram(undefined, { SMTP_URL: 'smtp://127.0.0.1:9' });
  const asIt = await signIn(away, away.owner);
  await Promise.all(Array.from({ length: 30 }, () => asIt('POST', '/outgoing-mails/test')));
  const seen = async () => (await asIt('GET', '/outgoing-mails?limit=100')).data.items;
  await expect
    .poll(async () => (await seen()).filter(({ nextAt }: { nextAt: string | null }) => nextAt).length, {
      timeout: 15_000,
    })
    .toBe(30);
  const items = await seen();
  expect(items.every(({ state }: { state: string }) => state === 'waiting')).toBe(true);
  const tried = items.filter(({ attempts }: { attempts: number }) => attempts > 0);
  expect(tried.length).toBeLessThanOrEqual(8);
  expect(tried[0].error.text).toContain('送信用メールサーバーに接続できませんでした');
  await away.stop();
});

test('managers, members, API keys and other organizations see none of it', async () => {
  const id = await inquiryMail();
  await state(id).toBe('sent');
  const member = await signIn(program, { email: program.firm.salesperson.email, password: PASSWORD });
  for (const [method, path] of [
    ['GET', '/outgoing-mails'],
    ['POST', `/outgoing-mails/${id}/resend`],
    ['POST', '/outgoing-mails/test'],
  ] as const) {
    expect((await member(method, path)).status, path).toBe(403);
    expect((await program.api(path, { method })).status, path).toBe(401);
  }
  const stranger = await buildFirm(program.db, '株式会社よその不動産');
  const asStranger = await signIn(program, { email: stranger.owner.email, password: PASSWORD });
  expect((await asStranger('GET', '/outgoing-mails')).data.items).toEqual([]);
  expect((await asStranger('POST', `/outgoing-mails/${id}/resend`)).status).toBe(404);
});
