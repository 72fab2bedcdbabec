// Two who touch the same things at the same moment do so in one order (ADR 9): both have what they asked for at once, and the
// database has nobody to refuse. Each meeting is staged where one of them holds the half that the other wants next.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner, connectAsOwner, countWaiting } from '../support/database.ts';
import { buildConnection, buildMember } from '../support/factories.ts';
import { openKeptLog } from '../support/kept-log.ts';
import { composeInquiry } from '../support/mails.ts';
import { attemptsOf, passTime, setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';
import { whileStuck } from '../support/stuck.ts';

const SOON = { timeout: 20_000 };
const { log, text } = openKeptLog('warn');
let sink: Sink;
let site: ReGuideSite;
let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  sink = await openSink();
  site = await startReGuideSite();
  program = await startTestProgram(
    undefined,
    { SMTP_URL: sink.url, OPTIONS_SELF_SERVICE: 'true', OUTBOUND_ALLOW: new URL(site.url).host },
    log,
  );
  await setReGuideLogin(program.server, { url: site.loginUrl });
  owner = await signIn(program, program.owner);
});
afterAll(async () => {
  await program.stop();
  await site.stop();
  await sink.close();
});

const sql = (query: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(query, values)).rows);
const waiting = (many: number) => expect.poll(() => countWaiting(program.server), SOON).toBe(many);
/** Of jobs and of mails, what the database refused: it is tried again, a second or two later, and noted. */
const refusals = () => text().match(/40P01/g)?.length ?? 0;

test('a letter that was given up is done again in 要確認 and in 通知履歴', async () => {
  const { organizationId } = program.firm;
  const { data: mail } = await owner('POST', '/outgoing-mails/test');
  await expect.poll(() => sink.mails.length, SOON).toBe(1);
  await sql("UPDATE outgoing_mails SET state = 'failed', kind = 'given-up' WHERE id = $1", [mail.id]);
  const job = newId();
  await sql(
    `INSERT INTO jobs (id, organization_id, kind, subject_id, state, attempts, last_error, given_up_at)
      VALUES ($1, $2, 'send-mail', $3, 'dead', 5, 'x', now())`,
    [job, organizationId, mail.id],
  );
  const turn = await connectAsOwner(program.server);
  await turn.query('BEGIN');
  await turn.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `job|${organizationId}|send-mail|${mail.id}`,
  ]);
  const resent = owner('POST', `/outgoing-mails/${mail.id}/resend`);
  await waiting(1);
  const again = owner('POST', `/dead-jobs/${job}/reprocess`);
  await waiting(2);
  await turn.query('COMMIT');
  await turn.end();
  expect([(await resent).status, (await again).status]).toEqual([201, 204]);
  await expect.poll(() => sink.mails.length, SOON).toBe(2); // asked twice, it goes once
});

test('a mail that asks to confirm an address is settled on both pages it is shown on', async () => {
  const made = await buildConnection(program.db, program.firm.organizationId, { name: '確認' });
  const sample = '../../src/reading/rules/confirmation-samples/registration.eml';
  await program.sendMail(readFileSync(new URL(sample, import.meta.url)), [
    `${made.localPart}@inbox.localhost`,
  ]);
  await program.settled();
  const [{ mailId }] = (await program.get(`/connections/${made.connectionId}/confirmations`)).items;
  const [there, here] = await whileStuck(program, 'UPDATE ON confirmation_mails', 'true', async (go) => {
    const confirmed = owner('POST', `/confirmations/${mailId}/settle`);
    await waiting(1);
    const settled = owner('POST', `/mails/${mailId}/settle`);
    await waiting(2);
    await go();
    return Promise.all([confirmed, settled]);
  });
  expect(there.status).toBe(204);
  expect([204, 409]).toContain(here.status); // the other was first
});

/** A テスト反響 of this connection is being read, up to the test itself, when `meanwhile` is begun. */
async function whileTested<T>(connectionId: string, meanwhile: (testId: string) => Promise<T>): Promise<T> {
  const test = await connectAsOwner(program.server);
  try {
    return await whileStuck(program, 'UPDATE ON mails', "NEW.is_test AND NEW.state = 'read'", async (go) => {
      const { data } = await owner('POST', `/connections/${connectionId}/test-inquiry`);
      await waiting(1);
      await test.query('BEGIN');
      await test.query('SELECT FROM test_inquiries WHERE id = $1 FOR UPDATE', [data.id]);
      await go();
      const held = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()
        AND query LIKE '%test_inquiries%'`;
      await expect.poll(async () => (await sql(held)).length, SOON).toBe(1);
      const done = await meanwhile(data.id);
      await test.query('COMMIT');
      return done;
    });
  } finally {
    await test.end();
  }
}

test('who is in charge of a draft leaves while it is tried out', async () => {
  const { organizationId } = program.firm;
  const leaver = await buildMember(program.db, organizationId, { name: '去る人' });
  const { connectionId } = await buildConnection(program.db, organizationId, {
    name: '下書き',
    state: 'draft',
    assigneeId: leaver.userId,
  });
  const before = refusals();
  let left: ReturnType<Session> | undefined;
  await whileTested(connectionId, async () => {
    left = owner('POST', `/users/${leaver.userId}/deactivate`, { replacementId: null });
    await expect.poll(async () => (await countWaiting(program.server)) >= 1, SOON).toBe(true);
  });
  expect((await left)?.status).toBe(200);
  await program.settled();
  expect(refusals()).toBe(before);
});

test('a テスト反響 is read at the moment its time is over', async () => {
  const { connectionId } = await buildConnection(program.db, program.firm.organizationId, {
    name: '試す',
    state: 'active',
  });
  const before = refusals();
  const testId = await whileTested(connectionId, async (id) => {
    await sql("UPDATE jobs SET run_at = now() WHERE kind = 'finish-test-inquiry' AND subject_id = $1", [id]);
    // It has looked: either it waits for the test, or it comes again.
    const looked = `SELECT FROM jobs WHERE subject_id = $1 AND (lease_until IS NOT NULL OR run_at > now())`;
    await expect.poll(async () => (await sql(looked, [id])).length, SOON).toBe(1);
    return id as string;
  });
  const read = async () => (await program.get(`/connections/${connectionId}/test-inquiry/${testId}`)).readAt;
  await expect.poll(read, SOON).not.toBe(null);
  expect(refusals()).toBe(before);
});

test('the option is switched on while kept mails are read again', async () => {
  const { organizationId } = program.firm;
  const [first, second] = [
    await buildConnection(program.db, organizationId, { name: 'あ' }),
    await buildConnection(program.db, organizationId, { name: 'い' }),
  ];
  const option = (isOn: boolean) => owner('PUT', '/options/portal-integration', { isOn, isConfirmed: true });
  expect((await option(false)).status).toBe(200);
  // The older mail is the second connection's.
  for (const [index, { localPart }] of [second, first].entries()) {
    const raw = composeInquiry({ number: `E${index}`, phone: `090-0000-910${index}` });
    await program.sendMail(raw, [`${localPart}@inbox.localhost`]);
    await program.settled();
  }
  await sql("UPDATE mails SET reader_version = 'old'");
  const { data } = await owner('POST', '/replays', { connectionId: null, since: null, isQuiet: true });
  const state = async () => (await owner('GET', `/replays/${data.id}`)).data.state;
  await expect.poll(state, SOON).toBe('previewed');
  const before = refusals();
  const when = `NEW.state = 'waiting' AND NEW.connection_id = '${first.connectionId}'`;
  const on = await whileStuck(program, 'UPDATE ON mails', when, async (go) => {
    const switched = option(true);
    await waiting(1);
    expect((await owner('POST', `/replays/${data.id}/apply`, { isQuiet: true })).status).toBe(200);
    await waiting(2);
    await go();
    return switched;
  });
  expect(on.status).toBe(200);
  await expect.poll(state, SOON).toBe('done');
  expect(refusals()).toBe(before);
});

test('one account’s attempt that a dead worker left is closed for two connections', async () => {
  const account = { userId: 'mihon-1', password: 'ひみつ right' };
  site.open(account);
  const { organizationId } = program.firm;
  const checks = async (id: string) =>
    (await attemptsOf(program.server, id)).filter(({ outcome }) => outcome === 'verified').length;
  const build = async () => {
    const { connectionId } = await buildConnection(program.db, organizationId, { state: 'draft' });
    expect((await owner('PUT', `/connections/${connectionId}/login`, account)).status).toBe(200);
    await expect.poll(() => checks(connectionId), SOON).toBe(1);
    return connectionId;
  };
  const [died, other] = [await build(), await build()];
  await sql(
    `INSERT INTO login_attempts (id, organization_id, connection_id, portal, account_key, secret_key, trigger, started_at)
      SELECT $2, organization_id, connection_id, 're-guide', account_key, secret_key, 'daily', now() - interval '1 hour'
      FROM portal_logins WHERE connection_id = $1`,
    [died, newId()],
  );
  const before = refusals();
  const turn = await connectAsOwner(program.server);
  await turn.query('BEGIN');
  await turn.query(
    `SELECT pg_advisory_xact_lock(hashtextextended(organization_id || '|' || encode(account_key, 'hex'), 0))
      FROM portal_logins WHERE connection_id = $1`,
    [died],
  );
  await passTime(program.server, other);
  await waiting(1);
  await passTime(program.server, died);
  await waiting(2);
  await turn.query('COMMIT');
  await turn.end();
  for (const id of [died, other]) await expect.poll(() => checks(id), SOON).toBe(2);
  expect(refusals()).toBe(before);
});
