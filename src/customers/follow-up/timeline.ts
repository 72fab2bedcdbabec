// All that happened with a customer in one order, the last first. Each thing once: what is an entry of its own is no line of the
// history as well, and the mail that brought an inquiry stands with it.
import { type SQL, sql } from 'drizzle-orm';
import { headsOf } from '../../intake/index.ts';
import type { Tx } from '../../platform/database.ts';
import { familyOf } from '../find-survivor.ts';
import { activities, customerHistory, inquiries, inquiryMails } from '../tables.ts';
import { activityInquiries, notes } from './tables.ts';

export const timelineKinds = ['inquiry', 'activity', 'note', 'mail', 'history'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** A place in the order: microseconds since 1970, then the id. */
export interface TimelinePlace {
  us: string;
  id: string;
}

export interface TimelineEntry extends TimelinePlace {
  type: TimelineKind;
}

/** Entries of these kinds behind `after`; null: there is no such customer. Of all who were merged into them, too. */
export async function listTimeline(
  tx: Tx,
  organizationId: string,
  customerId: string,
  { kinds, after, limit }: { kinds: TimelineKind[]; after: TimelinePlace | null; limit: number },
): Promise<TimelineEntry[] | null> {
  const family = await familyOf(tx, organizationId, customerId);
  if (family.length === 0) return null;
  const asked = new Set(kinds);
  const members = sql`${sql.param(family)}::uuid[]`;
  const of: Record<TimelineKind, () => SQL | Promise<SQL>> = {
    inquiry: () => sql`SELECT i.id, i.received_at FROM ${inquiries} i
      WHERE i.organization_id = ${organizationId} AND i.customer_id = ${customerId}`,
    activity: () => sql`SELECT a.id, a.at FROM ${activities} a
      WHERE a.organization_id = ${organizationId} AND a.kind <> 'undone'
        AND NOT EXISTS (SELECT FROM ${activities} u WHERE u.organization_id = a.organization_id AND u.undoes = a.id) AND a.id IN (
          SELECT o.id FROM ${activities} o WHERE o.organization_id = ${organizationId} AND o.customer_id = ANY (${members})
          UNION SELECT o.id FROM ${inquiries} i JOIN ${activities} o ON o.organization_id = i.organization_id AND o.inquiry_id = i.id
            WHERE i.organization_id = ${organizationId} AND i.customer_id = ${customerId}
          UNION SELECT l.activity_id FROM ${inquiries} i
            JOIN ${activityInquiries} l ON l.organization_id = i.organization_id AND l.inquiry_id = i.id
            WHERE i.organization_id = ${organizationId} AND i.customer_id = ${customerId})`,
    note: () => sql`SELECT n.id, n.created_at FROM ${notes} n
      WHERE n.organization_id = ${organizationId} AND n.customer_id = ${customerId} AND n.deleted_at IS NULL`,
    mail: async () => {
      const ids = await mailsOfCustomer(tx, organizationId, customerId, asked.has('inquiry'));
      const heads = await headsOf(tx, organizationId, ids);
      const [mails, ats] = [heads.map(({ id }) => id), heads.map((head) => head.receivedAt.toISOString())];
      return sql`SELECT * FROM unnest(${sql.param(mails)}::uuid[], ${sql.param(ats)}::timestamptz[])`;
    },
    history: () => sql`SELECT h.id, h.at FROM ${customerHistory} h
      WHERE h.organization_id = ${organizationId} AND h.customer_id = ANY (${members})
        AND NOT (h.event ->> 'type' = ANY (${sql.param(toldBy(asked))}::text[]))`,
  };
  const parts: SQL[] = [];
  for (const kind of asked)
    parts.push(sql`SELECT ${kind}::text, p.id, p.at FROM (${await of[kind]()}) AS p (id, at)`);
  const { rows } = await tx.execute<{ type: TimelineKind; id: string; us: string }>(sql`
    SELECT e.type, e.id, (extract(epoch FROM e.at) * 1000000)::bigint::text AS us
    FROM (${sql.join(parts, sql` UNION ALL `)}) AS e (type, id, at)
    ${after ? sql`WHERE ((extract(epoch FROM e.at) * 1000000)::bigint, e.id) < (${after.us}::bigint, ${after.id}::uuid)` : sql``}
    ORDER BY e.at DESC, e.id DESC LIMIT ${limit}`);
  return rows;
}

/** Events of the history that entries of these kinds tell. */
function toldBy(asked: Set<TimelineKind>): string[] {
  return [
    ...(asked.has('inquiry') ? ['inquiry-added'] : []),
    ...(asked.has('activity') ? ['activity-added'] : []),
    ...(asked.has('note') ? ['note-added'] : []),
  ];
}

/** Ids of the mails that a customer's inquiries came with; `onlyLater`: without the first of each. */
export async function mailsOfCustomer(
  tx: Tx,
  organizationId: string,
  customerId: string,
  onlyLater: boolean,
): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT m.mail_id AS id FROM ${inquiries} i JOIN ${inquiryMails} m ON m.inquiry_id = i.id
    WHERE i.organization_id = ${organizationId} AND i.customer_id = ${customerId}
    ${onlyLater ? sql`AND EXISTS (SELECT FROM ${inquiryMails} f WHERE f.inquiry_id = i.id AND f.mail_id < m.mail_id)` : sql``}`);
  return rows.map((row) => row.id);
}
