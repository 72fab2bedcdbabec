// Who changed what in the set-up. Only ever added to, in the transaction of the change itself.
import { and, desc, eq } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { auditEvents } from './tables.ts';

/** Who did it: a person, or the operator by command (`userId` null). */
export interface AuditActor {
  userId: string | null;
  name: string;
}

/** Adds a line. `action` is past tense (`connection.paused`); `details` hold names as they were, never a secret. */
export async function addAudit(
  tx: Tx,
  organizationId: string,
  actor: AuditActor,
  action: string,
  subjectId: string | null,
  details: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(auditEvents).values({
    id: newId(),
    organizationId,
    actorId: actor.userId,
    actorName: actor.name,
    action,
    subjectId,
    details,
  });
}

/** Id of the newest line, or null: what a live page's mark is made of. */
export async function newestAudit(tx: Tx, organizationId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(eq(auditEvents.organizationId, organizationId))
    .orderBy(desc(auditEvents.id))
    .limit(1);
  return row?.id ?? null;
}

/** What happened to one thing, newest first. */
export function listAudit(tx: Tx, organizationId: string, subjectId: string) {
  return tx
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.organizationId, organizationId), eq(auditEvents.subjectId, subjectId)))
    .orderBy(desc(auditEvents.id))
    .limit(100);
}
