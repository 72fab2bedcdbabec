// What is held back, tried again or planned, by a worker whose clock is not the database's: each thing happens once, when it is due.
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { countBegunJobs } from '../support/begun-jobs.ts';
import { awayFromFullHour, clockOff } from '../support/clock.ts';
import { buildConnection } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { type Office, openOffice } from '../support/office.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
let at: Office;
let jobs: Awaited<ReturnType<typeof countBegunJobs>>;
beforeAll(async () => {
  at = await openOffice();
  jobs = await countBegunJobs(at.program);
});
afterAll(() => at.close());
beforeEach(async () => {
  at.sink.behaves();
  await at.clear();
});

const hear = (pace: string) =>
  at.sato('PUT', '/me/notices', { own: { mail: true, push: true, pace, quiet: null } });
const mailed = () => at.sink.to(at.program.firm.salesperson.email);
let count = 0;
/** An inquiry that is 佐藤's. */
const send = () => {
  count += 1;
  const number = `RG-K-${count}`;
  const phone = `090-0000-${4000 + count}`;
  return at.program.sendMail(
    composeInquiry({ number, name: `時計　${count}号`, phone, messageId: `k${count}@re-guide.jp` }),
  );
};
const holdBack = async (many: number) => {
  await awayFromFullHour();
  await hear('hourly');
  for (let nr = 0; nr < many; nr += 1) await send();
  await expect.poll(() => at.sql("SELECT 1 FROM outgoing_mails WHERE state = 'held'")).toHaveLength(many);
};
const testMail = async () => (await at.owner('POST', '/outgoing-mails/test')).data.id as string;
const mailOf = async (id: string) =>
  (
    await at.sql(
      `SELECT state, attempts, last_error, extract(epoch FROM next_at - now())::float AS left
       FROM outgoing_mails WHERE id = $1`,
      [id],
    )
  )[0];

test('behind: what is held back goes when it is due, by one look at it', async () => {
  await holdBack(2);
  const before = await jobs.begun('release-held', at.satoId());
  clockOff(-60_000);
  await at.sql(`WITH due AS (UPDATE outgoing_mails SET due_at = date_trunc('second', now()) + interval '1 s'
      WHERE state = 'held')
    UPDATE jobs SET run_at = date_trunc('second', now()) + interval '1 s' WHERE kind = 'release-held'`);
  await jobs.pass(2.5);
  expect((await jobs.begun('release-held', at.satoId())) - before).toBe(1);
  await expect
    .poll(() => mailed().map(({ subject }) => subject))
    .toEqual([expect.stringContaining('（2件）')]);
});

test('behind: what is let go after a restore has not happened before it, and is told', async () => {
  await holdBack(2);
  onTestFinished(() => at.sql('DELETE FROM restores').then(() => {}));
  await at.sql("INSERT INTO restores VALUES ($1, now(), now() - interval '1 s')", [newId()]);
  clockOff(-60_000);
  await at.sql(`WITH due AS (UPDATE outgoing_mails SET due_at = now() - interval '2 minutes' WHERE state = 'held')
    UPDATE jobs SET run_at = now() WHERE kind = 'release-held'`);
  await expect.poll(mailed).toHaveLength(1);
});

test('ahead: who wants to hear at once does', async () => {
  await holdBack(1);
  clockOff(HOUR * 1_000);
  expect((await hear('at-once')).status).toBe(200);
  await expect.poll(mailed).toHaveLength(1);
});

test('hours behind: what a relay puts off is tried again for a day, not at once', async () => {
  at.sink.behaves((stage) => {
    if (stage === 'rcpt') throw '451 4.7.1 greylisted';
  });
  clockOff(-2 * HOUR * 1_000);
  const id = await testMail();
  let waited = 0;
  for (let tried = 1; tried <= 8; tried += 1) {
    await expect.poll(async () => (await mailOf(id)).attempts).toBeGreaterThanOrEqual(tried);
    if (tried === 1) await jobs.pass(1.5);
    const { attempts, left } = await mailOf(id);
    expect(attempts).toBe(tried);
    expect(Math.abs((await jobs.dueIn('send-mail', id)) - left)).toBeLessThan(1);
    waited += left;
    await at.sql('UPDATE jobs SET run_at = now() WHERE subject_id = $1', [id]);
  }
  await expect.poll(async () => (await mailOf(id)).state).toBe('failed');
  expect(waited / HOUR).toBeGreaterThan(23.5);
  expect(waited / HOUR).toBeLessThan(24.5);
});

test('hours behind: the next person is called when nobody has responded for as long as the rule says', async () => {
  const { data } = await at.owner('GET', '/escalations');
  expect(data.items).toEqual([]);
  const { userId } = at.program.firm.owner;
  const rule = { afterMinutes: 30, people: [userId], managerId: null, hours: null };
  expect((await at.owner('PUT', '/escalations', { connectionId: null, version: null, rule })).status).toBe(
    200,
  );
  clockOff(-2 * HOUR * 1_000);
  await send();
  await expect.poll(mailed).toHaveLength(1);
  const [{ subject_id: id }] = await at.sql("SELECT subject_id FROM jobs WHERE kind = 'escalate'");
  await jobs.pass(1);
  expect(await jobs.begun('escalate', id)).toBe(0);
  expect(await jobs.dueIn('escalate', id)).toBeGreaterThan(29 * MINUTE);
  await at.sql("UPDATE jobs SET run_at = now() WHERE kind = 'escalate'");
  await expect.poll(() => jobs.begun('escalate', id)).toBe(1);
  await expect.poll(() => jobs.dueIn('escalate', id)).toBeGreaterThan(29 * MINUTE);
  await at.sql("DELETE FROM jobs WHERE kind = 'escalate'");
});

test('behind: a reminder goes on its day, by one look', async () => {
  const { organizationId } = at.program.firm;
  const { connectionId } = await buildConnection(at.program.db, organizationId, { name: '静かな店' });
  clockOff(-60_000);
  await at.sql(
    `WITH c AS (UPDATE connections SET activated_at = date_trunc('second', now()) + interval '1 s' - interval '72 h'
      WHERE id = $1)
    INSERT INTO jobs (id, organization_id, kind, subject_id, run_at)
    VALUES (gen_random_uuid(), $2, 'remind-first-mail', $1, date_trunc('second', now()) + interval '1 s')`,
    [connectionId, organizationId],
  );
  await jobs.pass(2.5);
  expect(await jobs.begun('remind-first-mail', connectionId)).toBe(1);
});

test('behind: while the relay is left alone, a mail waits until then, and is looked at once', async () => {
  at.sink.behaves((stage) => {
    if (stage === 'mail') throw '530 5.7.0 sign in';
  });
  clockOff(-60_000);
  const first = await testMail();
  await expect.poll(async () => (await mailOf(first)).attempts).toBe(1);
  const second = await testMail();
  await expect.poll(async () => (await mailOf(second)).last_error).toBe('auth');
  await jobs.pass(1.5);
  expect(await jobs.begun('send-mail', second)).toBe(1);
  expect(await mailOf(second)).toMatchObject({ state: 'waiting', attempts: 0 });
  expect((await mailOf(second)).left).toBeGreaterThan(0);
  expect((await mailOf(second)).left).toBeLessThan(15);
});
