// What was given up is seen in 要確認 with its reason, told once a burst, and done again by 「再処理」.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CHECK_LOGIN } from '../../src/connections/index.ts';
import { handlers, importing, replaying } from '../../src/flow.ts';
import { newId } from '../../src/lib/ids.ts';
import { notifyJobs, postingJobs } from '../../src/notify/index.ts';
import { asOwner } from '../support/database.ts';
import { buildFirm, buildMember, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

let sink: Sink;
let program: TestProgram;
let owner: Session;
let member: Session;
beforeAll(async () => {
  sink = await openSink();
  program = await startTestProgram(undefined, { SMTP_URL: sink.url });
  owner = await signIn(program, program.owner);
  member = await signIn(program, { email: program.firm.salesperson.email, password: PASSWORD });
});
afterAll(async () => {
  await program.stop();
  await sink.close();
});
beforeEach(async () => {
  await sql("UPDATE mails SET reviewed_at = now() WHERE state = 'failed'");
  await sql("DELETE FROM jobs WHERE state = 'dead' OR kind = 'tell-given-up'");
  sink.mails.length = 0;
});

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
const mailOf = async (id: string) => (await owner('GET', `/mails/${id}`)).data;
const review = async () =>
  (await owner('GET', '/mails?review=true')).data.items.map((m: { id: string }) => m.id);
const badge = async () => (await owner('GET', '/me')).data.reviewCount as number;

/** An inquiry's mail that was kept aside and then given up with this code. */
let sent = 0;
async function givenUp(code: string | null): Promise<string> {
  sent += 1;
  await sql("UPDATE connections SET state = 'paused'");
  await program.sendMail(
    composeInquiry({ number: `RG-G-${sent}`, phone: `090-0000-${String(6000 + sent)}` }),
  );
  await program.settled();
  await sql("UPDATE connections SET state = 'active'");
  const [{ id }] = await sql(
    "UPDATE mails SET state = 'waiting', attempts = 5, lease_until = now() + interval '1 h' WHERE state = 'aside' RETURNING id",
  );
  if (code === 'lease-expired') {
    await sql(
      "UPDATE mails SET attempts = 1, died = 19, lease_until = now() - interval '1 s', lease_token = gen_random_uuid() WHERE id = $1",
      [id],
    );
    await expect.poll(async () => (await mailOf(id)).state, { timeout: 10_000 }).toBe('failed');
  } else
    await sql("UPDATE mails SET state = 'failed', lease_until = NULL, last_error = $2 WHERE id = $1", [
      id,
      code,
    ]);
  return id;
}
async function deadJob(kind = 'tell-owner', subjectId = newId()): Promise<string> {
  const id = newId();
  await sql(
    `INSERT INTO jobs (id, organization_id, kind, subject_id, attempts, last_error, run_at) VALUES ($1, $2, $3, $4, 5, 'lease-expired', now() + interval '1 h')`,
    [id, program.firm.organizationId, kind, subjectId],
  );
  await sql("UPDATE jobs SET state = 'dead' WHERE id = $1", [id]);
  return id;
}
const tellNow = () => sql("UPDATE jobs SET run_at = now() WHERE kind = 'tell-given-up'");
const alerts = () => sink.mails.filter(({ subject }) => subject.includes('処理できなかったもの'));

test('each reason is said in Japanese with its code; one nobody foresaw gets a sentence that fits any', async () => {
  const before = await badge();
  for (const [code, reason] of [
    ['reader-timeout', /時間がかかりすぎた/],
    ['reader-memory', /メモリー/],
    ['reader-crashed', /異常終了/],
    ['lease-expired', /繰り返し止まった/],
    ['XX000', /読み取りの処理で問題が起きました/],
    [null, /読み取りの処理で問題が起きました/],
  ] as const) {
    const id = await givenUp(code);
    const mail = await mailOf(id);
    expect(mail).toMatchObject({
      state: 'failed',
      attempts: code === 'lease-expired' ? 20 : 5,
      givenUp: { code, why: code === null || code === 'XX000' ? 'other' : code },
    });
    expect(mail.givenUp.reason).toMatch(reason);
    expect(Math.abs(Date.now() - new Date(mail.givenUp.at).getTime())).toBeLessThan(30_000);
    expect(await review()).toContain(id);
  }
  expect(await badge()).toBe(before + 6);
});

test('再処理 has it read at once, with all its tries; the customer is made once', async () => {
  const id = await givenUp('reader-crashed');
  expect((await member('POST', `/mails/${id}/reprocess`)).status).toBe(204);
  await expect.poll(async () => (await mailOf(id)).state, { timeout: 10_000 }).toBe('read');
  expect(await mailOf(id)).toMatchObject({ outcome: 'inquiry', attempts: 1, givenUp: null, lastError: null });
  const { data } = await owner('GET', `/inquiries?mailId=${id}`);
  expect(data.items[0].customer).not.toBeNull();
  expect(await review()).not.toContain(id);
  // Somebody else pressed it a moment later.
  expect(await member('POST', `/mails/${id}/reprocess`)).toMatchObject({
    status: 409,
    data: { code: 'already-settled' },
  });
});

test('all that are shown at once: those somebody took care of are left alone', async () => {
  const [one, two, settled] = [await givenUp('boom'), await givenUp('boom'), await givenUp('boom')];
  expect((await owner('POST', `/mails/${settled}/settle`)).status).toBe(204);
  const answer = await owner('POST', '/mails/reprocess', { ids: [one, two, settled, newId()] });
  expect([answer.status, answer.data]).toEqual([200, { reprocessed: 2 }]);
  await program.settled();
  expect([(await mailOf(one)).state, (await mailOf(two)).state, (await mailOf(settled)).state]).toEqual([
    'read',
    'read',
    'failed',
  ]);
  expect((await owner('POST', '/mails/reprocess', { ids: [] })).status).toBe(422);
});

test('ten people press it at the same moment: it is put back once', async () => {
  const id = await givenUp('boom');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => owner('POST', `/mails/${id}/reprocess`)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(409)]);
  await program.settled();
});

test('not yours, not there, not a person: refused', async () => {
  const id = await givenUp('boom');
  const job = await deadJob();
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  const stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
  for (const path of [`/mails/${id}/reprocess`, `/dead-jobs/${job}/reprocess`, `/dead-jobs/${job}/settle`]) {
    expect((await stranger('POST', path)).status, path).toBe(404);
    expect((await owner('POST', path.replace(/[0-9a-f-]{36}/, newId()))).status, path).toBe(404);
    expect((await program.api(path, { method: 'POST' })).status, path).toBe(401);
  }
  expect((await stranger('POST', '/mails/reprocess', { ids: [id] })).data).toEqual({ reprocessed: 0 });
  expect((await stranger('GET', '/dead-jobs')).data.items).toEqual([]);
  expect((await mailOf(id)).state).toBe('failed');
});

test('a job that was given up stands there, is done again, or needs nobody any more', async () => {
  const before = await badge();
  const [again, enough, login] = [await deadJob(), await deadJob(), await deadJob('check-login')];
  const { data } = await owner('GET', '/dead-jobs');
  expect(data.items.find((job: { id: string }) => job.id === again)).toEqual({
    id: again,
    kind: 'tell-owner',
    title: '反響を担当者にお知らせする',
    reason: '処理の途中でプログラムが繰り返し止まりました。',
    why: 'lease-expired',
    code: 'lease-expired',
    attempts: 5,
    givenUpAt: expect.any(String),
    canReprocess: true,
  });
  expect(await badge()).toBe(before + 3);
  expect((await member('POST', `/dead-jobs/${again}/reprocess`)).status).toBe(204);
  expect((await member('POST', `/dead-jobs/${enough}/settle`)).status).toBe(204);
  // A password is not sent again from here.
  expect((await member('POST', `/dead-jobs/${login}/reprocess`)).status).toBe(409);
  await expect.poll(() => sql('SELECT 1 FROM jobs WHERE id = ANY($1)', [[again, enough]])).toEqual([]);
  expect(await badge()).toBe(before + 1);
});

test('whatever kind of work stands there says in Japanese what it is', async () => {
  const none = {} as never;
  const kinds = Object.keys({
    ...notifyJobs({ ...(none as object), relay: {} } as never),
    ...postingJobs(none),
    ...handlers(none),
    ...importing(none),
    ...replaying(none),
    [CHECK_LOGIN]: null,
  }).filter((kind) => kind !== 'tell-given-up');
  for (const kind of kinds) await deadJob(kind);
  const { items } = (await owner('GET', '/dead-jobs')).data as { items: { kind: string; title?: string }[] };
  expect(items.map(({ kind }) => kind).sort()).toEqual(kinds.sort());
  expect(items.filter(({ title }) => !/^[ァ-ヶー一-龠ぁ-んA-Z、]{5,}$/.test(title ?? ''))).toEqual([]);
});

test('a letter whose job was given up goes out as a repeat', async () => {
  const { data: mail } = await owner('POST', '/outgoing-mails/test');
  await expect.poll(() => sink.mails.length).toBe(1);
  await sql("UPDATE outgoing_mails SET state = 'failed', kind = 'given-up' WHERE id = $1", [mail.id]);
  const job = await deadJob('send-mail', mail.id);
  expect((await owner('POST', `/dead-jobs/${job}/reprocess`)).status).toBe(204);
  await expect.poll(() => sink.mails.length, { timeout: 10_000 }).toBe(2);
  expect(await sql('SELECT 1 FROM jobs WHERE id = $1', [job])).toEqual([]);
  await sql('DELETE FROM outgoing_mails WHERE kind = $1', ['given-up']);
});

test('so does a message to a chat', async () => {
  const id = newId();
  await sql(
    `INSERT INTO outgoing_mails (id, organization_id, channel, kind, event, recipient_name, recipient_address, subject, text, state)
     VALUES ($1, $2, 'slack', 'login-failed', $3, '営業', $4, 'テスト', 'テスト', 'failed')`,
    [id, program.firm.organizationId, `test:${id}`, newId()],
  );
  const job = await deadJob('post-message', id);
  expect((await owner('POST', `/dead-jobs/${job}/reprocess`)).status).toBe(204);
  // The chat is not there: it is said why, by the repeat that was tried.
  const repeat = async () =>
    (await owner('GET', '/outgoing-mails')).data.items.find((one: { repeats: string }) => one.repeats === id);
  await expect.poll(async () => (await repeat())?.error?.code, { timeout: 10_000 }).toBe('chat-removed');
});

test('owners and admins hear of it once a burst: not of each, not members, and again an hour later at the soonest', async () => {
  const admin = await buildMember(program.db, program.firm.organizationId, {
    role: 'admin',
    name: '管理 花子',
  });
  for (let i = 0; i < 3; i++) await givenUp('reader-timeout');
  await deadJob();
  expect(alerts()).toEqual([]);
  await tellNow();
  await expect
    .poll(
      () =>
        alerts()
          .map(({ to }) => to)
          .sort(),
      { timeout: 10_000 },
    )
    .toEqual([admin.email, program.firm.owner.email].sort());
  const [alert] = alerts();
  expect(alert?.subject).toBe(
    '【Digima】【要確認】処理できなかったものがあります（メール3通、そのほかの処理1件）',
  );
  expect(alert?.text).toContain('/review');
  // More within the hour: told at its end, and only what is new.
  await givenUp('reader-timeout');
  const [{ waits }] = await sql(
    "SELECT extract(epoch FROM run_at - now())::int AS waits FROM jobs WHERE kind = 'tell-given-up'",
  );
  expect(waits).toBeGreaterThan(3_500);
  await tellNow();
  await expect.poll(() => alerts().length, { timeout: 10_000 }).toBe(4);
  expect(alerts().at(-1)?.subject).toContain('（メール1通）');
  // Nothing more: the job ends.
  await tellNow();
  await expect
    .poll(() => sql("SELECT 1 FROM jobs WHERE kind = 'tell-given-up'"), { timeout: 10_000 })
    .toEqual([]);
  expect(alerts()).toHaveLength(4);
});

test('what told of it was given up itself, its workers died: it tells of the next', async () => {
  const before = alerts().length;
  await givenUp('reader-timeout');
  await sql(
    "UPDATE jobs SET state = 'dead', attempts = 5, lost = 20, died = 20 WHERE kind = 'tell-given-up'",
  );
  await givenUp('reader-timeout');
  await expect.poll(() => alerts().length, { timeout: 10_000 }).toBe(before + 2);
  expect(alerts().at(-1)?.subject).toContain('（メール2通）');
});
