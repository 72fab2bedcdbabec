// When somebody in charge was told of an inquiry: the outbox knows.
import { and, eq, inArray, min } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { outgoingMails } from './tables.ts';

/** When the relay first took a notice of each of these inquiries; one that nobody was told of is left out. */
export async function notifiedAt(
  tx: Tx,
  organizationId: string,
  inquiryIds: string[],
): Promise<Map<string, Date>> {
  if (inquiryIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: outgoingMails.inquiryId, at: min(outgoingMails.sentAt) })
    .from(outgoingMails)
    .where(
      and(
        eq(outgoingMails.organizationId, organizationId),
        inArray(outgoingMails.inquiryId, inquiryIds),
        eq(outgoingMails.kind, 'inquiry-notice'),
      ),
    )
    .groupBy(outgoingMails.inquiryId);
  return new Map(rows.flatMap(({ id, at }) => (id && at ? [[id, at] as const] : [])));
}
