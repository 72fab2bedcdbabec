// 停止 and 再開: a paused connection's mail is taken and kept aside.
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { type ChangeOutcome, openForChange } from './change.ts';
import type { Downstream } from './downstream.ts';
import { changeConnection } from './store.ts';

/**
 * Pauses an active connection; a paused one stays so. `overtaken` when it is a draft or deleted.
 * @throws AppError not-found, option-off
 */
export async function pauseConnection(
  tx: Tx,
  organizationId: string,
  id: string,
  actor: AuditActor,
): Promise<ChangeOutcome> {
  const { state } = await openForChange(tx, organizationId, id);
  if (state === 'paused') return 'done';
  if (state !== 'active') return 'overtaken';
  await changeConnection(tx, organizationId, id, { state: 'paused' });
  await addAudit(tx, organizationId, actor, 'connection.paused', id);
  return 'done';
}

/**
 * Resumes a paused connection. `takeIn`: what was kept aside becomes customers too, also on one that is active (mail was
 * kept aside while the option was off). `overtaken` when it is a draft or deleted.
 * @throws AppError not-found, option-off
 */
export async function resumeConnection(
  tx: Tx,
  organizationId: string,
  id: string,
  { takeIn }: { takeIn: boolean },
  actor: AuditActor,
  downstream: Downstream,
): Promise<ChangeOutcome> {
  const { state } = await openForChange(tx, organizationId, id);
  if (state !== 'paused' && state !== 'active') return 'overtaken';
  if (state === 'paused') await changeConnection(tx, organizationId, id, { state: 'active' });
  const takenIn = takeIn ? await downstream.takeInAside(tx, organizationId, [id]) : 0;
  if (state === 'paused') await addAudit(tx, organizationId, actor, 'connection.resumed', id, { takenIn });
  else if (takenIn > 0) await addAudit(tx, organizationId, actor, 'connection.taken-in', id, { takenIn });
  return 'done';
}
