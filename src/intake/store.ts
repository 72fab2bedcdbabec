// Queries on mails for the screen and the API. Private to this stage.
import { and, desc, eq, gt, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { lockedById } from '../platform/locked-by-id.ts';
import type { MailState, ReadOutcome } from './model.ts';
import { deliveries, mails } from './tables.ts';

/** A mail without its bytes. */
const columns = {
  id: mails.id,
  connectionId: mails.connectionId,
  receivedAt: mails.receivedAt,
  size: mails.size,
  deliveries: sql<number>`(SELECT count(*)::int FROM ${deliveries} d
    WHERE d.organization_id = mails.organization_id AND d.mail_id = mails.id)`,
  state: mails.state,
  lastError: mails.lastError,
  attempts: sql<number>`${mails.attempts} + ${mails.lost} + ${mails.died}`.mapWith(mails.attempts),
  givenUpAt: mails.givenUpAt,
  readAt: mails.readAt,
  readerVersion: mails.readerVersion,
  outcome: mails.outcome,
  portal: mails.portal,
  subject: mails.subject,
  fromName: mails.fromName,
  fromAddress: mails.fromAddress,
  warnings: mails.warnings,
  reviewedAt: mails.reviewedAt,
};

export interface MailFilter {
  connectionId?: string | undefined;
  outcome?: ReadOutcome | undefined;
  state?: MailState | undefined;
  /** Only what waits for a person: notices, unreadable and failed mails nobody has settled. */
  review?: boolean | undefined;
}

const needsReview = and(
  isNull(mails.reviewedAt),
  or(
    and(eq(mails.state, 'read'), inArray(mails.outcome, ['notice', 'unreadable'])),
    eq(mails.state, 'failed'),
  ),
);

function matching(organizationId: string, filter: MailFilter, before: string | null): SQL | undefined {
  return and(
    eq(mails.organizationId, organizationId),
    eq(mails.isTest, false),
    before ? lt(mails.id, before) : undefined,
    filter.connectionId ? eq(mails.connectionId, filter.connectionId) : undefined,
    filter.outcome ? eq(mails.outcome, filter.outcome) : undefined,
    filter.state ? eq(mails.state, filter.state) : undefined,
    filter.review ? needsReview : undefined,
  );
}

export type MailRow = Awaited<ReturnType<typeof listMails>>[number];

/** Mails older than `before` (an id), newest first. */
export function listMails(
  tx: Tx,
  organizationId: string,
  filter: MailFilter,
  page: { before: string | null; limit: number },
) {
  return tx
    .select(columns)
    .from(mails)
    .where(matching(organizationId, filter, page.before))
    .orderBy(desc(mails.id))
    .limit(page.limit);
}

/** One mail, or null: also when it is there but does not pass the filter. */
export async function getMail(
  tx: Tx,
  organizationId: string,
  id: string,
  filter: MailFilter = {},
): Promise<MailRow | null> {
  const [row] = await tx
    .select(columns)
    .from(mails)
    .where(and(matching(organizationId, filter, null), eq(mails.id, id)));
  return row ?? null;
}

/** Subjects of these mails, by id; one not read yet has none. */
export async function subjectsOf(
  tx: Tx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: mails.id, subject: mails.subject })
    .from(mails)
    .where(and(eq(mails.organizationId, organizationId), inArray(mails.id, ids)));
  return new Map(rows.map(({ id, subject }) => [id, subject ?? '']));
}

/** What lists show of these mails, those that are there; one not read yet has no subject. */
export function headsOf(tx: Tx, organizationId: string, ids: string[]) {
  const { id, subject, fromName, fromAddress, receivedAt, size } = mails;
  return tx
    .select({ id, subject, fromName, fromAddress, receivedAt, size })
    .from(mails)
    .where(and(eq(mails.organizationId, organizationId), inArray(mails.id, ids)));
}

/** The bytes of a mail as they came, or null. */
export async function getRawMail(tx: Tx, organizationId: string, id: string): Promise<Buffer | null> {
  const [row] = await tx
    .select({ raw: mails.raw })
    .from(mails)
    .where(and(eq(mails.organizationId, organizationId), eq(mails.id, id), eq(mails.isTest, false)));
  return row?.raw ?? null;
}

/** Every delivery of a mail, first first. */
export function listDeliveries(tx: Tx, organizationId: string, mailId: string) {
  return tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.organizationId, organizationId), eq(deliveries.mailId, mailId)))
    .orderBy(deliveries.id);
}

/** How many mails were given up after `since` and wait for a person. */
export async function countGivenUp(tx: Tx, organizationId: string, since: Date): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(mails)
    .where(
      and(matching(organizationId, { review: true, state: 'failed' }, null), gt(mails.givenUpAt, since)),
    );
  return row?.count ?? 0;
}

/** How many mails wait for a person. */
export async function countReview(tx: Tx, organizationId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(mails)
    .where(matching(organizationId, { review: true }, null));
  return row?.count ?? 0;
}

/**
 * Settles those of these mails that wait for a person: by one, or (null) because the request itself has come. False
 * when none of them waits: settled before, not read yet, or never in need of anybody.
 */
export async function reviewMail(
  tx: Tx,
  organizationId: string,
  ids: string[],
  userId: string | null,
): Promise<boolean> {
  if (ids.length === 0) return false;
  const wanted = and(matching(organizationId, { review: true }, null), inArray(mails.id, ids));
  const done = await tx
    .update(mails)
    .set({ reviewedAt: sql`now()`, reviewedBy: userId })
    .where(and(eq(mails.organizationId, organizationId), inArray(mails.id, lockedById(tx, mails, wanted))))
    .returning({ id: mails.id });
  return done.length > 0;
}

/**
 * The mail of a テスト反響 by its SHA-256, while it is there, held until the transaction ends; or null. `busy`: another transaction
 * holds it, and is not waited for.
 */
export async function holdTestMail(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  sha256: Buffer,
): Promise<{ receivedAt: Date } | 'busy' | null> {
  const mine = and(
    eq(mails.organizationId, organizationId),
    eq(mails.connectionId, connectionId),
    eq(mails.isTest, true),
    eq(mails.sha256, sha256),
  );
  const [there] = await tx.select({ receivedAt: mails.receivedAt }).from(mails).where(mine);
  if (!there) return null;
  const held = await tx.select({ id: mails.id }).from(mails).where(mine).for('update', { skipLocked: true });
  return held.length > 0 ? there : 'busy';
}
