// The job `customer-import`: through the file row by row, some hundred rows at a time. A preview writes nothing but what it
// found; applying notes each row in the transaction that makes its customer, and goes on from there after a crash.
import type { Database, Tx } from '../../platform/database.ts';
import type { Job, JobHandler, Lease } from '../../platform/jobs.ts';
import { applyRows } from './apply-rows.ts';
import { previewImport } from './preview-import.ts';
import { readFile, someAtATime } from './read-file.ts';
import { countIn, type Run, type Running, rest } from './run.ts';
import { forgetImport } from './start-import.ts';
import {
  ended,
  holdImport,
  piecesOf,
  removeFile,
  removeImport,
  removeRows,
  runningImport,
  updateImport,
} from './store.ts';
import { undoableUntil } from './undo-import.ts';
import { undosOf } from './undo-store.ts';

/** Rows in one transaction: short enough for a mail of one of these people to wait for. */
const AT_ONCE = 200;
const BUSY_AGAIN_MS = 10_000;
const DAY_MS = 24 * 60 * 60_000;

/** The handler to register under CUSTOMER_IMPORT. */
export function importHandler({ db }: { db: Database }): JobHandler {
  return {
    async run(job, lease) {
      const one = await lease.hold((tx) => begin(tx, job));
      if (!one) {
        await lease.done();
        return;
      }
      if (one === 'busy') {
        await lease.settle(async (_tx, now) => new Date(now.getTime() + BUSY_AGAIN_MS));
        return;
      }
      await (one.phase === 'preview' ? previewImport(db, lease, one) : apply(db, lease, one));
    },
    async givenUp(tx, { organizationId, subjectId: id }) {
      await updateImport(tx, organizationId, id, { state: 'failed', ...ended });
    },
  };
}

/** The handler to register under FORGET_CUSTOMER_IMPORT: first the file goes, and later what came of its rows. */
export const forgetHandler: JobHandler = {
  async run({ organizationId, subjectId }, lease) {
    await lease.settle((tx, now) => forget(tx, organizationId, subjectId, now));
  },
};

/** What of it is over goes; returns when to come again. As it is held, so that nobody begins it, or its 取り消し, meanwhile. */
async function forget(tx: Tx, organizationId: string, id: string, now: Date): Promise<Date | null> {
  const one = await holdImport(tx, organizationId, id);
  if (!one) return null;
  const undo = (await undosOf(tx, organizationId, [id])).get(id);
  if (one.state === 'running' || undo?.state === 'running') return new Date(now.getTime() + DAY_MS);
  if (one.state === 'uploading') {
    await removeImport(tx, organizationId, id);
    return null;
  }
  if (one.state === 'previewed') await updateImport(tx, organizationId, id, { state: 'cancelled', ...ended });
  if (!one.forgottenAt) await forgetImport(tx, organizationId, id);
  if (one.phase === 'apply' && undoableUntil(one) > now) return undoableUntil(one);
  await removeRows(tx, organizationId, id);
  return null;
}

/**
 * The import to run, or null when there is nothing to do. One that was given up is taken up again by 再処理; `busy`: another runs
 * in this organization by then, whose end it waits for.
 */
async function begin(tx: Tx, { organizationId, subjectId: id }: Job): Promise<Running | 'busy' | null> {
  const one = await holdImport(tx, organizationId, id); // before its turn, as whoever begins one by hand
  if (!one?.options || one.forgottenAt || (one.state !== 'running' && one.state !== 'failed')) return null;
  if (one.state === 'failed' && (await runningImport(tx, organizationId))) return 'busy';
  await updateImport(tx, organizationId, id, { state: 'running', endedAt: null });
  return { ...one, options: one.options };
}

async function apply(db: Database, lease: Lease, one: Running): Promise<void> {
  const { organizationId, id } = one;
  let run: Run = { counts: one.counts, rows: one.rows };
  const file = readFile(piecesOf(db, organizationId, id), one.options);
  for await (const rows of someAtATime(file, AT_ONCE, one.cursor)) {
    const begun = performance.now();
    const next: Run = { counts: { ...run.counts }, rows: [...run.rows] };
    await lease.hold(async (tx) => {
      await countIn(tx, organizationId, next, await applyRows(tx, one, rows));
      const cursor = rows.at(-1)?.nr ?? one.cursor;
      await updateImport(tx, organizationId, id, { ...next, cursor });
    });
    run = next;
    await rest(begun, lease.signal);
  }
  await lease.done(async (tx) => {
    await updateImport(tx, organizationId, id, { state: 'done', ...ended });
    // What was refused may be asked for; without such rows nobody needs the file any more.
    if (run.counts.refused === 0) await removeFile(tx, organizationId, id);
  });
}
