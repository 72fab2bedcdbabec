// 重複候補: whom a customer may be too, and a person who says they are somebody else.
import { and, eq, or, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { HistoryEvent } from './model.ts';
import { addHistory, lockCustomers } from './store.ts';
import { customers, duplicateCandidates } from './tables.ts';

const { customerId, otherId } = duplicateCandidates;
const between = (a: string, b: string) =>
  or(and(eq(customerId, a), eq(otherId, b)), and(eq(customerId, b), eq(otherId, a)));

/** Whom this customer may be too, each once, with why. */
export function duplicatesOf(tx: Tx, organizationId: string, id: string) {
  return tx
    .select({
      id: customers.id,
      name: customers.name,
      reason: sql<string>`(array_agg(${duplicateCandidates.reason} ORDER BY ${duplicateCandidates.at}))[1]`,
    })
    .from(duplicateCandidates)
    .innerJoin(
      customers,
      or(
        and(eq(customerId, id), eq(customers.id, otherId)),
        and(eq(otherId, id), eq(customers.id, customerId)),
      ),
    )
    .where(and(eq(duplicateCandidates.organizationId, organizationId), duplicateCandidates.isOpen))
    .groupBy(customers.id, customers.name)
    .orderBy(customers.id);
}

/**
 * 別人として扱う: the two are no longer shown as one person, nor suspected again; or, `isDistinct` false, they are shown again.
 * What is so already stays so.
 * @throws AppError not-found: they are not suspected
 */
export async function holdApart(
  tx: Tx,
  organizationId: string,
  by: { userId: string; name: string },
  [id, other]: [string, string],
  isDistinct: boolean,
): Promise<void> {
  const pair = and(eq(duplicateCandidates.organizationId, organizationId), between(id, other));
  // Before what is said of them, as everybody: the undoing of an import that made one of them waits, and then lets them be.
  await lockCustomers(tx, organizationId, [id, other]);
  const found = await tx.select().from(duplicateCandidates).where(pair).for('update');
  if (found.length === 0) throw new AppError('not-found');
  if (found.every(({ dismissedAt }) => (dismissedAt !== null) === isDistinct)) return;
  await tx
    .update(duplicateCandidates)
    .set({ dismissedAt: isDistinct ? sql`now()` : null })
    .where(pair);
  const type: HistoryEvent['type'] = isDistinct ? 'duplicate-dismissed' : 'duplicate-reopened';
  await addHistory(
    tx,
    organizationId,
    [
      [id, other],
      [other, id],
    ].map(([one = '', otherId = '']) => ({
      customerId: one,
      inquiryId: null,
      actor: { type: 'user', ...by },
      events: [{ type, otherId }],
    })),
  );
}

/** Who is suspected follows who was merged: what was said of `members` is of `id` now. */
export async function followMerge(
  tx: Tx,
  organizationId: string,
  members: string[],
  id: string,
): Promise<void> {
  const list = sql.param(members);
  await tx.execute(sql`UPDATE ${duplicateCandidates} d
    SET customer_id = CASE WHEN d.suspected_id = ANY(${list}::uuid[]) THEN ${id}::uuid ELSE d.customer_id END,
      other_id = CASE WHEN d.suspected_other_id = ANY(${list}::uuid[]) THEN ${id}::uuid ELSE d.other_id END
    WHERE d.organization_id = ${organizationId}
      AND (d.suspected_id = ANY(${list}::uuid[]) OR d.suspected_other_id = ANY(${list}::uuid[]))`);
}
