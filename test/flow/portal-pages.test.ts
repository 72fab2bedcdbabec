// Pages that only a member of the portal sees: opened with the connection's login, which is tried as carefully as in a check.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import {
  LOGIN_FINGERPRINT,
  openHttpDriver,
  openPortalPages,
  type PortalPageResult,
  type PortalPages,
} from '../../src/connections/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openFingerprint } from '../../src/platform/fingerprint.ts';
import { JOB_PUBLISHED, publishJob, startJobs } from '../../src/platform/jobs.ts';
import { openLog } from '../../src/platform/log.ts';
import { type Outbound, openOutbound } from '../../src/platform/outbound.ts';
import { openSealer } from '../../src/platform/sealing.ts';
import { openSignals, type Signals } from '../../src/platform/signals.ts';
import { loadPortals } from '../../src/portals/load.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection } from '../support/factories.ts';
import { attemptsOf, setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

const SOON = { timeout: 10_000, interval: 20 };
const log = openLog('silent');
let site: ReGuideSite;
let program: TestProgram;
let owner: Session;
let db: Database;
let signals: Signals;
let outbound: Outbound;
let pages: PortalPages;
let jobs: ReturnType<typeof startJobs>;
const told: string[] = [];
const opened = new Map<string, PortalPageResult>();
let count = 0;
let account: { userId: string; password: string };

beforeAll(async () => {
  site = await startReGuideSite();
  program = await startTestProgram(undefined, { OUTBOUND_ALLOW: new URL(site.url).host });
  owner = await signIn(program, program.owner);
  await setReGuideLogin(program.server, { url: site.loginUrl });
  db = await openDatabase(program.server, log);
  signals = await openSignals(db, [JOB_PUBLISHED], log);
  outbound = openOutbound({ allow: [new URL(site.url).host], timeoutMs: 1_000 });
  pages = openPortalPages({
    logins: {
      sealer: openSealer(program.secretKeys),
      fingerprint: openFingerprint(program.secretKeys, LOGIN_FINGERPRINT),
      portals: await loadPortals(),
    },
    drivers: { http: openHttpDriver(outbound), browser: null },
    log,
    onLoginChecked: async (_, { connectionId, outcome }) => void told.push(`${connectionId} ${outcome}`),
  });
  // A worker that reads pages, as the completion of a notice does.
  jobs = startJobs({
    db,
    signals,
    log,
    onChanged: () => {},
    handlers: {
      'open-page': {
        async run({ organizationId, subjectId, payload }, lease) {
          const { connectionId, url } = payload as { connectionId: string; url: string };
          const result = await pages.open({ organizationId, connectionId, url }, lease);
          await lease.done();
          opened.set(subjectId, result);
        },
      },
    },
  });
});
afterAll(async () => {
  await jobs.stop();
  await pages.close();
  await outbound.close();
  await signals.close();
  await db.close();
  await program.stop();
  await site.stop();
});
beforeEach(() => {
  account = { userId: `mihon-${++count}`, password: 'ひみつ right' };
  site.open(account);
});
afterEach(() => site.set(null));

async function verified(): Promise<string> {
  const { connectionId } = await buildConnection(program.db, program.firm.organizationId);
  await owner('PUT', `/connections/${connectionId}/login`, account);
  await expect.poll(() => stateOf(connectionId), SOON).toBe('verified');
  return connectionId;
}
const stateOf = async (id: string) => (await program.get(`/connections/${id}`)).login.state;
const sent = () => site.attempts.filter(({ userId }) => userId === account.userId).length;
async function open(connectionId: string, url = `${site.url}/member/`): Promise<PortalPageResult> {
  const { organizationId } = program.firm;
  const subjectId = newId();
  await db.withOrganization(organizationId, (tx) =>
    publishJob(tx, { organizationId, kind: 'open-page', subjectId, payload: { connectionId, url } }),
  );
  signals.send(JOB_PUBLISHED, '');
  await expect.poll(() => opened.get(subjectId), SOON).toBeDefined();
  return opened.get(subjectId) as PortalPageResult;
}

test('pages come with one sign-in, and another one once the portal has forgotten it', async () => {
  const id = await verified();
  for (let n = 0; n < 3; n++)
    expect(await open(id)).toEqual({ outcome: 'page', html: expect.stringContaining('ログアウト') });
  expect(sent()).toBe(2);
  site.signOutAll();
  expect((await open(id)).outcome).toBe('page');
  expect(sent()).toBe(3);
  expect((await attemptsOf(program.server, id)).map(({ trigger }) => trigger)).toEqual([
    'set-up',
    'notice',
    'notice',
  ]);
});

test('a login that is not verified opens nothing', async () => {
  const { connectionId } = await buildConnection(program.db, program.firm.organizationId);
  expect(await open(connectionId)).toEqual({ outcome: 'no-login' });
  await owner('PUT', `/connections/${connectionId}/login`, { ...account, password: 'wrong' });
  await expect.poll(() => stateOf(connectionId), SOON).toBe('failed');
  expect(await open(connectionId)).toEqual({ outcome: 'no-login' });
  expect(sent()).toBe(1);
});

test('a page of another site is not opened, whatever a mail says', async () => {
  const id = await verified();
  for (const url of ['https://www.example.com/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'x'])
    expect(await open(id, url)).toEqual({ outcome: 'elsewhere' });
  expect(sent()).toBe(1);
});

test('a password that no longer holds fails the login, once, and nothing is planned any more', async () => {
  const id = await verified();
  site.open({ ...account, password: 'changed at the portal' });
  expect(await open(id)).toEqual({ outcome: 'no-login' });
  expect(await open(id)).toEqual({ outcome: 'no-login' });
  expect((await program.get(`/connections/${id}`)).login).toMatchObject({
    state: 'failed',
    outcome: 'wrong-credentials',
    nextCheckAt: null,
  });
  expect(told.filter((one) => one.startsWith(id))).toEqual([`${id} wrong-credentials`]);
  const planned = await asOwner(program.server, async (client) => {
    const { rows } = await client.query("SELECT * FROM jobs WHERE kind = 'check-login' AND subject_id = $1", [
      id,
    ]);
    return rows;
  });
  expect(planned).toEqual([]);
  expect(sent()).toBe(2);
});

test('a portal that is down leaves the login as it is', async () => {
  const id = await verified();
  site.set('error');
  expect(await open(id)).toEqual({ outcome: 'unavailable' });
  expect(await stateOf(id)).toBe('verified');
  site.set(null);
  expect((await open(id)).outcome).toBe('page');
});

test('while another attempt on the account is under way it waits', async () => {
  const id = await verified();
  site.set('slow', { ms: 600, userId: account.userId, on: 'answer' });
  const first = open(id);
  await expect.poll(sent, SOON).toBe(2);
  expect(await open(id)).toEqual({ outcome: 'busy' });
  expect((await first).outcome).toBe('page');
});

test('a password typed while the old one is tried for a page is checked for itself', async () => {
  const id = await verified();
  const fresh = { ...account, password: 'changed at the portal' };
  site.open(fresh);
  site.set('slow', { ms: 800, userId: account.userId, on: 'answer' });
  const page = open(id); // with the old one, which is refused
  await expect.poll(sent, SOON).toBe(2);
  await owner('PUT', `/connections/${id}/login`, fresh);
  expect(await page).toEqual({ outcome: 'no-login' });
  await expect
    .poll(async () => (await program.get(`/connections/${id}`)).login, SOON)
    .toMatchObject({ state: 'verified', version: 2, failures: { mine: 1, others: 0 } });
});

test('a check that a person wants while the portal is signed in to for a page waits for its answer', async () => {
  const id = await verified();
  site.set('slow', { ms: 800, userId: account.userId, on: 'answer' });
  const page = open(id);
  await expect.poll(sent, SOON).toBe(2);
  await owner('POST', `/connections/${id}/login/check`, {});
  expect((await page).outcome).toBe('page');
  site.set(null);
  await expect.poll(() => stateOf(id), SOON).not.toBe('checking');
  expect((await program.get(`/connections/${id}`)).login).toMatchObject({ outcome: 'verified' });
  expect(await attemptsOf(program.server, id)).toMatchObject([
    { trigger: 'set-up', outcome: 'verified' },
    { trigger: 'notice', outcome: 'verified' },
    { trigger: 'person', outcome: 'verified' },
  ]);
});
