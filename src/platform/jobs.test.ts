// Jobs on a real database: published in a transaction, leased once, fenced, tried again, given up.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/accounts/index.ts';
import { asOwner, cloneDatabase } from '../../test/support/database.ts';
import { newId } from '../lib/ids.ts';
import { type Database, openDatabase } from './database.ts';
import { JOB_PUBLISHED, type Job, type JobHandler, publishJob, startJobs, withdrawJob } from './jobs.ts';
import { openLog } from './log.ts';
import { openSignals, type Signals } from './signals.ts';

let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let signals: Signals;
let organizationId: string;
beforeAll(async () => {
  server = await cloneDatabase();
  db = await openDatabase(server, openLog('silent'));
  signals = await openSignals(db, [JOB_PUBLISHED], openLog('silent'));
  organizationId = await createOrganization(db, '株式会社みほん不動産');
});
afterAll(async () => {
  await signals.close();
  await db.close();
});

const publish = async (kind: string, subjectId = newId(), more: { runAt?: Date } = {}) => {
  await db.withOrganization(organizationId, (tx) =>
    publishJob(tx, { organizationId, kind, subjectId, ...more }),
  );
  signals.send(JOB_PUBLISHED, '');
  return subjectId;
};
const rows = () =>
  asOwner(
    server,
    async (client) =>
      (await client.query("SELECT * FROM jobs WHERE kind <> 'tell-given-up' ORDER BY id")).rows,
  );
const working = (handlers: Record<string, JobHandler>) =>
  startJobs({ db, signals, log: openLog('silent'), handlers, onChanged: () => {} });
/** A handler and the wait for its n-th call. */
function counting(run: JobHandler['run']) {
  const calls: Job[] = [];
  return {
    calls,
    handler: {
      async run(job, lease) {
        calls.push(job);
        await run(job, lease);
      },
    } satisfies JobHandler,
  };
}

test('a job runs once on many workers, and is gone when it is done', async () => {
  const { calls, handler } = counting(async (_, lease) => {
    await lease.done();
  });
  const workers = [working({ once: handler }), working({ once: handler }), working({ once: handler })];
  const subjects = await Promise.all(Array.from({ length: 20 }, () => publish('once')));
  await expect.poll(async () => (await rows()).length).toBe(0);
  expect(calls.map((job) => job.subjectId).sort()).toEqual(subjects.sort());
  await Promise.all(workers.map((worker) => worker.stop()));
});

test('one that is published anew or withdrawn while it runs commits nothing', async () => {
  let goOn = () => {};
  let started = () => {};
  const written: number[] = [];
  const { calls, handler } = counting(async (job, lease) => {
    started();
    if (job.attempts === 1 && calls.length === 1) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    await lease.done(async () => {
      written.push(calls.length);
    });
  });
  const running = new Promise<void>((resolve) => {
    started = resolve;
  });
  const worker = working({ late: handler });
  const subjectId = await publish('late');
  await running;
  await publish('late', subjectId);
  await expect.poll(() => written).toEqual([2]);
  goOn();
  await worker.stop();
  expect(written).toEqual([2]);
  expect(await rows()).toEqual([]);

  await publish('nobody', subjectId);
  await db.withOrganization(organizationId, (tx) =>
    withdrawJob(tx, { organizationId, kind: 'nobody', subjectId }),
  );
  expect(await rows()).toEqual([]);
});

test('one that fails is tried again later, and after five tries it is given up and kept', async () => {
  const givenUp: string[] = [];
  const { calls, handler } = counting(async () => {
    throw Object.assign(new Error('secret of a customer'), { code: 'ODD' });
  });
  const worker = working({
    fails: { ...handler, givenUp: async (_tx, job) => void givenUp.push(job.subjectId) },
  });
  const subjectId = await publish('fails');
  for (let n = 1; n <= 5; n++) {
    await expect.poll(() => calls.length).toBe(n);
    await expect.poll(async () => (await rows())[0]?.lease_token).toBeNull();
    await asOwner(server, (client) => client.query('UPDATE jobs SET run_at = now()'));
    signals.send(JOB_PUBLISHED, '');
  }
  await expect.poll(() => givenUp).toEqual([subjectId]);
  expect(await rows()).toMatchObject([{ state: 'dead', attempts: 5, last_error: 'ODD' }]);
  await worker.stop();
  await db.withOrganization(organizationId, (tx) =>
    withdrawJob(tx, { organizationId, kind: 'fails', subjectId }),
  );
});

test('one that nobody would hear of is never given up for what it throws', async () => {
  const { calls, handler } = counting(async () => {
    throw Object.assign(new Error('the disk is full'), { code: '53100' });
  });
  const worker = working({ owed: handler });
  const subjectId = await publish('owed');
  for (const [n, seconds] of [4, 16, 64, 256, 600, 600, 600].entries()) {
    await expect.poll(() => calls.length).toBe(n + 1);
    await expect.poll(async () => (await rows())[0]?.lease_token).toBeNull();
    const [row] = await rows();
    expect(row.state).toBe('waiting');
    expect(Math.abs((row.run_at.getTime() - Date.now()) / 1_000 - seconds)).toBeLessThan(3);
    await asOwner(server, (client) => client.query('UPDATE jobs SET run_at = now()'));
    signals.send(JOB_PUBLISHED, '');
  }
  await worker.stop();
  await db.withOrganization(organizationId, (tx) =>
    withdrawJob(tx, { organizationId, kind: 'owed', subjectId }),
  );
});

test('one whose worker died is leased anew, and given up when that happens at every try', async () => {
  const givenUp: string[] = [];
  const { calls, handler } = counting((_, lease) => wait(60_000, undefined, { signal: lease.signal }));
  const subjectId = await publish('dies');
  const expire = () =>
    asOwner(server, (client) =>
      client.query("UPDATE jobs SET lease_until = now() - interval '1 s', lease_token = gen_random_uuid()"),
    );
  const worker = working({
    dies: { ...handler, givenUp: async (_tx, job) => void givenUp.push(job.subjectId) },
  });
  for (let n = 1; n <= 5; n++) {
    await expect.poll(() => calls.length, { timeout: 5_000 }).toBe(n);
    await expire();
    signals.send(JOB_PUBLISHED, '');
  }
  await expect.poll(() => givenUp, { timeout: 5_000 }).toEqual([subjectId]);
  await worker.stop();
  expect(await rows()).toMatchObject([{ state: 'dead', last_error: 'lease-expired' }]);
});

test('one that gives way to a stop has not been tried, and goes on at the next start', async () => {
  const long = async () => (await rows()).filter(({ kind }) => kind === 'long');
  let started = () => {};
  const running = new Promise<void>((resolve) => {
    started = resolve;
  });
  const { calls, handler } = counting(async (_, { signal }) => {
    started();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    signal.throwIfAborted();
  });
  const first = working({ long: handler });
  await publish('long');
  await running;
  await first.stop();
  expect(await long()).toMatchObject([
    { state: 'waiting', attempts: 0, lease_until: null, last_error: null },
  ]);

  const next = counting(async (_, lease) => {
    await lease.done();
  });
  const second = working({ long: next.handler });
  await expect.poll(async () => (await long()).length).toBe(0);
  expect([...calls, ...next.calls].map(({ attempts }) => attempts)).toEqual([1, 1]);
  await second.stop();
});

test('one for later waits for its time', async () => {
  const { calls, handler } = counting(async (_, lease) => {
    await lease.again(new Date(Date.now() + 3_600_000));
  });
  const worker = working({ later: handler });
  const later = await publish('later', newId(), { runAt: new Date(Date.now() + 3_600_000) });
  const now = await publish('later');
  await expect.poll(() => calls.map((job) => job.subjectId)).toEqual([now]);
  await expect
    .poll(async () => (await rows()).filter((row) => row.kind === 'later' && row.lease_token === null).length)
    .toBe(2);
  expect((await rows()).map((row) => row.subject_id)).toContain(later);
  await worker.stop();
});
