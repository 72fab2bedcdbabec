// 初動 is kept with its inquiry, as the log of its activities says (ADR 21): after each row that is added to the log.
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { activityInquiries } from './follow-up/tables.ts';
import { firstResponse } from './rules/first-response.ts';
import { activities, inquiries } from './tables.ts';

export type HeldInquiry = { id: string; customerId: string | null };

/** Whoever writes something down waits for whoever does: what counts is decided from the whole log. */
export function holdInquiries(tx: Tx, organizationId: string, ids: string[]): Promise<HeldInquiry[]> {
  return tx
    .select({ id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), inArray(inquiries.id, ids)))
    .orderBy(asc(inquiries.id))
    .for('no key update');
}

/** Of inquiries that are held. */
export async function keepFirstResponses(
  tx: Tx,
  organizationId: string,
  inquiryIds: string[],
): Promise<void> {
  if (inquiryIds.length === 0) return;
  const own = await tx
    .select()
    .from(activities)
    .where(and(eq(activities.organizationId, organizationId), inArray(activities.inquiryId, inquiryIds)));
  const ofCustomers = await tx
    .select({ activity: activities, inquiryId: activityInquiries.inquiryId })
    .from(activityInquiries)
    .innerJoin(activities, eq(activities.id, activityInquiries.activityId))
    .where(
      and(
        eq(activityInquiries.organizationId, organizationId),
        inArray(activityInquiries.inquiryId, inquiryIds),
      ),
    );
  const log = [...own, ...ofCustomers.map(({ activity, inquiryId }) => ({ ...activity, inquiryId }))];
  const firsts = inquiryIds.map((id) => firstResponse(log.filter(({ inquiryId }) => inquiryId === id)));
  const [ids, ats, people] = [
    inquiryIds,
    firsts.map((first) => first?.at.toISOString() ?? null),
    firsts.map((first) => (first?.actor.type === 'user' ? first.actor.userId : null)),
  ].map((column) => sql.param(column));
  await tx.execute(sql`UPDATE ${inquiries} i SET responded_at = f.at, responded_by = f.by
    FROM unnest(${ids}::uuid[], ${ats}::timestamptz[], ${people}::uuid[]) AS f (id, at, by)
    WHERE i.organization_id = ${organizationId} AND i.id = f.id`);
}
