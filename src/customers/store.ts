// Queries of the take-in. Private to this stage.
import { and, eq, inArray, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import type { Actor, HistoryEvent } from './model.ts';
import { type ContactPoint, keysOf } from './rules/contact-points.ts';
import type { Candidate } from './rules/match.ts';
import {
  contactPoints,
  customerGroups,
  customerHistory,
  customers,
  duplicateCandidates,
  type groups,
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

/** The oldest inquiry known by one of these keys, with whether it has its customer yet; or null. */
export async function findSameRequest(tx: Tx, organizationId: string, keys: string[]) {
  const [row] = await tx
    .select({ id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiryKeys)
    .innerJoin(inquiries, eq(inquiries.id, inquiryKeys.inquiryId))
    .where(and(eq(inquiryKeys.organizationId, organizationId), inArray(inquiryKeys.key, keys)))
    .orderBy(inquiries.id)
    .limit(1);
  return row ?? null;
}

/** One inquiry, with whether it has its customer yet; or null. */
export async function findRequest(tx: Tx, organizationId: string, id: string) {
  const [row] = await tx
    .select({ id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, id)));
  return row ?? null;
}

/** Every key an inquiry is known by. */
export async function keysOfInquiry(tx: Tx, organizationId: string, id: string): Promise<string[]> {
  const rows = await tx
    .select({ key: inquiryKeys.key })
    .from(inquiryKeys)
    .where(and(eq(inquiryKeys.organizationId, organizationId), eq(inquiryKeys.inquiryId, id)));
  return rows.map(({ key }) => key);
}

/** Ids of the mails that brought an inquiry. */
export async function mailsOf(tx: Tx, organizationId: string, id: string): Promise<string[]> {
  const rows = await tx
    .select({ id: inquiryMails.mailId })
    .from(inquiryMails)
    .where(and(eq(inquiryMails.organizationId, organizationId), eq(inquiryMails.inquiryId, id)));
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
  const rows = await tx
    .select({ id: contactPoints.customerId, kind: contactPoints.kind, key: contactPoints.key })
    .from(contactPoints)
    .where(
      and(
        eq(contactPoints.organizationId, organizationId),
        sql`${contactPoints.customerId} IN (
          SELECT p.customer_id FROM contact_points p WHERE p.organization_id = ${organizationId}
          AND (p.kind = 'phone' AND p.key = ANY(${sql.param(phones)}::text[]) OR p.kind = 'email' AND p.key = ANY(${sql.param(emails)}::text[])))`,
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
export async function addContactPoints(
  tx: Tx,
  organizationId: string,
  customerId: string,
  points: ContactPoint[],
) {
  if (points.length === 0) return [];
  return tx
    .insert(contactPoints)
    .values(points.map((point) => ({ id: newId(), organizationId, customerId, ...point })))
    .onConflictDoNothing()
    .returning({ kind: contactPoints.kind, value: contactPoints.value });
}

/** Adds the customer to a static group; false when they were in it. */
export async function addToGroup(
  tx: Tx,
  organizationId: string,
  customerId: string,
  groupId: string,
): Promise<boolean> {
  const added = await tx
    .insert(customerGroups)
    .values({ organizationId, customerId, groupId })
    .onConflictDoNothing()
    .returning({ groupId: customerGroups.groupId });
  return added.length === 1;
}

export async function addInquiryKeys(
  tx: Tx,
  organizationId: string,
  inquiryId: string,
  keys: string[],
): Promise<void> {
  await tx
    .insert(inquiryKeys)
    .values(keys.map((key) => ({ organizationId, key, inquiryId })))
    .onConflictDoNothing();
}

/** Links a mail to the inquiry it brought, or brought once more. A mail stays with its first inquiry. */
export async function linkMail(
  tx: Tx,
  organizationId: string,
  inquiryId: string,
  mailId: string,
): Promise<void> {
  await tx.insert(inquiryMails).values({ organizationId, inquiryId, mailId }).onConflictDoNothing();
}

export async function addSuspicions(
  tx: Tx,
  organizationId: string,
  customerId: string,
  suspicions: { otherId: string; reason: string }[],
): Promise<void> {
  if (suspicions.length === 0) return;
  await tx
    .insert(duplicateCandidates)
    .values(suspicions.map((s) => ({ organizationId, customerId, ...s })))
    .onConflictDoNothing();
}

export async function addHistory(
  tx: Tx,
  line: { organizationId: string; customerId: string; inquiryId: string | null; actor: Actor },
  events: HistoryEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.insert(customerHistory).values(events.map((event) => ({ id: newId(), ...line, event })));
}

/** Names as they are now, for history lines. */
export async function nameOf(
  tx: Tx,
  table: typeof statuses | typeof groups,
  organizationId: string,
  id: string,
): Promise<string> {
  const [row] = await tx
    .select({ name: table.name })
    .from(table)
    .where(and(eq(table.organizationId, organizationId), eq(table.id, id)));
  return row?.name ?? '';
}

/** One more inquiry of this customer. One that brought something new to know them by overtakes an edit that is open. */
export async function countInquiry(
  tx: Tx,
  organizationId: string,
  customerId: string,
  overtakes: boolean,
): Promise<void> {
  await tx
    .update(customers)
    .set({
      inquiryCount: sql`${customers.inquiryCount} + 1`,
      updatedAt: sql`now()`,
      ...(overtakes && { version: sql`${customers.version} + 1` }),
    })
    .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)));
}
