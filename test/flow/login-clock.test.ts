// Checks of logins by a worker whose clock is not the database's: what waits is looked at when it is due, and what was refused counts.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { holdRestoredLogins } from '../../src/connections/index.ts';
import { openLog } from '../../src/platform/log.ts';
import { openRunningDatabase } from '../../src/platform/running-database.ts';
import { countBegunJobs } from '../support/begun-jobs.ts';
import { clockOff } from '../support/clock.ts';
import { asOwner, urlOf } from '../support/database.ts';
import { buildConnection } from '../support/factories.ts';
import { attemptsOf, setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let site: ReGuideSite;
let program: TestProgram;
let owner: Session;
let jobs: Awaited<ReturnType<typeof countBegunJobs>>;
let count = 0;
let account: { userId: string; password: string };
beforeAll(async () => {
  site = await startReGuideSite();
  program = await startTestProgram(undefined, { OUTBOUND_ALLOW: new URL(site.url).host });
  owner = await signIn(program, program.owner);
  await setReGuideLogin(program.server, { url: site.loginUrl });
  jobs = await countBegunJobs(program);
});
afterAll(async () => {
  await program.stop();
  await site.stop();
});
beforeEach(() => {
  account = { userId: `mihon-${++count}`, password: 'ひみつ right' };
  site.open(account);
});
afterEach(() => site.set(null));

const newConnection = async () =>
  (await buildConnection(program.db, program.firm.organizationId, { state: 'draft' })).connectionId;
const save = (id: string, password: string) =>
  owner('PUT', `/connections/${id}/login`, { userId: account.userId, password });
const recheck = (id: string) => owner('POST', `/connections/${id}/login/check`, {});
const loginOf = async (id: string) => (await program.get(`/connections/${id}`)).login;
async function checked(id: string) {
  await expect.poll(async () => (await loginOf(id)).state).not.toBe('checking');
  return loginOf(id);
}
const sql = (text: string, values: unknown[]) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);
/** Another worker signs in with this connection's login at this moment; its password may have left. */
const underWay = (id: string, hasLeft: boolean) =>
  sql(
    `INSERT INTO login_attempts (id, organization_id, connection_id, portal, account_key, secret_key, trigger, started_at, submitted_at)
     SELECT gen_random_uuid(), l.organization_id, c.id, c.portal, account_key, secret_key, 'notice', now(), CASE WHEN $2::boolean THEN now() END
     FROM portal_logins l JOIN connections c ON c.id = l.connection_id WHERE c.id = $1`,
    [id, hasLeft],
  );

test('behind: while another one signs in with the account, a check comes again in seconds, not at once', async () => {
  const [one, two] = [await newConnection(), await newConnection()];
  await save(one, account.password);
  await checked(one);
  await underWay(one, false);
  clockOff(-MINUTE);
  await save(two, account.password);
  await jobs.pass(1.5);
  expect(await jobs.begun('check-login', two)).toBe(1);
  expect(await jobs.dueIn('check-login', two)).toBeGreaterThan(0);
  expect((await loginOf(two)).state).toBe('checking');
  await sql('UPDATE login_attempts SET finished_at = now() WHERE connection_id = $1', [one]);
  await expect.poll(async () => (await loginOf(two)).state).toBe('verified');
});

test('hours behind: a portal that is down is tried again in five minutes', async () => {
  const id = await newConnection();
  site.set('error');
  clockOff(-2 * HOUR);
  await save(id, account.password);
  await expect.poll(async () => (await loginOf(id)).outcome).toBe('unavailable');
  await jobs.pass(1.5);
  expect(await jobs.begun('check-login', id)).toBe(1);
  const minutes = (await jobs.dueIn('check-login', id)) / 60;
  expect(minutes).toBeGreaterThan(4.5);
  expect(minutes).toBeLessThan(5.1);
});

test('behind: while somebody has the page open, a login that fails is looked at again when they may have left', async () => {
  const id = await newConnection();
  expect((await owner('POST', `/connections/${id}/presence`)).status).toBe(204);
  clockOff(-MINUTE);
  await save(id, 'wrong');
  expect((await checked(id)).outcome).toBe('wrong-credentials');
  await expect.poll(() => jobs.begun('tell-login', id)).toBeGreaterThan(0);
  await jobs.pass(1.5);
  expect(await jobs.begun('tell-login', id)).toBe(1);
  expect(await jobs.dueIn('tell-login', id)).toBeGreaterThan(30);
});

test('minutes ahead: a sign-in that is under way has not been broken off', async () => {
  const id = await newConnection();
  await save(id, account.password);
  await checked(id);
  await underWay(id, true);
  clockOff(5 * MINUTE);
  expect((await recheck(id)).status).toBe(200);
});

test('a day ahead: what was refused today is counted', async () => {
  const id = await newConnection();
  await save(id, 'wrong');
  await checked(id);
  clockOff(25 * HOUR);
  expect((await save(id, 'wrong')).data.data).toMatchObject({ failures: { mine: 1 } });
});

test('hours behind: after a restore the sending that nobody knows of is the last one', async () => {
  const id = await newConnection();
  await save(id, account.password);
  await checked(id);
  clockOff(-2 * HOUR);
  const database = await openRunningDatabase(
    { databaseUrl: urlOf(program.server), dataDir: '', secretKeys: null },
    openLog('silent'),
  );
  await database.asOwner((tx) => holdRestoredLogins(tx));
  await database.close();
  const sent = (await attemptsOf(program.server, id)).filter(({ submitted_at }) => submitted_at !== null);
  const last = sent.toSorted((a, b) => Number(a.submitted_at) - Number(b.submitted_at)).at(-1);
  expect(last?.trigger).toBe('restore');
});
