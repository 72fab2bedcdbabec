// Jobs whose worker's clock is not the database's, which says what is due.
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/accounts/index.ts';
import { clockOff } from '../../test/support/clock.ts';
import { asOwner, cloneDatabase } from '../../test/support/database.ts';
import { newId } from '../lib/ids.ts';
import { type Database, openDatabase } from './database.ts';
import { JOB_PUBLISHED, type JobHandler, publishJob, startJobs } from './jobs.ts';
import { openLog } from './log.ts';
import { openSignals, type Signals } from './signals.ts';

const log = openLog('silent');
let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let signals: Signals;
let organizationId: string;
beforeAll(async () => {
  server = await cloneDatabase();
  db = await openDatabase(server, log);
  signals = await openSignals(db, [JOB_PUBLISHED], log);
  organizationId = await createOrganization(db, '株式会社みほん不動産');
});
afterAll(async () => {
  await signals.close();
  await db.close();
});

const working = (handlers: Record<string, JobHandler>) =>
  startJobs({ db, signals, log, handlers, onChanged: () => {} });
const publish = (kind: string) =>
  db.withOrganization(organizationId, (tx) => publishJob(tx, { organizationId, kind, subjectId: newId() }));

test('one that comes again for a moment that is over does so once a second', async () => {
  let calls = 0;
  const over: JobHandler = {
    async run(_, lease) {
      calls += 1;
      await lease.settle(async () => new Date(0));
    },
  };
  const passed = Promise.withResolvers<void>();
  const later: JobHandler = {
    async run(_, lease) {
      await lease.done();
      passed.resolve();
    },
  };
  await publish('over');
  await publish('later');
  await asOwner(server, (client) =>
    client.query("UPDATE jobs SET run_at = now() + interval '2.5 s' WHERE kind = 'later'"),
  );
  const worker = working({ over, later });
  await passed.promise;
  await worker.stop();
  expect(calls).toBeGreaterThan(0);
  expect(calls).toBeLessThanOrEqual(4);
});

test('work is told the database’s time, whatever the clock of its process says', async () => {
  clockOff(-3_600_000);
  const offBy: number[] = [];
  const told: JobHandler = {
    async run(_, lease) {
      await lease.hold(async (tx, now) => {
        const { rows } = await tx.execute<{ seconds: number }>(
          sql`SELECT extract(epoch FROM now() - ${now.toISOString()}::timestamptz)::float AS seconds`,
        );
        offBy.push(Math.abs(rows[0]?.seconds ?? Number.NaN));
      });
      await lease.done();
    },
  };
  await publish('told');
  const worker = working({ told });
  await expect.poll(() => offBy).toHaveLength(1);
  await worker.stop();
  expect(offBy[0]).toBeLessThan(0.002);
});
