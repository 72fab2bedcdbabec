// 「連携する」: from now on mails of the address become customers, those kept aside meanwhile too.
import { sql } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { type ChangeOutcome, openForChange } from './change.ts';
import type { Downstream } from './downstream.ts';
import { changeConnection, hasLogin } from './store.ts';

/**
 * Activates a draft. Done twice it is done once; `overtaken` when it is paused or deleted.
 * @throws AppError not-found, option-off, no-login when the portal has a login and none was saved
 */
export async function activateConnection(
  tx: Tx,
  organizationId: string,
  id: string,
  actor: AuditActor,
  { downstream, needsLogin }: { downstream: Downstream; needsLogin: (portal: string) => boolean },
): Promise<ChangeOutcome> {
  const { state, portal } = await openForChange(tx, organizationId, id);
  if (state === 'active') return 'done';
  if (state !== 'draft') return 'overtaken';
  if (needsLogin(portal) && !(await hasLogin(tx, organizationId, id))) throw new AppError('no-login');
  await changeConnection(tx, organizationId, id, { state: 'active', activatedAt: sql`now()` });
  const takenIn = await downstream.takeInAside(tx, organizationId, [id]);
  await addAudit(tx, organizationId, actor, 'connection.activated', id, { takenIn });
  await downstream.onActivated(tx, { organizationId, connectionId: id });
  return 'done';
}
