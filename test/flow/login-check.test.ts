// A login's check in the background: what it shows, what it tries again by itself, and what only a person may repeat.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SiteSwitch } from '../../simulator/re-guide/model.ts';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { openKeptLog } from '../support/kept-log.ts';
import { attemptsOf, passTime, setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { whileStuck } from '../support/stuck.ts';

// Workers look for what is due once a second.
const SOON = { timeout: 10_000, interval: 20 };
let site: ReGuideSite;
let program: TestProgram;
let owner: Session;
let count = 0;
const { log, text } = openKeptLog('warn');
/** How often a worker came late with what it had found out. */
const late = () => text().split('a job was taken over').length - 1;
let account: { userId: string; password: string };
beforeAll(async () => {
  site = await startReGuideSite();
  program = await startTestProgram(undefined, { OUTBOUND_ALLOW: new URL(site.url).host }, log);
  owner = await signIn(program, program.owner);
});
afterAll(async () => {
  await program.stop();
  await site.stop();
});
beforeEach(async () => {
  account = { userId: `mihon-${++count}`, password: 'ひみつ right' };
  site.open(account);
  await setReGuideLogin(program.server, { url: site.loginUrl });
});
afterEach(() => site.set(null));

const newConnection = async () =>
  (await buildConnection(program.db, program.firm.organizationId, { state: 'draft' })).connectionId;
/** What a 409 said, and the person goes on with. */
type Warning = { isSame: boolean; isStrong: boolean };
const SAME = { isSame: true, isStrong: false };
const save = (id: string, password: string, more: { warned?: Warning } = {}) =>
  owner('PUT', `/connections/${id}/login`, { userId: account.userId, password, ...more });
const recheck = (id: string, body: { warned?: Warning } = {}) =>
  owner('POST', `/connections/${id}/login/check`, body);
const loginOf = async (id: string) => (await program.get(`/connections/${id}`)).login;
/** Waits until the check is over, and gives what is shown then. */
async function checked(id: string) {
  await expect.poll(async () => (await loginOf(id)).state, SOON).not.toBe('checking');
  return loginOf(id);
}
const sent = () => site.attempts.filter(({ userId }) => userId === account.userId).map((a) => a.password);
const PLANNED = "SELECT * FROM jobs WHERE subject_id = $1 AND kind = 'check-login'";
/** Checks that are planned; people are told of the last one by another job. */
const plannedChecksOf = async (id: string) =>
  (await asOwner(program.server, (client) => client.query(PLANNED, [id]))).rows;

test('the right login is verified while pages see how far it is, and looked at again within a day', async () => {
  const id = await newConnection();
  const seen: string[] = [];
  const off = program.live.subscribe(program.firm.organizationId, () => {
    loginOf(id).then(({ state, progress }) => seen.push(progress ?? state));
  });
  await whileStuck(program, 'UPDATE ON portal_logins', "NEW.progress = 'reading'", async (go) => {
    const { data } = await save(id, account.password);
    expect(data).toMatchObject({ state: 'checking', progress: 'waiting', isSetUp: true });
    await expect.poll(() => seen, SOON).toContain('submitting');
    await go();
  });
  const login = await checked(id);
  off();
  expect(login).toMatchObject({
    state: 'verified',
    outcome: 'verified',
    progress: null,
    retries: 0,
    failures: { mine: 0, others: 0 },
  });
  const wait = Date.parse(login.nextCheckAt) - Date.parse(login.checkedAt);
  expect(wait).toBeGreaterThan(5 * 3_600_000);
  expect(wait).toBeLessThan(31 * 3_600_000);
  expect(await attemptsOf(program.server, id)).toMatchObject([{ trigger: 'set-up', outcome: 'verified' }]);
  const { items } = await program.get(`/connections/${id}/history`);
  expect(items.map(({ action }: { action: string }) => action)).toEqual([
    'connection.login-checked',
    'connection.login-saved',
  ]);

  await passTime(program.server, id);
  await expect.poll(() => sent().length, SOON).toBe(2);
  await expect
    .poll(async () => (await attemptsOf(program.server, id)).at(-1), SOON)
    .toMatchObject({
      trigger: 'daily',
      outcome: 'verified',
    });
});

test.each<[SiteSwitch, string, number]>([
  ['password-expired', 'password-expired', 1],
  ['second-factor', 'second-factor', 1],
  ['action-needed', 'action-needed', 1],
  ['captcha', 'captcha', 0],
  ['blocked', 'blocked', 0],
  ['changed-page', 'site-changed', 0],
  ['elsewhere', 'site-changed', 0],
])('a portal that answers with %s: %s, and no machine tries again', async (what, outcome, times) => {
  const id = await newConnection();
  site.set(what);
  await save(id, account.password);
  expect(await checked(id)).toMatchObject({ state: 'failed', outcome, nextCheckAt: null, verifiedAt: null });
  await passTime(program.server, id);
  expect(await plannedChecksOf(id)).toEqual([]);
  expect(sent()).toHaveLength(times);
});

test('what was ours to mend needs somebody once the operator has mended it: a person checks it again', async () => {
  const id = await newConnection();
  site.set('changed-page');
  await save(id, account.password);
  expect(await checked(id)).toMatchObject({ state: 'failed', outcome: 'site-changed', isMended: false });
  const waiting = async () => (await program.get('/me')).attentionCount as number;
  const before = await waiting();
  site.set(null);
  await setReGuideLogin(program.server, { url: site.loginUrl });
  expect(await loginOf(id)).toMatchObject({ state: 'failed', outcome: 'site-changed', isMended: true });
  expect(await waiting()).toBe(before + 1);
  expect(sent()).toEqual([]);
  await recheck(id);
  expect(await checked(id)).toMatchObject({ state: 'verified', isMended: false });
});

test('a refused value goes out again only when a person insists after a warning with the counts', async () => {
  const id = await newConnection();
  await save(id, 'wrong 1');
  expect(await checked(id)).toMatchObject({
    state: 'failed',
    outcome: 'wrong-credentials',
    nextCheckAt: null,
    failures: { mine: 1, others: 0 },
  });
  const warned = { failures: { mine: 1, others: 0 }, isSame: true, isStrong: false };
  for (const refused of [await save(id, 'wrong 1'), await recheck(id)]) {
    expect(refused.status).toBe(409);
    expect(refused.data).toMatchObject({ code: 'login-refused-before', data: warned });
  }
  // Another connection of the firm has the same secret: it is the same account at the portal.
  expect((await save(await newConnection(), 'wrong 1')).status).toBe(409);
  expect(sent()).toEqual(['wrong 1']);

  expect((await recheck(id, { warned: SAME })).data.state).toBe('checking');
  expect((await checked(id)).failures.mine).toBe(2);
  expect((await save(id, 'wrong 1', { warned: SAME })).status).toBe(200);
  expect((await checked(id)).failures.mine).toBe(3);
  expect(sent()).toEqual(['wrong 1', 'wrong 1', 'wrong 1']);

  const strong = await save(id, 'wrong 2');
  expect(strong.data.data).toEqual({ failures: { mine: 3, others: 0 }, isSame: false, isStrong: true });
  expect((await save(id, account.password, { warned: strong.data.data })).status).toBe(200);
  expect((await checked(id)).state).toBe('verified');
});

test('who was warned of other refusals does not mean to repeat one that came meanwhile', async () => {
  const [one, two] = [await newConnection(), await newConnection()];
  for (const password of ['wrong 1', 'wrong 2', 'wrong 3']) {
    await save(one, password);
    await checked(one);
  }
  const often = (await save(one, 'wrong 4')).data.data;
  expect(often).toMatchObject({ isSame: false, isStrong: true });
  await save(one, 'wrong 4', { warned: often });
  await checked(one);
  // Shown before the other connection's check of the same value was refused.
  const stale = await save(two, 'wrong 4', { warned: often });
  expect(stale.status).toBe(409);
  expect(stale.data.data).toMatchObject({ isSame: true, isStrong: true });
  expect(sent()).toEqual(['wrong 1', 'wrong 2', 'wrong 3', 'wrong 4']);
});

test('another organization’s failures on the same ID warn and never block', async () => {
  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  const other = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
  const { connectionId } = await buildConnection(program.db, theirs.organizationId, { state: 'draft' });
  const id = await newConnection();
  for (const password of ['a', 'b', 'c']) {
    await save(id, password);
    await checked(id);
  }
  const given = { userId: account.userId, password: 'a' };
  const { status } = await other('PUT', `/connections/${connectionId}/login`, given);
  expect(status).toBe(200);
  await expect
    .poll(async () => (await other('GET', `/connections/${connectionId}`)).data.login, SOON)
    .toMatchObject({ outcome: 'wrong-credentials', failures: { mine: 1, others: 3 } });
  expect((await loginOf(id)).failures).toEqual({ mine: 3, others: 1 });
});

test('a portal that is down is tried after 5 minutes, 30 minutes, 3 hours, then daily, and its return is told', async () => {
  const id = await newConnection();
  site.set('error');
  await save(id, account.password);
  for (const [retries, minutes] of [
    [1, 5],
    [2, 30],
    [3, 180],
  ] as const) {
    await expect
      .poll(() => loginOf(id), SOON)
      .toMatchObject({ state: 'failed', outcome: 'unavailable', retries });
    const { nextCheckAt, checkedAt } = await loginOf(id);
    expect(Date.parse(nextCheckAt) - Date.parse(checkedAt)).toBe(minutes * 60_000);
    expect((await plannedChecksOf(id))[0].run_at).toEqual(new Date(nextCheckAt));
    await passTime(program.server, id);
  }
  await expect
    .poll(async () => {
      const { nextCheckAt, checkedAt } = await loginOf(id);
      return (Date.parse(nextCheckAt) - Date.parse(checkedAt)) / 3_600_000;
    }, SOON)
    .toBeGreaterThan(5.9);
  expect(sent()).toEqual([]);
  site.set(null);
  await passTime(program.server, id);
  await expect.poll(() => loginOf(id), SOON).toMatchObject({ state: 'verified', retries: 0 });
  expect((await attemptsOf(program.server, id)).map(({ trigger }) => trigger)).toEqual([
    'set-up',
    'retry',
    'retry',
    'retry',
    'daily',
  ]);
});

test('an error after the password left is not tried again by machine: nobody knows whether it was counted', async () => {
  const id = await newConnection();
  site.set('error', { on: 'answer' });
  await save(id, 'wrong 1');
  expect(await checked(id)).toMatchObject({
    state: 'failed',
    outcome: 'interrupted',
    nextCheckAt: null,
    failures: { mine: 1, others: 0 },
  });
  expect(await plannedChecksOf(id)).toEqual([]);
  expect((await save(id, 'wrong 1')).data.data).toMatchObject({ isSame: true });
});

test('a refused value that met a portal that was down is still refused: no machine sends it again', async () => {
  const id = await newConnection();
  await save(id, 'wrong 1');
  await checked(id);
  site.set('maintenance', { on: 'answer' });
  await recheck(id, { warned: SAME });
  expect(await checked(id)).toMatchObject({ outcome: 'unavailable', retries: 1 });
  expect(sent()).toHaveLength(2);
  site.set(null);
  expect((await recheck(id)).status).toBe(409);
  await passTime(program.server, id);
  await expect
    .poll(() => loginOf(id), SOON)
    .toMatchObject({ outcome: 'wrong-credentials', nextCheckAt: null });
  expect(sent()).toHaveLength(2);
});

test('a worker that dies after the password left: the next one sends nothing, the late one commits nothing', async () => {
  const id = await newConnection();
  site.set('slow', { ms: 5_000, userId: account.userId, on: 'answer' });
  const before = late();
  await save(id, account.password);
  await expect.poll(() => sent().length, SOON).toBe(1);
  const other = await startTestProgram({ ...program, port: 0 }, { OUTBOUND_ALLOW: new URL(site.url).host });
  await passTime(program.server, id);
  expect(await checked(id)).toMatchObject({ state: 'failed', outcome: 'interrupted' });
  await expect.poll(late, SOON).toBe(before + 1); // the first one wakes up with its answer
  expect(await loginOf(id)).toMatchObject({ state: 'failed', outcome: 'interrupted', nextCheckAt: null });
  expect(sent()).toHaveLength(1);
  expect(await attemptsOf(program.server, id)).toMatchObject([{ outcome: null }]);
  await other.stop();
});

test('what is saved while a check runs replaces it; the same value saved again does not', async () => {
  const id = await newConnection();
  site.set('slow', { ms: 3_000, userId: account.userId, on: 'answer' });
  const before = late();
  await save(id, 'wrong 1');
  await expect.poll(() => sent().length, SOON).toBe(1);
  const [again, twice] = await Promise.all([save(id, 'wrong 1'), save(id, 'wrong 1')]);
  expect([again.status, twice.status, again.data.version]).toEqual([200, 200, 1]);
  expect(sent()).toEqual(['wrong 1']);

  const { data } = await save(id, account.password);
  expect(data.version).toBe(2);
  expect(await checked(id)).toMatchObject({ state: 'verified', version: 2 });
  expect(sent()).toEqual(['wrong 1', account.password]);
  await expect.poll(late, SOON).toBe(before + 1); // the first answer comes
  expect(await loginOf(id)).toMatchObject({
    state: 'verified',
    version: 2,
    failures: { mine: 1, others: 0 },
  });
});

test('two connections with one secret: what the portal refused for one is not sent for the other', async () => {
  const [one, two] = [await newConnection(), await newConnection()];
  for (const id of [one, two]) {
    await save(id, account.password);
    expect((await checked(id)).state).toBe('verified');
  }
  site.open({ ...account, password: 'changed at the portal' });
  await passTime(program.server, one);
  await expect.poll(() => loginOf(one), SOON).toMatchObject({ outcome: 'wrong-credentials' });
  await passTime(program.server, two);
  await expect
    .poll(() => loginOf(two), SOON)
    .toMatchObject({ outcome: 'wrong-credentials', nextCheckAt: null });
  expect(sent()).toHaveLength(3);
  expect(site.accounts.get(account.userId)?.failures).toBe(1);
});

test('without the login page’s address nothing is sent; once it is set, the saved login is checked by itself', async () => {
  await setReGuideLogin(program.server, null);
  const id = await newConnection();
  expect((await save(id, account.password)).data).toMatchObject({ state: 'unverified', isSetUp: false });
  await passTime(program.server, id);
  await expect.poll(async () => (await plannedChecksOf(id))[0].run_at > new Date(), SOON).toBe(true);
  expect(await loginOf(id)).toMatchObject({ state: 'unverified', outcome: null, nextCheckAt: null });
  expect([sent(), await attemptsOf(program.server, id)]).toEqual([[], []]);

  // Not in an hour: the command makes what waits for the address due.
  await setReGuideLogin(program.server, { url: site.loginUrl });
  await expect.poll(() => loginOf(id), SOON).toMatchObject({ state: 'verified' });
});

test('a deleted connection’s login is gone, and a check under way commits nothing', async () => {
  const id = await newConnection();
  site.set('slow', { ms: 300, userId: account.userId, on: 'answer' });
  await save(id, account.password);
  await expect.poll(() => sent().length, SOON).toBe(1);
  expect((await owner('DELETE', `/connections/${id}`)).status).toBe(204);
  const rows = await asOwner(
    program.server,
    async (client) => (await client.query('SELECT * FROM portal_logins WHERE connection_id = $1', [id])).rows,
  );
  expect([rows, await plannedChecksOf(id)]).toEqual([[], []]);
  expect((await save(id, 'x')).status).toBe(404);
});

test('while the option is off nothing is checked; afterwards it goes on', async () => {
  const id = await newConnection();
  await save(id, account.password);
  await checked(id);
  const option = (isOn: boolean) =>
    asOwner(program.server, (client) => client.query('UPDATE organization_options SET is_on = $1', [isOn]));
  await option(false);
  await passTime(program.server, id);
  await expect.poll(async () => (await plannedChecksOf(id))[0].run_at > new Date(), SOON).toBe(true);
  expect((await loginOf(id)).state).toBe('verified');
  expect(sent()).toHaveLength(1);
  await option(true);
  await passTime(program.server, id);
  await expect.poll(() => sent().length, SOON).toBe(2);
});

test('what fails on our side at every try is given up, and said', async () => {
  const id = await newConnection();
  const alter = (change: string) =>
    asOwner(program.server, (client) => client.query(`ALTER TABLE login_attempts ${change}`));
  await alter(`ADD CONSTRAINT broken CHECK (connection_id <> '${id}') NOT VALID`);
  await save(id, account.password);
  for (let n = 1; n <= 5; n++) {
    await expect.poll(async () => (await plannedChecksOf(id))[0].attempts, SOON).toBe(n);
    await expect.poll(async () => (await plannedChecksOf(id))[0].lease_token, SOON).toBeNull();
    if (n < 5) await passTime(program.server, id);
  }
  await alter('DROP CONSTRAINT broken');
  expect(await loginOf(id)).toMatchObject({ state: 'failed', outcome: 'interrupted', progress: null });
  expect(sent()).toEqual([]);
  await recheck(id);
  expect(await checked(id)).toMatchObject({ state: 'verified' });
});

test('a program that stops before the password left gives the check to the next one, which begins anew', async () => {
  const id = await newConnection();
  site.set('hang', { on: 'form' });
  await save(id, account.password);
  await expect.poll(async () => (await loginOf(id)).progress, SOON).toBe('opening');
  const started = performance.now();
  await program.stop();
  expect(performance.now() - started).toBeLessThan(10_000);
  site.set(null);
  program = await startTestProgram({ ...program }, { OUTBOUND_ALLOW: new URL(site.url).host });
  expect(await checked(id)).toMatchObject({ state: 'verified' });
  expect((await attemptsOf(program.server, id)).map((one) => one.submitted_at !== null)).toEqual([
    false,
    true,
  ]);
  expect(sent()).toHaveLength(1);
});
