// Queries on changes to all that match. Private to this stage.
import { and, desc, eq, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Tx } from '../../platform/database.ts';
import { matchingChanges } from './tables.ts';

export type MatchingChange = typeof matchingChanges.$inferSelect;

/** Who makes it says something this often while they live: a piece takes less. */
const STILL_MOVING = sql`interval '30 seconds'`;
/** Older ones are not told of any more. */
const TOLD_FOR = sql`interval '30 days'`;
const MOST_TOLD = 5;

const one = (organizationId: string, madeBy: string, id: string): SQL | undefined =>
  and(
    eq(matchingChanges.organizationId, organizationId),
    eq(matchingChanges.madeBy, madeBy),
    eq(matchingChanges.id, id),
  );

/** A person's own, which nobody else goes on with until the transaction ends; null: they have no such. */
export async function holdMatching(
  tx: Tx,
  organizationId: string,
  madeBy: string,
  id: string,
): Promise<MatchingChange | null> {
  const [row] = await tx
    .select()
    .from(matchingChanges)
    .where(one(organizationId, madeBy, id))
    .for('update');
  return row ?? null;
}

export async function addMatching(tx: Tx, row: typeof matchingChanges.$inferInsert): Promise<void> {
  await tx.insert(matchingChanges).values(row);
}

export async function updateMatching(
  tx: Tx,
  { organizationId, madeBy, id }: Pick<MatchingChange, 'organizationId' | 'madeBy' | 'id'>,
  set: PgUpdateSetSource<typeof matchingChanges>,
): Promise<void> {
  await tx
    .update(matchingChanges)
    .set(set)
    .where(one(organizationId, madeBy, id));
}

/** A person's that stopped half-way, the newest first: nobody goes on with them. */
export function listUnfinished(tx: Tx, organizationId: string, madeBy: string): Promise<MatchingChange[]> {
  return tx
    .select()
    .from(matchingChanges)
    .where(
      and(
        eq(matchingChanges.organizationId, organizationId),
        eq(matchingChanges.madeBy, madeBy),
        isNull(matchingChanges.endedAt),
        or(isNull(matchingChanges.movedAt), lt(matchingChanges.movedAt, sql`now() - ${STILL_MOVING}`)),
        sql`${matchingChanges.createdAt} > now() - ${TOLD_FOR}`,
      ),
    )
    .orderBy(desc(matchingChanges.id))
    .limit(MOST_TOLD);
}
