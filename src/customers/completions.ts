// Queries on notices that are to be completed from the portal's page. Private to this stage.
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { Completion } from './model.ts';
import { inquiries } from './tables.ts';

/** Writes how far it is with this inquiry; null: there is nothing to say any more. */
export async function noteCompletion(
  tx: Tx,
  { organizationId, inquiryId }: { organizationId: string; inquiryId: string },
  completion: Completion | null,
): Promise<void> {
  await tx
    .update(inquiries)
    .set({ completion })
    .where(and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, inquiryId)));
}

/** Notices of a connection whose page was not read for want of a login, not older than `since`; the newest first. */
export function openNotices(tx: Tx, organizationId: string, connectionId: string, since: Date) {
  return tx
    .select({ id: inquiries.id })
    .from(inquiries)
    .where(
      and(
        eq(inquiries.organizationId, organizationId),
        eq(inquiries.connectionId, connectionId),
        isNull(inquiries.customerId),
        gt(inquiries.receivedAt, since),
        sql`${inquiries.completion} @> '{"state": "failed", "why": "no-login"}'`,
      ),
    )
    .orderBy(sql`${inquiries.id} DESC`)
    .limit(200);
}
