// Jobs on a real database: published in a transaction, leased once, fenced, tried again, given up.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createOrganization } from '../../src/accounts/index.ts';
import { asOwner, cloneDatabase } from '../../test/support/database.ts';
import { newId } from '../lib/ids.ts';
import { type Database, openDatabase, type Tx } from './database.ts';
import {
  JOB_PUBLISHED,
  type Job,
  type JobHandler,
  publishJob,
  publishJobs,
  startJobs,
  withdrawJob,
} from './jobs.ts';
import { openLog } from './log.ts';
import { openSignals, type Signals } from './signals.ts';

let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let signals: Signals;
let organizationId: string;
let otherId: string;
beforeAll(async () => {
  server = await cloneDatabase();
  db = await openDatabase(server, openLog('silent'));
  signals = await openSignals(db, [JOB_PUBLISHED], openLog('silent'));
  organizationId = await createOrganization(db, '株式会社みほん不動産');
  otherId = await createOrganization(db, '株式会社別の不動産');
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

test('one whose worker died is leased anew, and given up when twenty of them did', {
  timeout: 30_000,
}, async () => {
  const givenUp: string[] = [];
  const { calls, handler } = counting((_, lease) => wait(60_000, undefined, { signal: lease.signal }));
  const subjectId = await publish('dies');
  const expire = () =>
    asOwner(server, (client) =>
      client.query("UPDATE jobs SET lease_until = now() - interval '1 s', lease_token = gen_random_uuid()"),
    );
  const start = () =>
    working({ dies: { ...handler, givenUp: async (_tx, job) => void givenUp.push(job.subjectId) } });
  const workers = [start()];
  for (let n = 1; n <= 20; n++) {
    await expect.poll(() => calls.length, { timeout: 5_000 }).toBe(n);
    await expire();
    workers.push(start()); // the one before is busy for ever
  }
  await expect.poll(() => givenUp, { timeout: 5_000 }).toEqual([subjectId]);
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(await rows()).toMatchObject([{ state: 'dead', attempts: 0, died: 20, last_error: 'lease-expired' }]);
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

test('what a job publishes is done next, without a signal or the clock', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const done = Promise.withResolvers<void>();
  const next = newId();
  await db.withOrganization(organizationId, (tx) =>
    publishJob(tx, { organizationId, kind: 'first', subjectId: newId() }),
  );
  const worker = working({
    first: {
      run: (_, lease) =>
        lease
          .done((tx) => publishJob(tx, { organizationId, kind: 'second', subjectId: next }))
          .then(() => {}),
    },
    second: {
      run: async (_, lease) => {
        await lease.done();
        done.resolve();
      },
    },
  });
  await done.promise;
  await worker.stop();
});

test('one for later waits for its time', async () => {
  const { calls, handler } = counting(async (_, lease) => {
    await lease.settle(async (_tx, now) => new Date(now.getTime() + 3_600_000));
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

/** Publishes `n` jobs and only then lets anybody know. */
const publishMany = (kind: string, n: number, of = organizationId) =>
  db.withOrganization(of, async (tx) => {
    const published = Array.from({ length: n }, () => ({ organizationId: of, kind, subjectId: newId() }));
    await publishJobs(tx, published);
    return published.map(({ subjectId }) => subjectId).sort();
  });
/** A handler of both ways that writes what it did to a table in the job's transaction: only what committed counts. */
function joining(before: { together?: (jobs: Job[]) => unknown; run?: (job: Job) => unknown } = {}) {
  const together: { organizationId: string; subjects: string[] }[] = [];
  const alone: Job[] = [];
  return {
    together,
    alone,
    handler: {
      async run(job, lease) {
        alone.push(job);
        await before.run?.(job);
        await lease.done((tx) => note(tx, job.organizationId, [job]));
      },
      async together(tx, of, joined) {
        together.push({ organizationId: of, subjects: joined.map((job) => job.subjectId).sort() });
        await note(tx, of, joined);
        await before.together?.(joined);
      },
    } satisfies JobHandler,
  };
}
/** Leaves a job of its own for each that was done. */
const note = (tx: Tx, of: string, done: Job[]) =>
  publishJobs(
    tx,
    done.map(({ subjectId }) => ({ organizationId: of, kind: 'noted', subjectId })),
  );
const noted = async () => {
  const subjects = (await rows()).filter(({ kind }) => kind === 'noted').map((row) => row.subject_id);
  await asOwner(server, (client) => client.query("DELETE FROM jobs WHERE kind = 'noted'"));
  return subjects.sort();
};
const left = async (kind: string) => (await rows()).filter((row) => row.kind === kind);

test('many of one organization are done together, and none across organizations', async () => {
  const { together, alone, handler } = joining();
  const mine = await publishMany('joined', 20);
  const theirs = await publishMany('joined', 3, otherId);
  const changed: string[] = [];
  const worker = startJobs({
    db,
    signals,
    log: openLog('silent'),
    handlers: { joined: handler },
    onChanged: (of) => changed.push(of),
  });
  await expect.poll(() => left('joined')).toEqual([]);
  await worker.stop();
  expect(together).toHaveLength(2);
  expect(together).toContainEqual({ organizationId, subjects: mine });
  expect(together).toContainEqual({ organizationId: otherId, subjects: theirs });
  expect(alone).toEqual([]);
  expect(changed.sort()).toEqual([organizationId, otherId].sort());
  expect(await noted()).toEqual([...mine, ...theirs].sort());
});

test('one of many that throws costs only itself', async () => {
  let poison = '';
  const { together, alone, handler } = joining({
    together: () => {
      throw new Error('one of them');
    },
    run: ({ subjectId }) => {
      if (subjectId === poison) throw new Error('this one');
    },
  });
  const subjects = await publishMany('poisoned', 5);
  poison = subjects[2] ?? '';
  const worker = working({ poisoned: handler });
  await expect.poll(async () => (await left('poisoned')).map((row) => row.last_error)).toEqual(['Error']);
  expect(await left('poisoned')).toMatchObject([{ subject_id: poison, attempts: 1, lease_token: null }]);
  expect(await noted()).toEqual(subjects.filter((subject) => subject !== poison));

  // What was tried before goes alone.
  poison = '';
  await asOwner(server, (client) => client.query("UPDATE jobs SET run_at = now() WHERE kind = 'poisoned'"));
  await publishMany('poisoned', 1);
  signals.send(JOB_PUBLISHED, '');
  await expect.poll(() => left('poisoned')).toEqual([]);
  await worker.stop();
  expect(together).toHaveLength(1);
  expect(alone.map(({ attempts }) => attempts).sort()).toEqual([1, 1, 1, 1, 1, 1, 2]);
  expect(await noted()).toHaveLength(2);
});

test('one of many whose lease is lost drops out, and commits nothing', async () => {
  // The first organization's group is under way; the other's waits behind it in the one hand that is free.
  const busy = Array.from({ length: 7 }, () => Promise.withResolvers<void>());
  const gate = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const { together, alone, handler } = joining({
    together: async () => {
      started.resolve();
      await gate.promise;
    },
  });
  const keeping = counting(async (_, lease) => {
    await busy[keeping.calls.length - 1]?.promise;
    await lease.done();
  });
  await publishMany('keeping', 7);
  const mine = await publishMany('losing', 3);
  const theirs = await publishMany('losing', 3, otherId);
  const worker = working({ keeping: keeping.handler, losing: handler });
  await started.promise;
  const [lost = '', ...kept] = theirs;
  await db.withOrganization(otherId, (tx) =>
    withdrawJob(tx, { organizationId: otherId, kind: 'losing', subjectId: lost }),
  );
  gate.resolve();
  await expect.poll(() => left('losing')).toEqual([]);
  for (const one of busy) one.resolve();
  await worker.stop();
  expect(together).toEqual([
    { organizationId, subjects: mine },
    { organizationId: otherId, subjects: kept },
  ]);
  expect(alone.map(({ subjectId }) => subjectId)).toEqual([lost]);
  expect(await noted()).toEqual([...mine, ...kept].sort());
});

test('a stop ends the many that are under way and puts back those behind them', async () => {
  const gate = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const { handler } = joining({
    together: () => {
      throw new Error('one by one');
    },
    run: async () => {
      started.resolve();
      await gate.promise;
    },
  });
  const subjects = await publishMany('stopped', 4);
  const worker = working({ stopped: handler });
  await started.promise;
  const stopped = worker.stop();
  gate.resolve();
  await stopped;
  const done = await noted();
  expect(done).toHaveLength(1);
  const back = await left('stopped');
  expect(back.map((row) => row.subject_id).sort()).toEqual(subjects.filter((id) => !done.includes(id)));
  for (const row of back) expect(row).toMatchObject({ attempts: 0, lease_token: null, lease_until: null });
  await asOwner(server, (client) => client.query("DELETE FROM jobs WHERE kind = 'stopped'"));
});
