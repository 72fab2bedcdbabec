// What became of one field of a customer: who changed it when, from what to what, and what it came from.
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { HistoryEvent } from './model.ts';
import { customerHistory, inquiries } from './tables.ts';

export const historyFields = [
  'name',
  'nameKana',
  'phones',
  'emails',
  'postalCode',
  'address',
  'assigneeId',
  'statusId',
  'groupIds',
] as const;
export type HistoryField = (typeof historyFields)[number];

/** Lines shown; the oldest of a field that was changed more often are left out. */
const MOST = 100;

/**
 * Lines that tell of the field, of any of these customers (a family, find-survivor.ts), newest first, with the inquiry that
 * brought it, and whether a merge did.
 */
export async function listFieldHistory(
  tx: Tx,
  organizationId: string,
  family: string[],
  field: HistoryField,
) {
  const rows = await tx
    .select({
      line: customerHistory,
      inquiry: { id: inquiries.id, kind: inquiries.kind, requestNumber: inquiries.requestNumber },
      // All of one merge is written at one moment.
      isMerge: sql<boolean>`EXISTS (SELECT FROM customer_history m WHERE m.organization_id = ${organizationId}
        AND m.customer_id = ${customerHistory.customerId} AND m.at = ${customerHistory.at}
        AND m.event ->> 'type' IN ('merged', 'merge-undone'))`,
    })
    .from(customerHistory)
    .leftJoin(
      inquiries,
      and(eq(inquiries.organizationId, customerHistory.organizationId), eq(inquiries.id, broughtBy())),
    )
    .where(
      and(
        eq(customerHistory.organizationId, organizationId),
        inArray(customerHistory.customerId, family),
        tells(field),
      ),
    )
    .orderBy(desc(customerHistory.id))
    .limit(MOST);
  return rows;
}

// Lines of a customer's first request do not name it: it is told of at the same moment.
const broughtBy =
  () => sql`coalesce(${customerHistory.inquiryId}, CASE ${customerHistory.actor} ->> 'type' WHEN 'intake' THEN (
  SELECT s.inquiry_id FROM customer_history s WHERE s.organization_id = ${customerHistory.organizationId}
    AND s.customer_id = ${customerHistory.customerId} AND s.at = ${customerHistory.at} AND s.inquiry_id IS NOT NULL
  ORDER BY s.id LIMIT 1) END)`;

const { event } = customerHistory;
const typeIs = (...types: HistoryEvent['type'][]) =>
  sql`${event} ->> 'type' = ANY (${sql.param(types)}::text[])`;
const point = (kind: string) =>
  sql`(${typeIs('contact-added', 'contact-removed')} AND ${event} ->> 'kind' = ${kind})`;
const edited = (field: string) => sql`(${typeIs('edited')} AND ${event} ->> 'field' = ${field})`;

// How each began stands in the line that made the customer.
function tells(field: HistoryField) {
  const own = {
    name: sql`${edited('name')} OR ${point('name')}`,
    nameKana: sql`${edited('nameKana')} OR ${point('kana')}`,
    phones: point('phone'),
    emails: point('email'),
    postalCode: edited('postalCode'),
    address: edited('address'),
    assigneeId: typeIs('assigned'),
    statusId: typeIs('status-set'),
    groupIds: typeIs('group-added', 'group-removed'),
  }[field];
  return sql`(${typeIs('created')} OR ${own})`;
}
