// kill -9 of the real program in the middle of a login's check: what had left is not sent again, what had not is.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { killStarted, startCommand } from '../support/command.ts';
import { cloneDatabase, urlOf } from '../support/database.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { attemptsOf, passTime, setReGuideLogin } from '../support/portal-login.ts';
import { signIn } from '../support/session.ts';

const SOON = { timeout: 20_000, interval: 50 };
let site: ReGuideSite;
let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let firm: Awaited<ReturnType<typeof buildFirm>>;
let id: string;
let account: { userId: string; password: string };
let count = 0;
beforeAll(async () => {
  site = await startReGuideSite();
  server = await cloneDatabase();
  db = await openDatabase(server, openLog('silent'));
  firm = await buildFirm(db);
  await setReGuideLogin(server, { url: site.loginUrl });
});
afterAll(async () => {
  killStarted();
  await db.close();
  await site.stop();
});
beforeEach(async () => {
  account = { userId: `mihon-${++count}`, password: 'right' };
  site.open(account);
  id = (await buildConnection(db, firm.organizationId)).connectionId;
});

async function start() {
  const program = startCommand(['start'], {
    DATABASE_URL: urlOf(server),
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    OUTBOUND_ALLOW: new URL(site.url).host,
  });
  await program.says('Ctrl-C');
  const url = /http:\/\/\S+/.exec(program.said.text)?.[0] ?? '';
  const owner = await signIn({ url }, { email: firm.owner.email, password: PASSWORD });
  return { ...program, owner, login: async () => (await owner('GET', `/connections/${id}`)).data.login };
}

test.each([
  ['after the password left', 'answer', { state: 'failed', outcome: 'interrupted' }, 1],
  ['before the password left', 'form', { state: 'verified' }, 1],
] as const)('killed %s', { timeout: 120_000 }, async (_, on, becomes, times) => {
  const before = site.attempts.length;
  site.set('slow', { on, ms: 10_000 });
  const first = await start();
  await first.owner('PUT', `/connections/${id}/login`, account);
  await expect
    .poll(async () => (await first.login()).progress, SOON)
    .toBe(on === 'answer' ? 'submitting' : 'opening');
  if (on === 'answer') await expect.poll(() => site.attempts.length - before, SOON).toBe(1);
  first.child.kill('SIGKILL');
  await first.ended;
  site.set(null);

  const next = await start();
  expect((await next.login()).state).toBe('checking');
  await passTime(server); // the dead one's lease is over
  await expect.poll(next.login, SOON).toMatchObject(becomes);
  expect(site.attempts.length - before).toBe(times);
  expect((await attemptsOf(server, id)).filter((one) => one.submitted_at !== null)).toHaveLength(1);
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(0);
});
