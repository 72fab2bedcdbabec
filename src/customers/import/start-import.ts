// CSV取り込み: previewed as often as its person likes, applied once somebody has seen it, or cancelled; forgotten in the end.
import { addAudit } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { lockJob, publishJob, withdrawJob } from '../../platform/jobs.ts';
import { type ImportOptions, type ImportState, noImportCounts } from './model.ts';
import { type CustomerImport, ended, holdImport, removeFile, runningImport, updateImport } from './store.ts';

/** The job; its subject is the import. */
export const CUSTOMER_IMPORT = 'customer-import';
/** The job that ends a file's time. */
export const FORGET_CUSTOMER_IMPORT = 'forget-customer-import';

type By = { userId: string; name: string };

/** Whoever changes an import locks its job first, as a running one does. */
const jobOf = (organizationId: string, subjectId: string) => ({
  organizationId,
  kind: CUSTOMER_IMPORT,
  subjectId,
});

/** @throws AppError import-running (data: { id }): another one runs in this organization. */
export async function refuseBusy(tx: Tx, organizationId: string): Promise<void> {
  const running = await runningImport(tx, organizationId);
  if (running) throw new AppError('import-running', { data: { id: running.id } });
}

/** Begins a preview. @throws AppError not-found · import-over · import-running (data: { id }) */
export async function beginPreview(
  tx: Tx,
  organizationId: string,
  id: string,
  options: ImportOptions,
): Promise<void> {
  await lockJob(tx, jobOf(organizationId, id));
  await holdOpen(tx, organizationId, id, ['uploading', 'previewed']);
  await begin(tx, organizationId, id, { phase: 'preview', options, total: null });
}

/**
 * Applies what was previewed. `seenAt`: when the preview was there that whoever says so has seen; somebody may have had it read otherwise
 * since. @throws AppError not-found · import-over · import-running (data: { id }) · import-not-ready · changed-meanwhile
 */
export async function applyImport(
  tx: Tx,
  organizationId: string,
  by: By,
  id: string,
  seenAt?: string,
): Promise<void> {
  await lockJob(tx, jobOf(organizationId, id));
  const one = await holdOpen(tx, organizationId, id, ['previewed']);
  if (seenAt && one.endedAt?.getTime() !== Date.parse(seenAt)) throw new AppError('changed-meanwhile');
  if (one.problem) throw new AppError('import-not-ready');
  await begin(tx, organizationId, id, { phase: 'apply', actor: { type: 'user', ...by } });
  await addAudit(tx, organizationId, by, 'customers.imported', id, {
    fileName: one.fileName,
    rows: one.total,
    known: one.options?.known,
  });
}

/** Ends one that runs, or is previewed and not wanted; what it has applied stays. @throws AppError not-found · import-over */
export async function cancelImport(tx: Tx, organizationId: string, id: string): Promise<void> {
  const job = jobOf(organizationId, id);
  await lockJob(tx, job);
  const one = await holdOpen(tx, organizationId, id, ['running', 'previewed']);
  await withdrawJob(tx, job);
  await updateImport(tx, organizationId, id, { state: 'cancelled', ...ended });
  if (one.phase === 'preview') await forgetImport(tx, organizationId, id);
}

/** Its file goes, and what was shown of it. */
export async function forgetImport(tx: Tx, organizationId: string, id: string): Promise<void> {
  await removeFile(tx, organizationId, id);
  await updateImport(tx, organizationId, id, { rows: [], forgottenAt: new Date() });
}

async function holdOpen(
  tx: Tx,
  organizationId: string,
  id: string,
  states: ImportState[],
): Promise<CustomerImport> {
  const one = await holdImport(tx, organizationId, id);
  if (!one) throw new AppError('not-found');
  if (!states.includes(one.state) || one.forgottenAt) throw new AppError('import-over');
  return one;
}

async function begin(
  tx: Tx,
  organizationId: string,
  id: string,
  set: Parameters<typeof updateImport>[3],
): Promise<void> {
  await refuseBusy(tx, organizationId);
  await updateImport(tx, organizationId, id, {
    ...set,
    state: 'running',
    cursor: 0,
    counts: noImportCounts(),
    rows: [],
    problem: null,
    endedAt: null,
  });
  await publishJob(tx, jobOf(organizationId, id));
}
