// What jobs that kill their workers may cost others: one try each, and a short wait from then on. (Mails: test/flow/reading-jobs.test.ts.)
import { setImmediate as immediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/accounts/index.ts';
import { asOwner, cloneDatabase } from '../../test/support/database.ts';
import { newId } from '../lib/ids.ts';
import { type Database, openDatabase } from './database.ts';
import { JOB_PUBLISHED, type Job, type JobHandler, startJobs } from './jobs.ts';
import { openLeftBehind } from './left-behind.ts';
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

const waiting = () =>
  asOwner(server, async (client) => (await client.query("SELECT 1 FROM jobs WHERE kind = 'crowd'")).rows);

/** One for each, due in this order; the first of them have killed this many workers. */
const due = (subjects: string[], died: number[] = []) =>
  asOwner(server, (client) =>
    client.query(
      `INSERT INTO jobs (id, organization_id, kind, subject_id, run_at, attempts, died, lease_token, lease_until)
       SELECT gen_random_uuid(), $1, 'crowd', s, now() - interval '1 min' + nr * interval '1 ms', least(coalesce(died, 0), 1), greatest(coalesce(died, 0) - 1, 0),
         CASE WHEN died > 0 THEN gen_random_uuid() END, CASE WHEN died > 0 THEN now() - interval '1 s' END
       FROM unnest($2::uuid[], $3::int[]) WITH ORDINALITY AS u (s, died, nr)`,
      [organizationId, subjects, died],
    ),
  );

/** A worker that notes in which order it began, and how many others were under way beside each. */
function startNoting(meanwhile: (job: Job) => Promise<unknown>, across = db.across) {
  const begun: Job[] = [];
  const beside = new Map<string, number>();
  const under = new Set<string>();
  const run: JobHandler['run'] = async (job, lease) => {
    begun.push(job);
    under.add(job.subjectId);
    for (const one of under) beside.set(one, Math.max(beside.get(one) ?? 0, under.size - 1));
    await meanwhile(job);
    under.delete(job.subjectId);
    await lease.done();
  };
  const worker = startJobs({
    db: { ...db, across },
    signals,
    log: openLog('silent'),
    handlers: { crowd: { run } },
    onChanged: () => {},
  });
  return { begun, beside, stop: worker.stop };
}

test('one whose workers died twice is done with nothing beside it, and what takes long keeps only it waiting', async () => {
  const [slow, diedOnce, later] = [newId(), newId(), newId()];
  const slowBegan = Promise.withResolvers<void>();
  const laterBegan = Promise.withResolvers<void>();
  const wasSeen = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const killers = [newId(), newId()];
  await due([slow]);
  const worker = startNoting(
    async ({ subjectId }) => {
      await waiting(); // long enough for others that were leased with it to begin
      if (subjectId === later) laterBegan.resolve();
      if (subjectId !== slow) return;
      slowBegan.resolve();
      await gate.promise;
    },
    async (name, ...rest) => {
      const rows = await db.across<never>(name, ...rest);
      if (rows.some(({ is_left }) => is_left)) wasSeen.resolve();
      return rows;
    },
  );
  await slowBegan.promise;
  await due([...killers, diedOnce, newId(), newId()], [2, 2, 1]);
  await wasSeen.promise;
  await due([later]);
  await laterBegan.promise; // for the worker does not wait without end to be idle
  gate.resolve();
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([]);
  await worker.stop();
  expect(killers.map((subjectId) => worker.beside.get(subjectId))).toEqual([0, 0]);
  expect(worker.begun.filter((job) => job.died === 2).map(({ subjectId }) => subjectId)).toEqual(killers);
  expect(worker.beside.get(diedOnce)).toBeGreaterThan(0);
});

test('however many were left, the others have their turn', async () => {
  const killers = Array.from({ length: 60 }, () => newId());
  const later = newId();
  await due(
    killers,
    killers.map(() => 2),
  );
  const worker = startNoting(async ({ subjectId }) => {
    if (subjectId === killers[0]) await due([later]);
    await asOwner(server, (client) => client.query('SELECT pg_sleep(0.03)'));
  });
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([]);
  await worker.stop();
  const order = worker.begun.map(({ subjectId }) => subjectId);
  expect(order.indexOf(later)).toBeLessThan(order.indexOf(killers.at(-1) ?? ''));
  expect(killers.map((subjectId) => worker.beside.get(subjectId))).toEqual(killers.map(() => 0));
});

test('however long it could not be done, its turn comes within minutes once nothing is in its way', async () => {
  let now = 0;
  const underWay = new Set([new Promise<void>(() => {})]);
  const done: number[] = [];
  const left = openLeftBehind(
    {
      isAny: async () => done.length === 0,
      lease: async () => (done.length === 0 ? now : null),
      work: async () => void done.push(now),
      underWay,
      stopping: new AbortController().signal,
    },
    () => now,
    async (ms, signal) => {
      await immediate(undefined, { signal });
      now += ms;
    },
  );
  const looks = async (forMs: number) => {
    for (const until = now + forMs; now < until; now += 1_000) await left.turn();
  };
  await looks(15 * 60_000);
  expect(done).toEqual([]);
  underWay.clear();
  const free = now;
  await looks(5 * 60_000);
  expect(done).toEqual([expect.any(Number)]);
  expect((done[0] ?? 0) - free).toBeLessThan(90_000);
});

test('one that takes long goes on beside the others, and a stop waits for its end', async () => {
  const [killer, later] = [newId(), newId()];
  const gate = Promise.withResolvers<void>();
  const laterBegan = Promise.withResolvers<void>();
  await due([killer], [2]);
  const worker = startNoting(async ({ subjectId }) => {
    if (subjectId === later) laterBegan.resolve();
    if (subjectId !== killer) return;
    await due([later]);
    await gate.promise;
  });
  await laterBegan.promise;
  const stopped = worker.stop();
  gate.resolve();
  await stopped;
  expect(await waiting()).toEqual([]);
});
