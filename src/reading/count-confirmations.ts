// How many mails ask to confirm an address of a connection and wait for a person.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { confirmationMails } from './tables.ts';

/** Open ones by connection; one without is left out. */
export async function countConfirmations(
  tx: Tx,
  organizationId: string,
  connectionIds: string[],
): Promise<Map<string, number>> {
  const rows = await tx
    .select({ id: confirmationMails.connectionId, count: sql<number>`count(*)::int` })
    .from(confirmationMails)
    .where(
      and(
        eq(confirmationMails.organizationId, organizationId),
        inArray(confirmationMails.connectionId, connectionIds),
        isNull(confirmationMails.settledAt),
      ),
    )
    .groupBy(confirmationMails.connectionId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
