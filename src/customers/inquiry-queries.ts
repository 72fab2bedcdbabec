// Reading inquiries for the screen and the API. Private to this stage.
import { and, desc, eq, inArray, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { InquiryKind } from '../portal-kit/model.ts';
import { customers, duplicateCandidates, inquiries, inquiryMails, statuses } from './tables.ts';

type Page = { before: string | null; limit: number };

export interface InquiryFilter {
  customerId?: string | undefined;
  connectionId?: string | undefined;
  portal?: string | undefined;
  kind?: InquiryKind | undefined;
  requestNumber?: string | undefined;
  outcome?: 'inquiry' | 'notice' | undefined;
  /** The inquiry this mail brought. */
  mailId?: string | undefined;
}

export type InquiryRow = Awaited<ReturnType<typeof listInquiries>>[number];

/** Inquiries older than `before`, newest first. */
export function listInquiries(
  tx: Tx,
  organizationId: string,
  filter: InquiryFilter,
  { before, limit }: Page,
) {
  const { outcome } = filter;
  return selectInquiries(
    tx,
    and(
      eq(inquiries.organizationId, organizationId),
      before ? lt(inquiries.id, before) : undefined,
      filter.customerId ? eq(inquiries.customerId, filter.customerId) : undefined,
      filter.connectionId ? eq(inquiries.connectionId, filter.connectionId) : undefined,
      filter.portal ? eq(inquiries.portal, filter.portal) : undefined,
      filter.kind ? eq(inquiries.kind, filter.kind) : undefined,
      filter.requestNumber ? eq(inquiries.requestNumber, filter.requestNumber) : undefined,
      filter.mailId
        ? inArray(
            inquiries.id,
            tx
              .select({ id: inquiryMails.inquiryId })
              .from(inquiryMails)
              .where(eq(inquiryMails.mailId, filter.mailId)),
          )
        : undefined,
      outcome && (outcome === 'inquiry' ? isNotNull(inquiries.customerId) : isNull(inquiries.customerId)),
    ),
  ).limit(limit);
}

/** One inquiry, or none. */
export function getInquiry(tx: Tx, organizationId: string, id: string) {
  return selectInquiries(tx, and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, id)));
}

function selectInquiries(tx: Tx, where: SQL | undefined) {
  return tx
    .select({
      id: inquiries.id,
      customerId: inquiries.customerId,
      connectionId: inquiries.connectionId,
      portal: inquiries.portal,
      receivedAt: inquiries.receivedAt,
      customerAt: inquiries.customerAt,
      isRepeat: inquiries.isRepeat,
      content: inquiries.content,
      warnings: inquiries.warnings,
      completion: inquiries.completion,
      respondedAt: inquiries.respondedAt,
      respondedBy: inquiries.respondedBy,
      customerName: customers.name,
      inquiryCount: customers.inquiryCount,
      assigneeId: customers.assigneeId,
      status: { id: statuses.id, name: statuses.name, color: statuses.color },
      isDuplicate: sql<boolean>`EXISTS (SELECT FROM ${duplicateCandidates} d WHERE d.customer_id = ${inquiries.customerId})
        OR EXISTS (SELECT FROM ${duplicateCandidates} d WHERE d.other_id = ${inquiries.customerId})`,
      mailIds: sql<string[]>`(SELECT coalesce(array_agg(m.mail_id ORDER BY m.mail_id), '{}')
        FROM ${inquiryMails} m WHERE m.inquiry_id = ${inquiries.id})`,
    })
    .from(inquiries)
    .leftJoin(customers, eq(customers.id, inquiries.customerId))
    .leftJoin(statuses, eq(statuses.id, customers.statusId))
    .where(where)
    .orderBy(desc(inquiries.id));
}

/** The inquiry a mail brought, or none. */
export async function inquiryOfMail(tx: Tx, organizationId: string, mailId: string) {
  const [row] = await tx
    .select({ id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiryMails)
    .innerJoin(inquiries, eq(inquiries.id, inquiryMails.inquiryId))
    .where(and(eq(inquiryMails.organizationId, organizationId), eq(inquiryMails.mailId, mailId)));
  return row ?? null;
}
