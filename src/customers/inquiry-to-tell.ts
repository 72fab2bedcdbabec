// What owners are told of inquiries.
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { Inquiry } from '../portal-kit/model.ts';
import { customers, inquiries, inquiryMails } from './tables.ts';

/** Text in it is as the sender wrote it. `customerId` null: only announced. */
export interface InquiryToTell {
  customerId: string | null;
  customerName: string | null;
  assigneeId: string | null;
  connectionId: string | null;
  portal: string;
  isRepeat: boolean;
  receivedAt: Date;
  /** The first response (初動). */
  respondedAt: Date | null;
  content: Inquiry;
  /** The first mail that brought it. */
  mailId: string | null;
}

/** Those of these inquiries that are the organization's, with their customers, by id. */
export async function inquiriesToTell(
  tx: Tx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, InquiryToTell>> {
  const rows = await tx
    .select({
      id: inquiries.id,
      customerId: inquiries.customerId,
      customerName: customers.name,
      assigneeId: customers.assigneeId,
      connectionId: inquiries.connectionId,
      portal: inquiries.portal,
      isRepeat: inquiries.isRepeat,
      receivedAt: inquiries.receivedAt,
      respondedAt: inquiries.respondedAt,
      content: inquiries.content,
      mailId: sql<string | null>`(SELECT m.mail_id FROM ${inquiryMails} m
        WHERE m.inquiry_id = ${inquiries.id} ORDER BY m.mail_id LIMIT 1)`,
    })
    .from(inquiries)
    .leftJoin(customers, eq(customers.id, inquiries.customerId))
    .where(
      and(
        eq(inquiries.organizationId, organizationId),
        sql`${inquiries.id} = ANY(${sql.param(ids)}::uuid[])`,
      ),
    );
  return new Map(rows.map(({ id, ...told }) => [id, told]));
}
