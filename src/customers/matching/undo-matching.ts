// Takes back what was done to several at once, or to all that match: all its pieces, each in a transaction of its own. Ended
// half-way it can be asked for again.
import { and, eq, or, sql } from 'drizzle-orm';
import { newId } from '../../lib/ids.ts';
import type { Database } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { bulkChanges } from '../tables.ts';
import { undoChange } from '../undo-change.ts';
import { holdMatching, updateMatching } from './store.ts';

type By = { userId: string; name: string };

/**
 * Takes a change back, also one that stopped half-way, which then ends. What somebody changed since stays (`kept`).
 * @throws AppError not-found: no such change of this person's
 */
export async function undoWhole(db: Database, organizationId: string, by: By, changeId: string) {
  // First it ends: who still makes it finds that after their piece.
  const isMatching = await db.withOrganization(organizationId, async (tx) => {
    const one = await holdMatching(tx, organizationId, by.userId, changeId);
    if (one && !one.isUndone)
      await updateMatching(tx, one, { isUndone: true, movedAt: sql`now()`, endedAt: null });
    return one !== null;
  });
  const pieces = await db.withOrganization(organizationId, (tx) =>
    tx
      .select({ id: bulkChanges.id })
      .from(bulkChanges)
      .where(
        and(
          eq(bulkChanges.organizationId, organizationId),
          eq(bulkChanges.madeBy, by.userId),
          or(eq(bulkChanges.id, changeId), eq(bulkChanges.partOf, changeId)),
        ),
      )
      .orderBy(bulkChanges.id),
  );
  if (pieces.length === 0 && !isMatching) throw new AppError('not-found');
  const whole = { restored: 0, kept: 0 };
  const undoId = newId();
  for (const { id } of pieces) {
    const { restored, kept } = await db.withOrganization(organizationId, (tx) =>
      undoChange(tx, organizationId, by, id, undoId),
    );
    whole.restored += restored;
    whole.kept += kept;
  }
  if (isMatching) await endMatching(db, organizationId, by, changeId);
  return whole;
}

/** One that stopped half-way stays as it is. @throws AppError not-found */
export async function leaveMatching(db: Database, organizationId: string, by: By, id: string): Promise<void> {
  if (!(await endMatching(db, organizationId, by, id))) throw new AppError('not-found');
}

function endMatching(db: Database, organizationId: string, by: By, id: string): Promise<boolean> {
  return db.withOrganization(organizationId, async (tx) => {
    const one = await holdMatching(tx, organizationId, by.userId, id);
    if (one && !one.endedAt) await updateMatching(tx, one, { endedAt: new Date() });
    return one !== null;
  });
}
