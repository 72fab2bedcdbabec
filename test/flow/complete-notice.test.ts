// A mail that only announces a request: the portal is signed in to, its page read, the inquiry completed and its owner told
// of somebody. Where that cannot be, the bare notice stays in sight with its link and the reason.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openMailer } from '../../simulator/mailer.ts';
import type { NewRequest } from '../../simulator/re-guide/mail-request.ts';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection } from '../support/factories.ts';
import { compose } from '../support/mails.ts';
import { setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

const SOON = { timeout: 15_000, interval: 50 };
let site: ReGuideSite;
let sink: Sink;
let program: TestProgram;
let owner: Session;
let mailer: ReturnType<typeof openMailer>;
let count = 0;
beforeAll(async () => {
  sink = await openSink();
  mailer = openMailer(() => ({ host: '127.0.0.1', port: program.smtpPort }));
  site = await startReGuideSite({ mailer });
  program = await startTestProgram(undefined, {
    SMTP_URL: sink.url,
    OUTBOUND_ALLOW: new URL(site.url).host,
  });
  owner = await signIn(program, program.owner);
  await setReGuideLogin(program.server, { url: site.loginUrl });
});
afterAll(async () => {
  await program.stop();
  await site.stop();
  mailer.close();
  await sink.close();
});
beforeEach(() => {
  site.set(null);
  sink.mails.length = 0;
});

const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);

/** A connection whose account on the portal notifies its inbox; its login verified unless `password` is wrong. */
async function connected(password = 'right') {
  const userId = `mihon-${++count}`;
  const { connectionId, localPart } = await buildConnection(program.db, program.firm.organizationId, {
    name: `リガイド ${count}号店`,
    assigneeId: program.firm.salesperson.userId,
  });
  site.open({ userId, password: 'right', addresses: [`${localPart}@inbox.localhost`] });
  await owner('PUT', `/connections/${connectionId}/login`, { userId, password });
  const state = async () => (await program.get(`/connections/${connectionId}`)).login.state;
  await expect.poll(state, SOON).toBe(password === 'right' ? 'verified' : 'failed');
  const signIns = () => site.attempts.filter((attempt) => attempt.userId === userId).length;
  return { connectionId, localPart, userId, signIns, before: signIns() };
}
type Connected = Awaited<ReturnType<typeof connected>>;

let phone = 2000;
const said = (name: string): NewRequest => {
  const number = `090-0000-${++phone}`;
  return {
    kind: 'appraisal',
    requestedAt: '2026-11-20T14:03:22+09:00',
    contact: {
      name,
      nameKana: 'サクラギ　ミノリ',
      phones: [`+8190000${`0${phone}`.slice(-5)}`],
      phonesAsSent: [number],
      email: `c${phone}@mail.example.jp`,
    },
    property: {
      type: 'land',
      typeText: '土地',
      address: '東京都世田谷区桜丘99丁目9番9号',
      landAreaSqm: 120.5,
    },
    request: { reason: '相続' },
    message: '平日の午前に連絡希望',
    extras: [],
  };
};
/** Somebody asks; the portal mails the notice alone. Resolves once it is read. */
async function announced(
  { connectionId, userId }: Pick<Connected, 'connectionId' | 'userId'>,
  name = '桜木　みのり',
) {
  const request = site.request(said(name), [userId], {
    what: 'notice',
    layout: 'plain',
    charset: 'utf-8',
    shape: 'plain',
  });
  await site.settled();
  await program.settled();
  const { items } = await program.get(`/inquiries?connectionId=${connectionId}`);
  const found = items.find(
    (one: { requestNumber: string }) => one.requestNumber === request.truth.requestNumber,
  );
  return { id: found.id as string, truth: request.truth, mailId: found.mailIds[0] as string };
}
const inquiry = (id: string) => program.get(`/inquiries/${id}`);
const told = (of: { truth: { requestNumber?: string } }, name = '') =>
  sink.mails.filter(
    ({ text }) => text?.includes(of.truth.requestNumber ?? '-') || (name && text?.includes(name)),
  );
/** Until no notice, check or mail of this program is under way. */
const quiet = async () => {
  await program.settled();
  await expect
    .poll(() => sql("SELECT kind FROM jobs WHERE run_at <= now() AND state = 'waiting'"), SOON)
    .toEqual([]);
};

test('the page says who it is: the customer is there, the owner is told of somebody, once', async () => {
  const branch = await connected();
  const { id, truth, mailId } = await announced(branch);
  await expect.poll(async () => (await inquiry(id)).outcome, SOON).toBe('inquiry');
  const done = await inquiry(id);
  expect(done).toMatchObject({
    requestNumber: truth.requestNumber,
    detailUrl: truth.detailUrl,
    contact: truth.contact,
    property: truth.property,
    message: truth.message,
    mailIds: [mailId],
    assignee: { name: '佐藤 健一' },
    completion: { state: 'completed', why: null, text: null, tries: 1, nextAt: null },
  });
  expect(
    (await program.get('/mails?review=true')).items.map((mail: { id: string }) => mail.id),
  ).not.toContain(mailId);
  const { items } = await program.get(`/customers/${done.customer.id}/history`);
  expect(items[0].actor).toEqual({ type: 'intake', name: expect.stringContaining('号店') });
  await quiet();
  expect(told({ truth }, '桜木　みのり')).toHaveLength(1);
  expect(sink.mails[0]?.subject).toContain('桜木　みのり');
});

test('many at once: all are completed by one sign-in', async () => {
  const branch = await connected();
  const notices = [];
  for (let i = 0; i < 4; i++) notices.push(await announced(branch, `客　${i}号`));
  for (const [i, { id }] of notices.entries())
    await expect
      .poll(async () => (await inquiry(id)).customer?.name, { ...SOON, timeout: 40_000 })
      .toBe(`客　${i}号`);
  expect(branch.signIns() - branch.before).toBe(1);
});

test('without a login that works the notice stays with its link and the reason; once it works, the page is read', async () => {
  const branch = await connected('wrong');
  const notice = await announced(branch);
  expect(await inquiry(notice.id)).toMatchObject({
    outcome: 'notice',
    detailUrl: notice.truth.detailUrl,
    completion: { state: 'failed', why: 'no-login', text: expect.stringContaining('認証済みでない') },
  });
  await quiet();
  expect(told(notice)).toHaveLength(1);
  expect(branch.signIns()).toBe(branch.before);

  await owner('PUT', `/connections/${branch.connectionId}/login`, {
    userId: branch.userId,
    password: 'right',
  });
  await expect.poll(async () => (await inquiry(notice.id)).customer?.name, SOON).toBe('桜木　みのり');
  await quiet();
  expect(told(notice, '桜木　みのり')).toHaveLength(1);
});

test('a portal that is down is tried again, the owner told of the notice meanwhile and not again', async () => {
  const branch = await connected();
  site.set('error', { on: 'form' });
  const notice = await announced(branch);
  const completion = async () => (await inquiry(notice.id)).completion;
  const sooner = () => sql("UPDATE jobs SET run_at = now() WHERE kind = 'complete-notice'");
  await expect.poll(completion, SOON).toMatchObject({ state: 'waiting', why: 'unavailable', tries: 1 });
  expect(Date.parse((await completion()).nextAt)).toBeGreaterThan(Date.now());
  await quiet();
  expect(told(notice)).toHaveLength(0);
  for (const tries of [2, 3]) {
    await sooner();
    await expect.poll(completion, SOON).toMatchObject({ tries });
  }
  await quiet();
  expect(told(notice)).toHaveLength(1);

  site.set(null);
  await sooner();
  await expect.poll(async () => (await inquiry(notice.id)).customer?.name, SOON).toBe('桜木　みのり');
  await quiet();
  expect(told(notice, '桜木　みのり')).toHaveLength(1);
});

test('signed in already, a page that fails is tried again without another sign-in', async () => {
  const branch = await connected();
  const first = await announced(branch, '一人目　客');
  await expect.poll(async () => (await inquiry(first.id)).outcome, SOON).toBe('inquiry');
  site.set('error', { on: 'member', userId: branch.userId });
  const second = await announced(branch, '二人目　客');
  await expect
    .poll(async () => (await inquiry(second.id)).completion, SOON)
    .toMatchObject({ state: 'waiting', why: 'unavailable' });
  site.set(null, { userId: branch.userId });
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'complete-notice'");
  await expect.poll(async () => (await inquiry(second.id)).customer?.name, SOON).toBe('二人目　客');
  expect(branch.signIns() - branch.before).toBe(1);
});

test('a portal that stays down is given up, with what a person can do', async () => {
  const branch = await connected();
  site.set('error', { on: 'form' });
  const notice = await announced(branch);
  const completion = async () => (await inquiry(notice.id)).completion;
  for (let tries = 1; tries <= 6; tries++) {
    await expect.poll(completion, SOON).toMatchObject({ tries });
    await sql("UPDATE jobs SET run_at = now() WHERE kind = 'complete-notice'");
  }
  expect(await completion()).toMatchObject({ state: 'failed', why: 'unavailable', nextAt: null });
  expect(await sql("SELECT 1 FROM jobs WHERE kind = 'complete-notice'")).toEqual([]);
});

test('a login that the portal refuses meanwhile is sent once, and fails the login', async () => {
  const branch = await connected();
  await sql("UPDATE login_attempts SET started_at = started_at - interval '10 min'");
  site.set('password-expired');
  const notice = await announced(branch);
  await expect
    .poll(async () => (await inquiry(notice.id)).completion, SOON)
    .toMatchObject({ state: 'failed', why: 'no-login' });
  expect((await program.get(`/connections/${branch.connectionId}`)).login).toMatchObject({
    state: 'failed',
    outcome: 'password-expired',
  });
  const second = await announced(branch, '別の　客');
  expect((await inquiry(second.id)).completion).toMatchObject({ why: 'no-login', tries: 0 });
  expect(branch.signIns() - branch.before).toBe(1);
  await quiet();
  expect(told(notice)).toHaveLength(1);
});

test('a link that leads anywhere but to the portal is not followed', async () => {
  let asked = 0;
  const stranger = createServer((_, answer) => {
    asked++;
    answer.end();
  });
  await new Promise<void>((open) => stranger.listen(0, '127.0.0.1', open));
  const { port } = stranger.address() as AddressInfo;
  const branch = await connected();
  for (const link of [
    `http://127.0.0.1:${port}/member/request/1`,
    'http://169.254.169.254/latest/meta-data',
  ]) {
    const number = `X${++phone}`;
    const lines = ['新しい査定依頼が届きました。', `査定番号：${number}`, `詳細URL：${link}`];
    await program.sendMail(compose(`${number}@re-guide.jp`, '査定依頼のお知らせ', lines), [
      `${branch.localPart}@inbox.localhost`,
    ]);
    await program.settled();
    const [{ id, detailUrl }] = (await program.get(`/inquiries?requestNumber=${number}`)).items;
    expect(detailUrl).toBe(link);
    await expect
      .poll(async () => (await inquiry(id)).completion, SOON)
      .toMatchObject({ state: 'failed', why: 'elsewhere' });
    expect((await inquiry(id)).outcome).toBe('notice');
  }
  expect(asked).toBe(0);
  await new Promise((closed) => stranger.close(closed));
});

test('another request’s page completes nothing, nor does one that is not there', async () => {
  const branch = await connected();
  const other = site.request(said('別の　客'), [branch.userId]);
  await site.settled();
  for (const [link, why] of [
    [other.truth.detailUrl, 'other-request'],
    [`${site.url}/member/request/99999999`, 'unreadable'],
  ]) {
    const number = `RG${++phone}`;
    const lines = ['新しい査定依頼が届きました。', `査定番号：${number}`, `詳細URL：${link}`];
    await program.sendMail(compose(`${number}@re-guide.jp`, '査定依頼のお知らせ', lines), [
      `${branch.localPart}@inbox.localhost`,
    ]);
    await program.settled();
    const [{ id }] = (await program.get(`/inquiries?requestNumber=${number}`)).items;
    await expect
      .poll(async () => (await inquiry(id)).completion, SOON)
      .toMatchObject({ state: 'failed', why });
    expect((await inquiry(id)).outcome).toBe('notice');
  }
});

test('the full mail may come first, or a person: nothing is doubled and the page is let be', async () => {
  const branch = await connected();
  site.set('error', { on: 'form' });
  const notice = await announced(branch);
  await expect
    .poll(async () => (await inquiry(notice.id)).completion, SOON)
    .toMatchObject({ state: 'waiting', why: 'unavailable' });
  site.settings.mail = { what: 'full', layout: 'plain', charset: 'utf-8', shape: 'plain' };
  site.mailAgain(notice.truth.requestNumber?.slice(2) ?? '');
  await site.settled();
  await program.settled();
  expect(await inquiry(notice.id)).toMatchObject({ customer: { name: '桜木　みのり' }, completion: null });
  const byHand = await announced(branch, '手　入力');
  await expect
    .poll(async () => (await inquiry(byHand.id)).completion, SOON)
    .toMatchObject({ state: 'waiting', why: 'unavailable' });
  const registered = await owner('POST', `/mails/${byHand.mailId}/customer`, {
    kind: 'appraisal',
    name: '手　入力',
  });
  expect(registered.status).toBe(201);
  site.set(null);
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'complete-notice'");
  await expect.poll(() => sql("SELECT 1 FROM jobs WHERE kind = 'complete-notice'"), SOON).toEqual([]);
  expect(await inquiry(byHand.id)).toMatchObject({ customer: { name: '手　入力' }, completion: null });
});

test('a connection that is paused by then signs in nowhere', async () => {
  const branch = await connected();
  site.set('error', { on: 'form' });
  const notice = await announced(branch);
  await expect
    .poll(async () => (await inquiry(notice.id)).completion, SOON)
    .toMatchObject({ state: 'waiting', why: 'unavailable' });
  await owner('POST', `/connections/${branch.connectionId}/pause`);
  const before = branch.signIns();
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'complete-notice'");
  await expect
    .poll(async () => (await inquiry(notice.id)).completion, SOON)
    .toMatchObject({ state: 'failed', why: 'stopped', text: expect.stringContaining('停止中') });
  expect(branch.signIns()).toBe(before);
});

test('our own fault, five times: the notice stays with the reason, and its owner is told', async () => {
  const branch = await connected();
  await sql("ALTER TABLE customers ADD CONSTRAINT ours CHECK (name <> '不具合　客')");
  const notice = await announced(branch, '不具合　客');
  const state = async () => (await inquiry(notice.id)).completion.state;
  await expect
    .poll(async () => {
      await sql("UPDATE jobs SET run_at = now() WHERE kind = 'complete-notice' AND state = 'waiting'");
      return state();
    }, SOON)
    .toBe('failed');
  expect((await inquiry(notice.id)).completion).toMatchObject({
    why: 'failed',
    text: expect.stringContaining('不具合'),
  });
  await sql('ALTER TABLE customers DROP CONSTRAINT ours');
  await quiet();
  expect(told(notice)).toHaveLength(1);
});

test('a program that ends while the portal keeps it waiting goes on with it when it is back', async () => {
  const branch = await connected();
  site.set('hang', { on: 'form' });
  const notice = await announced(branch);
  await expect
    .poll(() => sql("SELECT 1 FROM jobs WHERE kind = 'complete-notice' AND lease_until > now()"), SOON)
    .toHaveLength(1);
  await program.stop();
  site.set(null);
  program = await startTestProgram(program, {
    SMTP_URL: sink.url,
    OUTBOUND_ALLOW: new URL(site.url).host,
  });
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'complete-notice'");
  await expect.poll(async () => (await inquiry(notice.id)).customer?.name, SOON).toBe('桜木　みのり');
  await quiet();
  expect(told(notice, '桜木　みのり')).toHaveLength(1);
});

test('behind others on a portal that hangs, an owner hears of the notice within two minutes', async () => {
  const branch = await connected();
  site.set('hang', { on: 'form' });
  const first = await announced(branch, '先　客');
  await expect
    .poll(() => sql("SELECT 1 FROM jobs WHERE kind = 'complete-notice' AND lease_until > now()"), SOON)
    .toHaveLength(1);
  const second = await announced(branch, '後　客');
  await sql("UPDATE inquiries SET received_at = received_at - interval '2 minutes' WHERE id = $1", [
    second.id,
  ]);
  await sql('UPDATE jobs SET run_at = now() WHERE subject_id = $1', [second.id]);
  await expect.poll(() => told(second).length, SOON).toBe(1);
  expect(told(first)).toHaveLength(0);
  expect((await inquiry(second.id)).completion).toMatchObject({ state: 'waiting' });
  await sql("UPDATE jobs SET run_at = now() WHERE kind = 'tell-owner'");
  await expect.poll(() => told(first).length, SOON).toBe(1);
});
