// 削除: nothing is taken in any more. Inquiries stay, the login is destroyed, the address is answered for 90 more days
// and its mails are kept aside.
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { openForChange } from './change.ts';
import type { Downstream } from './downstream.ts';
import { destroyLogin } from './login/destroy-login.ts';
import { lockForChange } from './login/store.ts';
import { changeConnection, inKeptDays } from './store.ts';
import { inboxes } from './tables.ts';

/**
 * Deletes; a deleted one stays so.
 * @throws AppError not-found, option-off
 */
export async function deleteConnection(
  tx: Tx,
  organizationId: string,
  id: string,
  actor: AuditActor,
  downstream: Downstream,
): Promise<void> {
  await lockForChange(tx, organizationId, id); // in the order of locks that a running check keeps, too
  const { state, name } = await openForChange(tx, organizationId, id);
  if (state === 'deleted') return;
  await changeConnection(tx, organizationId, id, { state: 'deleted', deletedAt: sql`now()` });
  const own = and(eq(inboxes.organizationId, organizationId), eq(inboxes.connectionId, id));
  // One rotated away before keeps its earlier end.
  await tx
    .update(inboxes)
    .set({ expiresAt: inKeptDays })
    .where(and(own, isNull(inboxes.expiresAt)));
  await destroyLogin(tx, organizationId, id);
  await addAudit(tx, organizationId, actor, 'connection.deleted', id, { name, state });
  await downstream.onDeleted(tx, { organizationId, connectionId: id });
}
