// Queries of the take-in. Private to this stage.
import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { Actor, ContactPointKind, HistoryEvent } from './model.ts';
import { type ContactPoint, keysOf } from './rules/contact-points.ts';
import type { KnownRequest } from './rules/decide.ts';
import type { Candidate } from './rules/match.ts';
import {
  contactPoints,
  customerGroups,
  customerHistory,
  customers,
  duplicateCandidates,
  inquiries,
  inquiryKeys,
  inquiryMails,
  statuses,
} from './tables.ts';

/**
 * Waits until no other transaction works on any of these identities (advisory locks, in one order for everybody, held
 * to the end of the transaction): two mails of one person cannot both find nobody.
 */
export async function lockIdentities(tx: Tx, organizationId: string, identities: string[]): Promise<void> {
  const texts = sql.param(identities.map((identity) => `${organizationId}|${identity}`));
  await tx.execute(
    sql`SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended(t, 0) AS key FROM unnest(${texts}::text[]) AS t ORDER BY 1) AS sorted`,
  );
}

/** Inquiries known by these keys, by key. */
export function findSameRequests(
  tx: Tx,
  organizationId: string,
  keys: string[],
): Promise<(KnownRequest & { key: string })[]> {
  return tx
    .select({ key: inquiryKeys.key, id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiryKeys)
    .innerJoin(inquiries, eq(inquiries.id, inquiryKeys.inquiryId))
    .where(
      and(
        eq(inquiryKeys.organizationId, organizationId),
        sql`${inquiryKeys.key} = ANY(${sql.param(keys)}::text[])`,
      ),
    );
}

/** These inquiries. */
export async function findRequests(tx: Tx, organizationId: string, ids: string[]): Promise<KnownRequest[]> {
  if (ids.length === 0) return [];
  return tx
    .select({ id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), inArray(inquiries.id, ids)));
}

/** Every key these inquiries are known by. */
export async function keysOfInquiries(tx: Tx, organizationId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ key: inquiryKeys.key })
    .from(inquiryKeys)
    .where(and(eq(inquiryKeys.organizationId, organizationId), inArray(inquiryKeys.inquiryId, ids)));
  return rows.map(({ key }) => key);
}

/** Ids of the mails that brought these inquiries. */
export async function mailsOf(tx: Tx, organizationId: string, ids: string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: inquiryMails.mailId })
    .from(inquiryMails)
    .where(and(eq(inquiryMails.organizationId, organizationId), inArray(inquiryMails.inquiryId, ids)));
  return rows.map((mail) => mail.id);
}

/** Customers who share a phone or a mail address with these points, oldest first, with all they are known by. */
export async function findCandidates(
  tx: Tx,
  organizationId: string,
  points: ContactPoint[],
): Promise<Candidate[]> {
  const phones = keysOf(points, 'phone');
  const emails = keysOf(points, 'email');
  if (phones.length + emails.length === 0) return [];
  const sharing = (kind: ContactPoint['kind'], keys: string[]) =>
    sql`SELECT p.customer_id FROM ${contactPoints} p WHERE p.organization_id = ${organizationId}
      AND p.kind = ${sql.raw(`'${kind}'`)} AND p.key = ANY(${sql.param(keys)}::text[])`;
  // Two look-ups by the index, whatever the number of customers; joined by OR they would be one scan.
  const rows = await tx
    .select({ id: contactPoints.customerId, kind: contactPoints.kind, key: contactPoints.key })
    .from(contactPoints)
    .where(
      and(
        eq(contactPoints.organizationId, organizationId),
        sql`${contactPoints.customerId} IN (${sharing('phone', phones)} UNION ${sharing('email', emails)})`,
      ),
    )
    .orderBy(contactPoints.customerId);
  const found = new Map<string, Candidate>();
  for (const { id, kind, key } of rows) {
    const candidate = found.get(id) ?? { id, points: [] };
    candidate.points.push({ kind, key });
    found.set(id, candidate);
  }
  return [...found.values()];
}

/** The organization's default status, or null when it has none. */
export async function defaultStatusId(tx: Tx, organizationId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: statuses.id })
    .from(statuses)
    .where(and(eq(statuses.organizationId, organizationId), eq(statuses.isDefault, true)))
    .limit(1);
  return row?.id ?? null;
}

/** Keeps the points the customer was not known by yet, and returns those. */
export function addContactPoints(tx: Tx, organizationId: string, customerId: string, points: ContactPoint[]) {
  return addPoints(
    tx,
    organizationId,
    points.map((point) => ({ customerId, ...point })),
  );
}

/** The same for many. */
export async function addPoints(
  tx: Tx,
  organizationId: string,
  points: (ContactPoint & { customerId: string })[],
) {
  if (points.length === 0) return [];
  const rows = points.map((point) => ({ id: newId(), organizationId, ...point }));
  const added = await tx.execute<{ customer: string; kind: ContactPointKind; key: string; value: string }>(
    sql`${insertRows(contactPoints, rows)} ON CONFLICT DO NOTHING RETURNING customer_id AS customer, kind, key, value`,
  );
  return added.rows.map(({ customer, ...point }) => ({ customerId: customer, ...point }));
}

/** Adds customers to static groups; returns who was not in it before. */
export async function addToGroups(
  tx: Tx,
  organizationId: string,
  joining: { customerId: string; groupId: string }[],
) {
  if (joining.length === 0) return [];
  return tx
    .insert(customerGroups)
    .values(joining.map((one) => ({ organizationId, ...one })))
    .onConflictDoNothing()
    .returning({ customerId: customerGroups.customerId, groupId: customerGroups.groupId });
}

/** The first to have a key owns it. */
export async function addInquiryKeys(
  tx: Tx,
  organizationId: string,
  keys: { inquiryId: string; key: string }[],
): Promise<void> {
  if (keys.length === 0) return;
  const rows = keys.map((one) => ({ organizationId, ...one }));
  await tx.execute(sql`${insertRows(inquiryKeys, rows)} ON CONFLICT DO NOTHING`);
}

/** Links mails to the inquiries they brought, or brought once more. A mail stays with its first inquiry. */
export async function linkMails(
  tx: Tx,
  organizationId: string,
  links: { inquiryId: string; mailId: string }[],
): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map((link) => ({ organizationId, ...link }));
  await tx.execute(sql`${insertRows(inquiryMails, rows)} ON CONFLICT DO NOTHING`);
}

/** Two that a person holds apart (別人として扱う) are not suspected again. */
export async function addSuspicions(
  tx: Tx,
  organizationId: string,
  suspicions: { customerId: string; otherId: string; reason: string }[],
): Promise<void> {
  if (suspicions.length === 0) return;
  const rows = suspicions.map(({ customerId, otherId, reason }) => ({
    organizationId,
    customerId,
    otherId,
    suspectedId: customerId,
    suspectedOtherId: otherId,
    reason,
  }));
  await tx.execute(sql`${insertRows(duplicateCandidates, rows)}
    WHERE NOT EXISTS (SELECT FROM ${duplicateCandidates} d WHERE d.dismissed_at IS NOT NULL
      AND (d.customer_id, d.other_id) IN ((given.customer_id, given.other_id), (given.other_id, given.customer_id)))
    ON CONFLICT DO NOTHING`);
}

/** What happened to one customer. */
export interface HistoryLines {
  customerId: string;
  inquiryId: string | null;
  actor: Actor;
  events: HistoryEvent[];
}

export async function addHistory(tx: Tx, organizationId: string, lines: HistoryLines[]): Promise<void> {
  const rows = lines.flatMap(({ events, ...line }) =>
    events.map((event) => ({ id: newId(), organizationId, ...line, event })),
  );
  if (rows.length > 0) await tx.execute(insertRows(customerHistory, rows));
}

/**
 * Keeps these customers as they are until the transaction ends, in one order for everybody. Returns those who are there and not
 * merged into others.
 */
export async function lockCustomers(tx: Tx, organizationId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: customers.id, mergedInto: customers.mergedInto })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)))
    .orderBy(customers.id)
    .for('no key update');
  return rows.flatMap(({ id, mergedInto }) => (mergedInto ? [] : id));
}

/** More inquiries of known customers. `edits`: how many of them brought something new, which overtakes an edit that is open. */
export async function countInquiries(
  tx: Tx,
  organizationId: string,
  counts: { customerId: string; inquiries: number; edits: number }[],
): Promise<void> {
  if (counts.length === 0) return;
  const ids = sql.param(counts.map(({ customerId }) => customerId));
  const more = sql.param(counts.map((count) => count.inquiries));
  const edits = sql.param(counts.map((count) => count.edits));
  await tx.execute(sql`UPDATE ${customers} c
    SET inquiry_count = c.inquiry_count + n.inquiries, version = c.version + n.edits, updated_at = now()
    FROM unnest(${ids}::uuid[], ${more}::int[], ${edits}::int[]) AS n (id, inquiries, edits)
    WHERE c.organization_id = ${organizationId} AND c.id = n.id`);
}

/** How many 未対応 inquiries the customers of each of these people have. */
export async function countOpenOf(
  tx: Tx,
  organizationId: string,
  userIds: string[],
): Promise<Map<string, number>> {
  const rows = await tx
    .select({ assigneeId: sql<string>`${customers.assigneeId}`, open: count() })
    .from(inquiries)
    .innerJoin(customers, eq(customers.id, inquiries.customerId))
    .where(
      and(
        eq(inquiries.organizationId, organizationId),
        isNull(inquiries.respondedAt),
        inArray(customers.assigneeId, userIds),
      ),
    )
    .groupBy(customers.assigneeId);
  return new Map(rows.map(({ assigneeId, open }) => [assigneeId, open]));
}

/** Whom these customers are with, by customer. */
export async function assigneesOf(
  tx: Tx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: customers.id, assigneeId: customers.assigneeId })
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)));
  return new Map(rows.map(({ id, assigneeId }) => [id, assigneeId]));
}
