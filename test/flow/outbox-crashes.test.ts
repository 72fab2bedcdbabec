// 200 seeded crashes around the outbox: a worker dies, or sleeps past its lease, at any of its commits or at any stage of
// the SMTP dialogue, and others go on. Each event reaches the relay at most once, and exactly once unless its row says that
// nobody knows.
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeInInquiry } from '../../src/customers/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { notifyJobs, ORGANIZATION_CHANGED, openRelay, tellOwner } from '../../src/notify/index.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { JOB_PUBLISHED, startJobs } from '../../src/platform/jobs.ts';
import { openLog } from '../../src/platform/log.ts';
import { openSealer } from '../../src/platform/sealing.ts';
import { openSignals, type Signals } from '../../src/platform/signals.ts';
import { cloneDatabase, connectAsOwner } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { openProxy } from '../support/proxy.ts';
import { openSink, type Sink, type Stage } from '../support/sink.ts';

const log = openLog('silent');
let server: Awaited<ReturnType<typeof cloneDatabase>>;
let owner: pg.Client;
let db: Database;
let signals: Signals;
let sink: Sink;
let firm: Awaited<ReturnType<typeof buildFirm>>;
beforeAll(async () => {
  server = await cloneDatabase();
  owner = await connectAsOwner(server);
  db = await openDatabase(server, log);
  signals = await openSignals(db, [JOB_PUBLISHED, ORGANIZATION_CHANGED], log);
  sink = await openSink();
  firm = await buildFirm(db);
});
afterAll(async () => {
  await signals.close();
  await db.close();
  await owner.end();
  await sink.close();
});

const sql = async (text: string, values: unknown[] = []) => (await owner.query(text, values)).rows;

/** Numbers in [0, below), the same for the same seed (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Fate = { at: number; how: 'dies' | 'sleeps' } | null;
const where: Record<string, number> = {};

/** A worker with a fate: at its n-th moment (a commit begun, about to be made, made; a stage of SMTP) it dies or sleeps. */
async function startWorker(fate: Fate) {
  const proxy = await openProxy(sink.port);
  let moments = 0;
  let isFated = false;
  let isDead = false;
  let wakeUp = () => {};
  let met = () => {};
  const isMet = new Promise<void>((resolve) => {
    met = resolve;
  });
  const moment = async (name: string) => {
    moments += 1;
    // Whoever sleeps inside a transaction keeps its locks: there is nothing to go on with until its connection ends.
    const fits = fate?.how === 'dies' || name !== 'before a commit';
    if (fate && !isFated && moments >= fate.at && fits) {
      isFated = true;
      where[`${fate.how} ${name}`] = (where[`${fate.how} ${name}`] ?? 0) + 1;
      met();
      if (fate.how === 'dies') {
        isDead = true;
        proxy.cut();
      } else
        await new Promise<void>((resolve) => {
          wakeUp = resolve;
        });
    }
    if (isDead) throw new Error('the worker is dead');
  };
  const mortal: Database = {
    ...db,
    async withOrganization(organizationId, work) {
      await moment('before a transaction');
      const result = await db.withOrganization(organizationId, async (tx) => {
        const made = await work(tx);
        await moment('before a commit');
        return made;
      });
      await moment('after a commit');
      return result;
    },
    across: async (name, text, values) => {
      if (isDead) throw new Error('the worker is dead');
      return db.across(name, text, values);
    },
  };
  const onStage = (stage: Stage) => moment(`at ${stage}`).catch(() => {});
  const relay = openRelay(`smtp://127.0.0.1:${proxy.port}`, log);
  const jobs = startJobs({
    db: mortal,
    signals,
    log,
    onChanged: () => {},
    handlers: notifyJobs({
      db: mortal,
      letterhead: {
        productName: 'Digima',
        url: 'https://digima.example.jp',
        support: { name: '', hours: '', url: null },
      },
      sealer: openSealer([{ id: 'k1', bytes: Buffer.alloc(32, 7) }]),
      relay,
      from: 'no-reply@inbox.example.jp',
      inboxDomain: 'inbox.example.jp',
      givenUpSince: async () => ({ mails: 0, jobs: 0 }),
      arrivalsOf: async () => [],
      firstMailAt: async () => null,
      originalMail: async () => null,
      portalName: () => 'リガイド',
    }),
  });
  return {
    isMet,
    onStage,
    wakeUp: () => wakeUp(),
    async stop() {
      wakeUp();
      await jobs.stop();
      relay.close();
      await proxy.close();
    },
  };
}

type Worker = Awaited<ReturnType<typeof startWorker>>;

/** An inquiry taken in, its owner to be told, in one transaction. */
async function takeIn(nr: number): Promise<string> {
  const { organizationId, connectionId } = firm;
  const mailId = newId();
  const [inbox] = await sql('SELECT id FROM inboxes WHERE connection_id = $1', [connectionId]);
  await sql(
    `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state)
     VALUES ($1, $2, $3, $4, sha256($5), $5, 1, now(), 'read')`,
    [mailId, organizationId, connectionId, inbox.id, Buffer.from(mailId)],
  );
  return db.withOrganization(organizationId, async (tx) => {
    const taken = await takeInInquiry(tx, {
      organizationId,
      connectionId,
      portal: 're-guide',
      inquiry: {
        kind: 'appraisal',
        requestNumber: `CRASH-${nr}`,
        contact: { name: `試験　${nr}号`, email: `crash${nr}@example.jp` },
        property: {},
        request: {},
        extras: [],
      },
      warnings: [],
      receivedAt: new Date(),
      mailId,
      mailKey: mailId,
      rules: { assigneeId: firm.salesperson.userId, statusId: null, groupId: null, assignmentRules: [] },
      actor: { type: 'intake', connectionId, connectionName: '本店' },
    });
    await tellOwner(tx, { organizationId, inquiryId: taken.inquiryId });
    return taken.inquiryId;
  });
}

const underWay = () =>
  sql(
    `SELECT kind, state, attempts, run_at, lease_until FROM jobs WHERE kind IN ('tell-owner', 'send-mail')`,
  );
/** Until nothing waits or runs, or the other thing came first. */
async function quiet(orElse?: Promise<void>): Promise<void> {
  let isOver = false;
  void orElse?.then(() => {
    isOver = true;
  });
  const until = Date.now() + 15_000;
  while (!isOver && (await underWay()).length > 0) {
    if (Date.now() > until) throw new Error(`still under way: ${JSON.stringify(await underWay())}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
/** What time does: leases end, waits are over. */
const timePasses = () =>
  sql(`UPDATE jobs SET lease_until = now() - interval '1 s', run_at = now() WHERE state = 'waiting'`);

test('each event reaches the relay at most once, and exactly once unless its row says that nobody knows', async () => {
  const states: Record<string, number> = {};
  for (let seed = 1; seed <= 200; seed += 1) {
    const next = numbers(seed);
    const inquiryId = await takeIn(seed);
    const sleepers: Worker[] = [];
    const failing = 1 + next(2);
    for (let life = 0; life < failing; life += 1) {
      const how = next(3) === 0 ? 'sleeps' : 'dies';
      const worker = await startWorker({ at: 1 + next(17), how });
      sink.behaves(worker.onStage);
      await quiet(worker.isMet);
      if (how === 'sleeps') sleepers.push(worker);
      else await worker.stop();
      await timePasses();
    }
    const healthy = await startWorker(null);
    sink.behaves();
    signals.send(JOB_PUBLISHED, '');
    await quiet();
    for (const sleeper of sleepers) await sleeper.stop();
    await timePasses();
    await quiet();
    await healthy.stop();

    const arrived = sink.mails.filter(({ text }) => text.includes(`CRASH-${seed}\n`));
    const rows = await sql('SELECT id, state FROM outgoing_mails WHERE inquiry_id = $1', [inquiryId]);
    expect(rows, `seed ${seed}`).toHaveLength(1);
    const [{ id, state }] = rows;
    states[state] = (states[state] ?? 0) + 1;
    expect(['sent', 'unknown'], `seed ${seed}`).toContain(state);
    expect(arrived.length, `seed ${seed}`).toBeLessThanOrEqual(1);
    if (state === 'sent')
      expect(arrived.map(({ messageId }) => messageId)).toEqual([`<${id}@inbox.example.jp>`]);
  }
  // The seeds were worth something: workers ended everywhere, and both ends came about.
  const kinds = [
    'before a transaction',
    'before a commit',
    'after a commit',
    'at rcpt',
    'at data',
    'at dot',
    'at answered',
  ];
  for (const kind of kinds) expect(where[`dies ${kind}`], kind).toBeGreaterThan(0);
  for (const kind of ['before a transaction', 'after a commit', 'at dot'])
    expect(where[`sleeps ${kind}`], kind).toBeGreaterThan(0);
  expect(states.sent).toBeGreaterThan(50);
  expect(states.unknown).toBeGreaterThan(10);
}, 300_000);
