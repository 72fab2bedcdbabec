// A new inbox address; the one before is answered for 90 more days, so that the portal can be told in peace.
import { and, eq } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { type ChangeOutcome, openForChange } from './change.ts';
import { addInbox } from './create-connection.ts';
import { changeConnection, inKeptDays } from './store.ts';
import { inboxes } from './tables.ts';

/**
 * Rotates. `version`, where given, is the one the caller saw: a second click does not rotate twice. `overtaken` when it is
 * another now, or the connection is deleted.
 * @throws AppError not-found, option-off
 */
export async function rotateInbox(
  tx: Tx,
  organizationId: string,
  id: string,
  { version }: { version?: number | undefined },
  actor: AuditActor,
): Promise<ChangeOutcome> {
  const before = await openForChange(tx, organizationId, id);
  if (before.state === 'deleted' || (version !== undefined && version !== before.version)) return 'overtaken';
  await tx
    .update(inboxes)
    .set({ state: 'retired', expiresAt: inKeptDays })
    .where(
      and(
        eq(inboxes.organizationId, organizationId),
        eq(inboxes.connectionId, id),
        eq(inboxes.state, 'active'),
      ),
    );
  const localPart = await addInbox(tx, organizationId, id);
  await changeConnection(tx, organizationId, id, {});
  await addAudit(tx, organizationId, actor, 'connection.inbox-rotated', id, {
    from: before.inboxLocalPart,
    to: localPart,
  });
  return 'done';
}
