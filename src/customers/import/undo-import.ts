// 取り消し of an import: previewed, then done once somebody has seen what it does; once.
import { addAudit } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { lockJob, publishJob, withdrawJob } from '../../platform/jobs.ts';
import { noUndoCounts, UNDO_DAYS } from './model.ts';
import { CUSTOMER_IMPORT } from './start-import.ts';
import { type CustomerImport, ended, holdImport, updateImport } from './store.ts';
import { hasUndoRows, holdUndo, type ImportUndo, putUndo, removeUndo } from './undo-store.ts';

/** The job; its subject is the import. */
export const UNDO_CUSTOMER_IMPORT = 'undo-customer-import';

const DAY_MS = 24 * 60 * 60_000;

type By = { userId: string; name: string };

/** When what came of an import's rows is forgotten, and with it the way back. */
export const undoableUntil = ({ createdAt }: Pick<CustomerImport, 'createdAt'>): Date =>
  new Date(createdAt.getTime() + UNDO_DAYS * DAY_MS);

/** Whether it can be taken back: it changed something, its time is not over, and it was not taken back before. */
export async function canUndo(tx: Tx, one: CustomerImport, undo: ImportUndo | null): Promise<boolean> {
  if (undo?.phase === 'apply' || one.phase !== 'apply' || one.state === 'running') return false;
  return undoableUntil(one) > new Date() && hasUndoRows(tx, one.organizationId, one.id);
}

/** Begins its preview. @throws AppError not-found · import-not-undoable · import-undone · import-undo-running */
export async function previewUndo(tx: Tx, organizationId: string, by: By, importId: string): Promise<void> {
  await lockJob(tx, { organizationId, kind: UNDO_CUSTOMER_IMPORT, subjectId: importId });
  const { one, undo } = await holdBoth(tx, organizationId, importId);
  if (!(await canUndo(tx, one, undo))) throw new AppError('import-not-undoable');
  await begin(tx, organizationId, by, importId, 'preview');
}

/** Does what was previewed. @throws AppError not-found · import-not-undoable · import-undone · import-undo-running */
export async function applyUndo(tx: Tx, organizationId: string, by: By, importId: string): Promise<void> {
  const job = { organizationId, kind: CUSTOMER_IMPORT, subjectId: importId };
  for (const one of [job, { ...job, kind: UNDO_CUSTOMER_IMPORT }]) await lockJob(tx, one); // as running ones: first
  const { one, undo } = await holdBoth(tx, organizationId, importId);
  if (undo?.state !== 'previewed' || !(await canUndo(tx, one, undo)))
    throw new AppError('import-not-undoable');
  // One that stopped half-way does not go on behind it.
  if (one.state === 'failed') {
    await withdrawJob(tx, job);
    await updateImport(tx, organizationId, importId, { state: 'cancelled', ...ended });
  }
  await addAudit(tx, organizationId, by, 'customers.import-undone', importId, {
    fileName: one.fileName,
    ...undo.counts,
  });
  await begin(tx, organizationId, by, importId, 'apply');
}

/** What was previewed is not wanted. @throws AppError not-found · import-undone · import-undo-running */
export async function discardUndo(tx: Tx, organizationId: string, importId: string): Promise<void> {
  await holdBoth(tx, organizationId, importId);
  await removeUndo(tx, organizationId, importId);
}

async function holdBoth(tx: Tx, organizationId: string, importId: string) {
  const one = await holdImport(tx, organizationId, importId);
  if (!one) throw new AppError('not-found');
  const undo = await holdUndo(tx, organizationId, importId);
  if (undo?.state === 'running') throw new AppError('import-undo-running');
  if (undo?.phase === 'apply') throw new AppError('import-undone');
  return { one, undo };
}

async function begin(
  tx: Tx,
  organizationId: string,
  by: By,
  importId: string,
  phase: 'preview' | 'apply',
): Promise<void> {
  await putUndo(tx, {
    ...{ organizationId, importId, phase },
    actor: { type: 'user', ...by },
    state: 'running',
    cursor: 0,
    counts: noUndoCounts(),
    createdAt: new Date(),
    endedAt: null,
  });
  await publishJob(tx, { organizationId, kind: UNDO_CUSTOMER_IMPORT, subjectId: importId });
}
