// RCPT: which inbox an envelope recipient is.
import type { Database } from '../platform/database.ts';
import { localPartOf } from './inbox-address.ts';

/**
 * The inbox id of an envelope recipient, or null: what never existed and what expired are one answer. Addresses that
 * cannot be ours are looked up too, so that the time of the answer tells nothing.
 */
export async function findInbox(db: Database, recipient: string): Promise<string | null> {
  const [row] = await db.across<{ id: string | null }>('find_inbox', 'SELECT find_inbox($1) AS id', [
    localPartOf(recipient) ?? '',
  ]);
  return row?.id ?? null;
}
