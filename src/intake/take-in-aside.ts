// Mails kept aside go the way of a new one: when a connection takes in again, or was a draft until now.
import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { lockedById } from '../platform/locked-by-id.ts';
import { UNTRIED } from './lease-mails.ts';
import { mails } from './tables.ts';

/**
 * Lets all mails kept aside for these connections (those that were put aside after `since`) be read again; returns how many.
 * They are taken in only where their connection is active by then. Readers look every second: no signal is needed after the
 * commit.
 */
export async function takeInAside(
  tx: Tx,
  organizationId: string,
  connectionIds: string[],
  since: Date | null = null,
): Promise<number> {
  const wanted = and(
    eq(mails.organizationId, organizationId),
    inArray(mails.connectionId, connectionIds),
    eq(mails.state, 'aside'),
    since ? gte(mails.readAt, since) : undefined,
  );
  const taken = await tx
    .update(mails)
    .set(UNTRIED)
    .where(and(eq(mails.organizationId, organizationId), inArray(mails.id, lockedById(tx, mails, wanted))))
    .returning({ id: mails.id });
  return taken.length;
}
