// What an outage of the database costs a job: no try, while it cannot be to blame. And what is said while none can be leased.
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createOrganization } from '../../src/accounts/index.ts';
import { breakFunction } from '../../test/support/broken-function.ts';
import { asOwner, cloneDatabase } from '../../test/support/database.ts';
import { openKeptLog } from '../../test/support/kept-log.ts';
import { openDatabaseProxy } from '../../test/support/proxy.ts';
import { newId } from '../lib/ids.ts';
import { type Database, openDatabase, type Tx } from './database.ts';
import { JOB_PUBLISHED, type JobHandler, publishJob, startJobs } from './jobs.ts';
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

type Proxy = Awaited<ReturnType<typeof openDatabaseProxy>>;
/** Where the jobs find their database gone: the workers themselves have another way to it. */
let proxy: Proxy;
let shaky: Database;
beforeEach(async () => {
  proxy = await openDatabaseProxy(server);
  shaky = await openDatabase({ url: proxy.url }, openLog('silent'));
});
afterEach(async () => {
  await asOwner(server, (client) => client.query('DELETE FROM jobs'));
  await shaky.close();
  await proxy.close();
});

const rows = () =>
  asOwner(server, async (client) => (await client.query("SELECT * FROM jobs WHERE kind = 'cut'")).rows);
const hasten = (set: string) =>
  asOwner(server, (client) => client.query(`UPDATE jobs SET run_at = now(), ${set}`)).then(() =>
    signals.send(JOB_PUBLISHED, ''),
  );
/** Publishes a job in whose middle every connection is cut, and works on it. Somebody hears of its end, or nobody does. */
async function work(
  givenUp: JobHandler['givenUp'] | null = async () => {},
  befalls: (tx: Tx) => unknown = () => proxy.cut(),
) {
  let tried = 0;
  const subjectId = newId();
  const worker = startJobs({
    db,
    signals,
    log: openLog('silent'),
    handlers: {
      cut: {
        async run() {
          tried += 1;
          await shaky.withOrganization(organizationId, async (tx) => {
            await befalls(tx);
            await tx.execute('SELECT 1');
          });
        },
        ...(givenUp && { givenUp }),
      },
    },
    onChanged: () => {},
  });
  await db.withOrganization(organizationId, (tx) =>
    publishJob(tx, { organizationId, kind: 'cut', subjectId }),
  );
  signals.send(JOB_PUBLISHED, '');
  return { tried: () => tried, stop: () => worker.stop() };
}

test.each([
  ['no connection can be had', (proxy: Proxy) => proxy.close(), 0],
  ['it is cut in the middle', async () => {}, 6],
])('%s: that is no try of the job’s', async (_, befall, lost) => {
  await befall(proxy);
  const { tried, stop } = await work();
  for (let n = 1; n <= 6; n++) {
    await expect.poll(tried).toBe(n);
    await expect.poll(async () => (await rows())[0]?.lease_token).toBeNull();
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 0, lost: Math.min(n, lost) }]);
    if (n < 6) await hasten('state = state');
  }
  await stop();
});

test.each([
  ['it runs out of time', "SET LOCAL statement_timeout = '20ms'; SELECT pg_sleep(10)"],
  ['another has the lock', "SET LOCAL lock_timeout = '20ms'; SELECT pg_advisory_xact_lock(4711)"],
])('%s: that is none either', async (_, does) => {
  await asOwner(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(4711)');
    const { tried, stop } = await work(undefined, (tx) => tx.execute(does));
    await expect.poll(tried).toBe(1);
    await expect.poll(rows).toMatchObject([{ state: 'waiting', attempts: 0, lost: 1, lease_token: null }]);
    await stop();
  });
});

test('one in whose every try the database is lost is given up in the end: it may be to blame', async () => {
  const { stop } = await work();
  await expect.poll(rows).toMatchObject([{ lost: 1, lease_token: null }]);
  await hasten('lost = 19');
  await expect.poll(rows).toMatchObject([{ state: 'dead', lost: 20 }]);
  await stop();
});

test('one that nobody would hear of is not given up because one worker died as well', async () => {
  const { tried, stop } = await work(null);
  await expect.poll(rows).toMatchObject([{ lost: 1, lease_token: null }]);
  await hasten("lost = 30, lease_token = gen_random_uuid(), lease_until = now() - interval '1 s'");
  await expect.poll(tried).toBe(2);
  await expect.poll(rows).toMatchObject([{ state: 'waiting', lost: 31, died: 1, lease_token: null }]);
  await stop();
});

test('that none can be leased is said once for each cause, not while the database is just away, and so is its end', async () => {
  const { log, lines } = openKeptLog('info');
  const done = Promise.withResolvers<void>();
  const worker = startJobs({
    db: shaky,
    signals,
    log,
    handlers: { cut: { run: async (_, lease) => void (await lease.done()) } },
    onChanged: () => done.resolve(),
  });
  const broken = await breakFunction(server, 'lease_jobs');
  const looksAgain = async () => {
    const before = await broken.calls();
    await expect.poll(broken.calls).toBeGreaterThan(before + 1);
  };
  const told = (code: string) => ({
    level: 50,
    query: 'lease_jobs',
    code,
    msg: 'jobs could not be leased, looking again',
  });
  await broken.failsWith('42883');
  await looksAgain();
  expect(lines()).toMatchObject([told('42883')]);
  await broken.failsWith('P0001');
  await looksAgain();
  expect(lines()).toMatchObject([told('42883'), told('P0001')]);
  await proxy.close();
  await delay(2_500); // two looks
  proxy = await openDatabaseProxy(server, proxy.port);
  await looksAgain();
  expect(lines()).toHaveLength(2);
  expect(JSON.stringify(lines())).not.toContain('山田');

  await broken.mend();
  await db.withOrganization(organizationId, (tx) =>
    publishJob(tx, { organizationId, kind: 'cut', subjectId: newId() }),
  );
  await done.promise;
  await worker.stop();
  expect(lines().slice(2)).toMatchObject([{ level: 30, query: 'lease_jobs', msg: 'jobs are leased again' }]);
});

test('what left ones are leased by is told of by itself', async () => {
  const { log, lines } = openKeptLog('info');
  const broken = await breakFunction(server, 'is_job_left');
  await broken.failsWith('42883');
  const worker = startJobs({
    db,
    signals,
    log,
    handlers: { cut: { run: async () => {} } },
    onChanged: () => {},
  });
  await expect.poll(broken.calls).toBeGreaterThan(2);
  await broken.mend();
  await expect
    .poll(() => lines().map(({ level, query }) => [level, query]))
    .toEqual([
      [50, 'is_job_left'],
      [30, 'is_job_left'],
    ]);
  await worker.stop();
});
