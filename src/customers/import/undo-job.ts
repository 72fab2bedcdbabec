// The job `undo-customer-import`: through the rows of an import, some hundred in one transaction, which notes how far it is; it
// goes on from there after a crash.
import type { Tx } from '../../platform/database.ts';
import type { Job, JobHandler } from '../../platform/jobs.ts';
import { rest } from './run.ts';
import { ended, getImport } from './store.ts';
import { undoRows } from './undo-rows.ts';
import { holdUndo, undoRowsAfter, updateUndo } from './undo-store.ts';

/** Rows in one transaction: as many as when they were applied. */
const AT_ONCE = 200;

/** The handler to register under UNDO_CUSTOMER_IMPORT. */
export const undoHandler: JobHandler = {
  async run(job, lease) {
    for (let isOver = false; !isOver; ) {
      const begun = performance.now();
      isOver = await lease.hold((tx) => step(tx, job));
      if (!isOver) await rest(begun, lease.signal);
    }
    await lease.done();
  },
  async givenUp(tx, { organizationId, subjectId }) {
    await updateUndo(tx, organizationId, subjectId, { state: 'failed', ...ended });
  },
};

/** The next rows; true: there are no more. One that was given up is taken up again by 再処理. */
async function step(tx: Tx, { organizationId, subjectId: importId }: Job): Promise<boolean> {
  const undo = await holdUndo(tx, organizationId, importId);
  const one = await getImport(tx, organizationId, importId);
  if (!undo || !one || (undo.state !== 'running' && undo.state !== 'failed')) return true;
  const isPreview = undo.phase === 'preview';
  const rows = await undoRowsAfter(tx, organizationId, importId, undo.cursor, AT_ONCE);
  if (rows.length === 0) {
    const state = isPreview ? 'previewed' : 'done';
    await updateUndo(tx, organizationId, importId, { state, ...ended });
    return true;
  }
  const { removed, restored, kept } = await undoRows(
    tx,
    { ...undo, fileName: one.fileName },
    rows,
    isPreview,
  );
  const counts = {
    removed: undo.counts.removed + removed,
    restored: undo.counts.restored + restored,
    kept: { ...undo.counts.kept },
  };
  for (const reason of kept) counts.kept[reason] = (counts.kept[reason] ?? 0) + 1;
  const cursor = rows.at(-1)?.nr ?? undo.cursor;
  await updateUndo(tx, organizationId, importId, { state: 'running', endedAt: null, counts, cursor });
  return false;
}
