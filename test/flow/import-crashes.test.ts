// A worker that applies a file, or takes it back, dies at any of its commits, or is taken for dead while it works: another goes
// on, and each row is one customer, never two, and gone once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiveFile } from '../../src/customers/import/receive-file.ts';
import { applyImport } from '../../src/customers/import/start-import.ts';
import { applyUndo, previewUndo } from '../../src/customers/import/undo-import.ts';
import { importing } from '../../src/flow.ts';
import { ORGANIZATION_CHANGED } from '../../src/notify/index.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { JOB_PUBLISHED, startJobs } from '../../src/platform/jobs.ts';
import { openLog } from '../../src/platform/log.ts';
import { openSignals, type Signals } from '../../src/platform/signals.ts';
import { asOwner, cloneDatabase } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { Life } from '../support/mortal.ts';

const log = openLog('silent');
/** More than one transaction's worth. */
const ROWS = 250;
let server: Awaited<ReturnType<typeof cloneDatabase>>;
let db: Database;
let signals: Signals;
beforeAll(async () => {
  server = await cloneDatabase();
  db = await openDatabase(server, log);
  signals = await openSignals(db, [JOB_PUBLISHED, ORGANIZATION_CHANGED], log);
});
afterAll(async () => {
  await signals.close();
  await db.close();
});

const sql = (text: string, values: unknown[] = []) =>
  asOwner(server, async (client) => (await client.query(text, values)).rows);
const work = (through: Database, onChanged = () => {}) =>
  startJobs({ db: through, signals, log, handlers: importing(through), onChanged });
const stateOf = async (id: string) =>
  (await sql('SELECT state FROM customer_imports WHERE id = $1', [id]))[0]?.state;

/** A file of a firm of its own, previewed, and about to be applied. */
async function begun() {
  const { organizationId, owner } = await buildFirm(db);
  const by = { userId: owner.userId, name: owner.name };
  const rows = Array.from({ length: ROWS }, (_, i) => `客 ${i},03-0000-${String(i).padStart(4, '0')}`);
  const file = new TextEncoder().encode(`氏名,電話\n${rows.join('\n')}\n`);
  const id = await receiveFile(
    db,
    organizationId,
    by,
    'a.csv',
    (async function* () {
      yield file;
    })(),
  );
  const worker = work(db);
  await expect.poll(() => stateOf(id), { timeout: 60_000 }).toBe('previewed');
  await worker.stop();
  await db.withOrganization(organizationId, (tx) => applyImport(tx, organizationId, by, id));
  return { id, organizationId, by };
}

async function endsWell({ id, organizationId }: { id: string; organizationId: string }) {
  const worker = work(db);
  await expect.poll(() => stateOf(id), { timeout: 60_000 }).toBe('done');
  await worker.stop();
  const [made] = await sql(
    'SELECT count(*)::int AS customers, count(DISTINCT name)::int AS names FROM customers WHERE organization_id = $1',
    [organizationId],
  );
  expect(made).toEqual({ customers: ROWS, names: ROWS });
  const [told] = await sql(
    "SELECT (counts ->> 'new')::int AS told, (SELECT count(*)::int FROM customer_import_rows WHERE import_id = $1) AS rows FROM customer_imports WHERE id = $1",
    [id],
  );
  expect(told).toEqual({ told: ROWS, rows: ROWS });
  const [history] = await sql(
    "SELECT count(*)::int AS n FROM customer_history WHERE organization_id = $1 AND event ->> 'type' = 'imported'",
    [organizationId],
  );
  expect(history).toEqual({ n: ROWS });
}

test('it dies before or after any of its commits', async () => {
  let died = 0;
  for (let steps = 1; ; steps++) {
    const one = await begun();
    const life = new Life();
    life.endAfter(steps);
    const worker = work(life.database(db));
    await expect
      .poll(async () => life.isOver || (await stateOf(one.id)) === 'done', { timeout: 60_000 })
      .toBe(true);
    await worker.stop();
    await sql("UPDATE jobs SET lease_until = now() - interval '1 s' WHERE lease_until IS NOT NULL");
    if (life.isOver) died += 1;
    await endsWell(one);
    if (!life.isOver) break;
  }
  expect(died).toBeGreaterThan(6);
}, 300_000);

test('it is taken for dead while it works: what it does then is nothing', async () => {
  const one = await begun();
  let takenOver = 0;
  const steal = () => {
    if (takenOver++ < 4)
      void sql('UPDATE jobs SET lease_until = NULL, lease_token = NULL WHERE subject_id = $1', [one.id]);
  };
  const worker = work(db, steal);
  await expect.poll(() => stateOf(one.id), { timeout: 60_000 }).toBe('done');
  await worker.stop();
  await endsWell(one);
  expect(takenOver).toBeGreaterThan(4);
}, 120_000);

test('it is taken back, and dies before or after its commits: what is gone is counted once', async () => {
  const one = await begun();
  await endsWell(one);
  const { id, organizationId, by } = one;
  const undo = async () =>
    (await sql('SELECT phase, state, counts FROM customer_import_undos WHERE import_id = $1', [id]))[0];
  const left = async () =>
    (await sql('SELECT count(*)::int AS n FROM customers WHERE organization_id = $1', [organizationId]))[0].n;
  await db.withOrganization(organizationId, (tx) => previewUndo(tx, organizationId, by, id));
  const seen: number[] = [];
  const liveOn = async (phase: string) => {
    for (let steps = 1; (await undo()).phase === phase && (await undo()).state === 'running'; steps++) {
      const life = new Life();
      life.endAfter(steps);
      const worker = work(life.database(db));
      await expect
        .poll(async () => life.isOver || (await undo()).state !== 'running', { timeout: 60_000 })
        .toBe(true);
      await worker.stop();
      seen.push(await left());
      await sql("UPDATE jobs SET lease_until = now() - interval '1 s' WHERE lease_until IS NOT NULL");
    }
  };
  await liveOn('preview');
  expect(await undo()).toMatchObject({
    state: 'previewed',
    counts: { removed: ROWS, restored: 0, kept: {} },
  });
  expect(new Set(seen)).toEqual(new Set([ROWS]));
  await db.withOrganization(organizationId, (tx) => applyUndo(tx, organizationId, by, id));
  await liveOn('apply');
  expect(await undo()).toMatchObject({ state: 'done', counts: { removed: ROWS, restored: 0, kept: {} } });
  expect(await left()).toBe(0);
  // It was seen half-way.
  expect(seen.some((n) => n > 0 && n < ROWS)).toBe(true);
}, 120_000);
