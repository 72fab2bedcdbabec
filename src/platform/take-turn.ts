// Transactions that go one after another, also where there is no row yet that they could hold.
import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';

/** Waits until no other transaction works on this; it ends with the transaction. `about` names the organization too. */
export async function takeTurn(tx: Tx, about: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${about}, 0))`);
}
