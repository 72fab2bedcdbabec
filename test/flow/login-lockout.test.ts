// No machine locks an account: random schedules of saves, checks, crashes and restarts against a portal that locks at the
// fifth wrong password, with up to four wrong ones.
import { OpenAPIHono } from '@hono/zod-openapi';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteSwitch } from '../../simulator/re-guide/model.ts';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import type { Caller } from '../../src/accounts/index.ts';
import {
  CHECK_LOGIN,
  checkLoginHandler,
  LOGIN_FINGERPRINT,
  type LoginKit,
  openHttpDriver,
} from '../../src/connections/index.ts';
import { loginRoutes } from '../../src/connections/login-routes.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { openFingerprint } from '../../src/platform/fingerprint.ts';
import { JOB_PUBLISHED, startJobs } from '../../src/platform/jobs.ts';
import { openLog } from '../../src/platform/log.ts';
import { type Outbound, openOutbound } from '../../src/platform/outbound.ts';
import { openSealer } from '../../src/platform/sealing.ts';
import { openSignals, type Signals } from '../../src/platform/signals.ts';
import { loadPortals } from '../../src/portals/load.ts';
import { cloneDatabase, connectAsOwner } from '../support/database.ts';
import { buildConnection, buildFirm } from '../support/factories.ts';
import { Life } from '../support/mortal.ts';
import { setReGuideLogin } from '../support/portal-login.ts';
import { openRandom } from '../support/random.ts';

const SCHEDULES = Number(process.env.TEST_SCHEDULES ?? 200);
/** Given: these schedules again, the first of them with this seed. */
const SEED = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000_000);
const WRONG = 4;

/** Schedules side by side, each lane with a portal, a database and its time of its own. */
const LANES = 4;

const log = openLog('silent');
const SECRET_KEYS = [{ id: 'k1', bytes: Buffer.alloc(32, 7) }];

interface Lane {
  site: ReGuideSite;
  db: Database;
  /** The database with its owner's eyes. */
  owner: pg.Client;
  signals: Signals;
  outbound: Outbound;
  logins: LoginKit;
  firm: Awaited<ReturnType<typeof buildFirm>>;
  close(): Promise<void>;
}

async function openLane(): Promise<Lane> {
  const site = await startReGuideSite();
  const server = await cloneDatabase();
  const db = await openDatabase(server, log);
  const owner = await connectAsOwner(server);
  const signals = await openSignals(db, [JOB_PUBLISHED], log);
  const outbound = openOutbound({ allow: [new URL(site.url).host], timeoutMs: 150 });
  const logins = {
    sealer: openSealer(SECRET_KEYS),
    fingerprint: openFingerprint(SECRET_KEYS, LOGIN_FINGERPRINT),
    portals: await loadPortals(),
  };
  await setReGuideLogin(server, { url: site.loginUrl });
  const close = async () => {
    await outbound.close();
    await signals.close();
    await owner.end();
    await db.close();
    await site.stop();
  };
  return { site, db, owner, signals, outbound, logins, firm: await buildFirm(db), close };
}

/** A process with a worker, until it is stopped or dies. */
function startWorker({ db, signals, outbound, logins }: Lane) {
  const life = new Life();
  const handler = checkLoginHandler({
    logins,
    drivers: { http: openHttpDriver(life.outbound(outbound)), browser: null },
    log,
    onLoginChecked: async () => {},
  });
  const handlers = { [CHECK_LOGIN]: handler };
  const wake = () => signals.send(JOB_PUBLISHED, '');
  const worker = startJobs({ db: life.database(db), signals, log, handlers, onChanged: wake });
  return { life, stop: worker.stop };
}

/** The API as the firm's owner: its routes, without sign-in. */
function api({ firm, db, logins, signals }: Lane) {
  const app = new OpenAPIHono<Caller>();
  const { organizationId, owner } = firm;
  app.use(async (c, next) => {
    const who = { userId: owner.userId, name: owner.name, email: owner.email, organizationId };
    c.set('principal', { type: 'user', role: 'owner', ...who });
    await next();
  });
  // A refusal is an answer here, not a stack trace.
  app.onError((error, c) => c.json({ code: error.message, ...(error as { data?: object }) }, 409));
  app.route('/', loginRoutes({ db, logins, onChanged: () => signals.send(JOB_PUBLISHED, '') }));
  return async (method: string, path: string, body: object) => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await app.request(path, { method, headers, body: JSON.stringify(body) });
    return {
      status: answer.status,
      ...((await answer.json()) as { data?: { isSame: boolean; isStrong: boolean } }),
    };
  };
}

const SWITCHES: (SiteSwitch | null)[] = [
  null,
  null,
  null,
  'error',
  'drop',
  'hang',
  'slow',
  'huge',
  'maintenance',
  'endless-redirects',
  'elsewhere',
  'changed-page',
  'captcha',
  'too-many',
];

/** One schedule; resolves with the account's wrong passwords as the portal saw them. */
async function play(lane: Lane, seed: number): Promise<{ wrong: string[]; locks: number }> {
  const { site, owner, signals } = lane;
  const random = openRandom(seed);
  const userId = `mihon-${seed}`;
  const account = site.open({ userId, password: 'right' });
  const values = ['right', ...Array.from({ length: WRONG }, (_, n) => `wrong ${n}`)];
  const typed = new Set<string>();
  const connections: string[] = [];
  for (let n = 0; n < 2; n++)
    connections.push((await buildConnection(lane.db, lane.firm.organizationId)).connectionId);
  const call = api(lane);
  let worker = startWorker(lane);

  /** Until nothing runs and nothing is due, or the worker is dead. */
  async function quiet(): Promise<void> {
    signals.send(JOB_PUBLISHED, '');
    while (!worker.life.isOver) {
      const { rows } = await owner.query(
        `SELECT FROM jobs WHERE state = 'waiting' AND (lease_until > now() OR run_at <= now()) AND subject_id = ANY ($1)`,
        [connections],
      );
      if (rows.length === 0) return;
      await new Promise((later) => setTimeout(later, 10));
    }
  }
  /** Hours: all that is planned is due, every lease of a dead worker is over. */
  async function passTime(): Promise<void> {
    await owner.query(
      "UPDATE jobs SET run_at = now(), lease_until = now() - interval '1 s' WHERE subject_id = ANY ($1)",
      [connections],
    );
    await owner.query("UPDATE login_attempts SET started_at = started_at - interval '10 min'");
    signals.send(JOB_PUBLISHED, '');
  }
  async function restart(): Promise<void> {
    await worker.stop();
    if (worker.life.isOver) await passTime();
    worker = startWorker(lane);
  }
  async function later(): Promise<void> {
    await quiet();
    await passTime();
  }

  const steps = 6 + random.below(8);
  for (let n = 0; n < steps; n++) {
    const id = random.pick(connections);
    const what = random.below(12);
    if (what < 5) {
      const body = { userId, password: random.pick(values) };
      typed.add(body.password);
      const saved = await call('PUT', `/connections/${id}/login`, body);
      // A person who is warned of many failures, and not of this value, goes on.
      if (saved.data && !saved.data.isSame)
        await call('PUT', `/connections/${id}/login`, { ...body, warned: saved.data });
    } else if (what < 6) await call('POST', `/connections/${id}/login/check`, {});
    else if (what < 8) await later();
    else if (what < 10) worker.life.endAfter(1 + random.below(24));
    else if (what < 11)
      site.set(random.pick(SWITCHES), { on: random.pick(['form', 'answer', 'everywhere']), ms: 40 });
    else if (account.password === 'right') {
      // Changed at the portal: what was right is one of the wrong ones from now on, instead of one that nobody typed yet.
      const spare = values.findIndex((value) => value !== 'right' && !typed.has(value));
      if (spare < 0) continue;
      account.password = 'changed';
      values[spare] = 'changed';
    }
    if (random.chance(0.6)) await quiet();
    else await new Promise((soon) => setTimeout(soon, random.below(40)));
    if (worker.life.isOver || random.chance(0.1)) await restart();
  }
  // In the end everything that is planned happens, with the portal up again.
  site.set(null);
  for (let n = 0; n < 3; n++) {
    if (worker.life.isOver) await restart();
    await later();
    await quiet();
  }
  await worker.stop();
  const wrong = site.attempts.filter(
    (attempt) => attempt.userId === userId && ['wrong', 'locked-now', 'locked'].includes(attempt.result),
  );
  return { wrong: wrong.map(({ password }) => password), locks: account.locks };
}

let lanes: Lane[];
beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, openLane));
});
afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
});

test(`${SCHEDULES} random schedules with up to ${WRONG} wrong passwords never lock the account`, {
  timeout: 900_000,
}, async () => {
  let started = 0;
  let refused = 0;
  const run = async (lane: Lane) => {
    while (started < SCHEDULES) {
      const seed = SEED + started++;
      const { wrong, locks } = await play(lane, seed);
      const says = `TEST_SEED=${seed} TEST_SCHEDULES=1`;
      expect(locks, says).toBe(0);
      // Stronger: each wrong password reached the portal's comparison once at most.
      expect(wrong, says).toEqual([...new Set(wrong)]);
      refused += wrong.length;
    }
  };
  await Promise.all(lanes.map(run));
  // The schedules do try wrong passwords: a test that sends none proves nothing.
  expect(refused).toBeGreaterThan(SCHEDULES / 2);
});
