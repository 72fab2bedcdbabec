// Notes and tasks follow who was merged: those written of `members` are `id`’s now. What is written later stays where it is.
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { lockedById } from '../../platform/locked-by-id.ts';
import { notes, tasks } from './tables.ts';

export async function moveWritten(
  tx: Tx,
  organizationId: string,
  members: string[],
  id: string,
): Promise<void> {
  for (const table of [notes, tasks]) {
    const theirs = and(eq(table.organizationId, organizationId), inArray(table.writtenOf, members));
    await tx
      .update(table)
      .set({ customerId: id })
      .where(and(eq(table.organizationId, organizationId), inArray(table.id, lockedById(tx, table, theirs))));
  }
}
