// 再処理: mails whose reading was given up go the way of a new one.
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { UNTRIED } from './lease-mails.ts';
import { mails } from './tables.ts';

/**
 * Lets those of these mails be read at once, with all their tries, that were given up and that nobody has settled. Returns
 * their ids. Readers look every second: no signal is needed after the commit.
 */
export async function reprocessMails(tx: Tx, organizationId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const again = await tx
    .update(mails)
    .set(UNTRIED)
    .where(
      and(
        eq(mails.organizationId, organizationId),
        inArray(mails.id, ids),
        eq(mails.state, 'failed'),
        eq(mails.isTest, false),
        isNull(mails.reviewedAt),
      ),
    )
    .returning({ id: mails.id });
  return again.map(({ id }) => id);
}
