// What a job that kills its workers may cost others: one try, and nothing from then on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/accounts/index.ts';
import { asOwner, cloneDatabase } from '../../test/support/database.ts';
import { newId } from '../lib/ids.ts';
import { type Database, openDatabase } from './database.ts';
import { JOB_PUBLISHED, type Job, type JobHandler, publishJob, startJobs } from './jobs.ts';
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
const left = () =>
  asOwner(server, async (client) => (await client.query("SELECT 1 FROM jobs WHERE kind = 'crowd'")).rows);

test('one whose workers died twice is done alone, in its turn: nothing else is begun beside it', async () => {
  const beside = new Map<string, number>();
  const under = new Set<string>();
  const gate = Promise.withResolvers<void>();
  const slowStarted = Promise.withResolvers<void>();
  const calls: Job[] = [];
  const run: JobHandler['run'] = async (job, lease) => {
    calls.push(job);
    const { subjectId } = job;
    under.add(subjectId);
    for (const one of under) beside.set(one, Math.max(beside.get(one) ?? 0, under.size - 1));
    if (subjectId === slow) {
      slowStarted.resolve();
      await gate.promise;
    }
    await left(); // long enough for others that were leased with it to begin
    under.delete(subjectId);
    await lease.done();
  };
  let looked = 0;
  const slow = newId();
  const worker = startJobs({
    db: {
      ...db,
      across: async (name, ...rest) => {
        const found = await db.across<never>(name, ...rest);
        looked += 1;
        return found;
      },
    },
    signals,
    log: openLog('silent'),
    handlers: { crowd: { run } },
    onChanged: () => {},
  });
  await db.withOrganization(organizationId, (tx) =>
    publishJob(tx, { organizationId, kind: 'crowd', subjectId: slow }),
  );
  signals.send(JOB_PUBLISHED, '');
  await slowStarted.promise;
  const subjects = Array.from({ length: 6 }, () => newId());
  const [first = '', , third = ''] = subjects;
  const killers = [first, third];
  // They came one after the other; two have killed two workers each, and the last died once with one of them.
  await asOwner(server, (client) =>
    client.query(
      `INSERT INTO jobs (id, organization_id, kind, subject_id, run_at, attempts, lease_token, lease_until)
       SELECT gen_random_uuid(), $1, 'crowd', s, now() - interval '1 min' + nr * interval '1 s', died,
         CASE WHEN died > 0 THEN gen_random_uuid() END, CASE WHEN died > 0 THEN now() - interval '1 s' END
       FROM unnest($2::uuid[]) WITH ORDINALITY AS u (s, nr),
         LATERAL (SELECT CASE WHEN s = ANY ($3::uuid[]) THEN 2 WHEN nr = 6 THEN 1 ELSE 0 END AS died) d`,
      [organizationId, subjects, killers],
    ),
  );
  const before = looked;
  signals.send(JOB_PUBLISHED, '');
  await expect.poll(() => looked).toBeGreaterThan(before + 1);
  // The longest due is one that was left: nothing more begins while something is under way.
  expect(calls.map(({ subjectId }) => subjectId)).toEqual([slow]);
  gate.resolve();
  await expect.poll(left).toEqual([]);
  await worker.stop();
  expect(calls.slice(0, 2).map(({ subjectId }) => subjectId)).toEqual([slow, first]);
  expect(killers.map((subjectId) => beside.get(subjectId))).toEqual([0, 0]);
  expect(calls.filter(({ attempts }) => attempts === 3).map(({ subjectId }) => subjectId)).toEqual(killers);
  expect(beside.get(subjects.at(-1) ?? '')).toBeGreaterThan(0);
});
