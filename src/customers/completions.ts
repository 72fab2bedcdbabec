// Queries on notices that are to be completed from the portal's page. Private to this stage.
import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
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

/** The same of one that is still a notice; false: somebody was found meanwhile, and what is said of it stays. */
export async function noteUnlessComplete(
  tx: Tx,
  { organizationId, inquiryId }: { organizationId: string; inquiryId: string },
  completion: Completion,
): Promise<boolean> {
  const noted = await tx
    .update(inquiries)
    .set({ completion })
    .where(
      and(
        eq(inquiries.organizationId, organizationId),
        eq(inquiries.id, inquiryId),
        isNull(inquiries.customerId),
      ),
    )
    .returning({ id: inquiries.id });
  return noted.length > 0;
}

/**
 * Notices of a connection whose page was not read for want of a login, not older than `since`; of many the newest. They are held in
 * the order in which everybody holds inquiries, and are still such notices then.
 */
export async function holdOpenNotices(tx: Tx, organizationId: string, connectionId: string, since: Date) {
  const isOpen = and(
    eq(inquiries.organizationId, organizationId),
    eq(inquiries.connectionId, connectionId),
    isNull(inquiries.customerId),
    sql`${inquiries.completion} @> '{"state": "failed", "why": "no-login"}'`,
  );
  const newest = await tx
    .select({ id: inquiries.id })
    .from(inquiries)
    .where(and(isOpen, gt(inquiries.receivedAt, since)))
    .orderBy(desc(inquiries.id))
    .limit(200);
  if (newest.length === 0) return [];
  const ids = newest.map(({ id }) => id);
  return tx
    .select({ id: inquiries.id })
    .from(inquiries)
    .where(and(isOpen, inArray(inquiries.id, ids)))
    .orderBy(asc(inquiries.id))
    .for('no key update');
}
