// Several rows changed at once are locked by id first: of two that change the same ones, neither waits for the other.
import { asc, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Tx } from './database.ts';

/** Ids of these rows, for an UPDATE's `WHERE id IN`: locked, in their order, until the transaction ends. */
export function lockedById(tx: Tx, table: PgTable & { id: PgColumn }, which: SQL | undefined) {
  return tx.select({ id: table.id }).from(table).where(which).orderBy(asc(table.id)).for('no key update');
}
