// Kept mails for reading them again: page by page, with their bytes, and what a later reader made of their rows.
import { and, asc, eq, gt, gte, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { lockedById } from '../platform/locked-by-id.ts';
import type { MailReading } from './lease-mails.ts';
import type { MailState, ReadOutcome } from './model.ts';
import { mails } from './tables.ts';

/** Which mails: of one connection or all, received since then or ever. */
export interface KeptFilter {
  connectionId: string | null;
  since: Date | null;
}

/** A kept mail's row as it stands. */
export interface KeptMail {
  id: string;
  connectionId: string;
  receivedAt: Date;
  state: MailState;
  outcome: ReadOutcome | null;
  portal: string | null;
  subject: string | null;
  fromName: string | null;
  fromAddress: string | null;
  warnings: string[];
  readerVersion: string | null;
  reviewedAt: Date | null;
}

const columns = {
  id: mails.id,
  connectionId: mails.connectionId,
  receivedAt: mails.receivedAt,
  state: mails.state,
  outcome: mails.outcome,
  portal: mails.portal,
  subject: mails.subject,
  fromName: mails.fromName,
  fromAddress: mails.fromAddress,
  warnings: mails.warnings,
  readerVersion: mails.readerVersion,
  reviewedAt: mails.reviewedAt,
};

const kept = (organizationId: string, { connectionId, since }: KeptFilter): SQL | undefined =>
  and(
    eq(mails.organizationId, organizationId),
    eq(mails.isTest, false),
    connectionId ? eq(mails.connectionId, connectionId) : undefined,
    since ? gte(mails.receivedAt, since) : undefined,
  );

/** How many there are. */
export async function countKept(tx: Tx, organizationId: string, filter: KeptFilter): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(mails)
    .where(kept(organizationId, filter));
  return row?.count ?? 0;
}

/** The next mails after this one, oldest first: as many as fit into so many bytes, at least one. */
export async function nextKept(
  tx: Tx,
  organizationId: string,
  filter: KeptFilter,
  page: { after: string | null; limit: number; bytes: number },
): Promise<(KeptMail & { raw: Buffer })[]> {
  const sizes = await tx
    .select({ id: mails.id, size: mails.size })
    .from(mails)
    .where(and(kept(organizationId, filter), page.after ? gt(mails.id, page.after) : undefined))
    .orderBy(asc(mails.id))
    .limit(page.limit);
  let bytes = 0;
  const ids = sizes
    .filter(({ size }, at) => {
      bytes += size;
      return at === 0 || bytes <= page.bytes;
    })
    .map(({ id }) => id);
  if (ids.length === 0) return [];
  return tx
    .select({ ...columns, raw: mails.raw })
    .from(mails)
    .where(and(eq(mails.organizationId, organizationId), inArray(mails.id, ids)))
    .orderBy(asc(mails.id));
}

/** One mail's row, which nobody else changes until the transaction ends; null when it is gone. */
export async function holdKept(tx: Tx, organizationId: string, id: string): Promise<KeptMail | null> {
  const [row] = await tx
    .select(columns)
    .from(mails)
    .where(and(eq(mails.organizationId, organizationId), eq(mails.id, id)))
    .for('no key update'); // a mail that comes again does not wait for it
  return row ?? null;
}

/** What reading made of each of these mails, where it was read. */
export async function outcomesOf(
  tx: Tx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, ReadOutcome | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: mails.id, outcome: mails.outcome })
    .from(mails)
    .where(and(eq(mails.organizationId, organizationId), inArray(mails.id, ids)));
  return new Map(rows.map(({ id, outcome }) => [id, outcome]));
}

/** Writes what a later reader made of a mail that is held. One that was given up is read now; any other stays where it is. */
export async function noteReread(
  tx: Tx,
  organizationId: string,
  { id, state }: KeptMail,
  reading: MailReading,
): Promise<void> {
  await tx
    .update(mails)
    .set({
      ...reading,
      ...(state === 'failed' && { state: 'read' as const, readAt: sql`now()`, lastError: null }),
    })
    .where(and(eq(mails.organizationId, organizationId), eq(mails.id, id)));
}

/** Notes which reader these mails were read by last. */
export async function noteReaderVersion(
  tx: Tx,
  organizationId: string,
  ids: string[],
  readerVersion: string,
): Promise<void> {
  if (ids.length === 0) return;
  const wanted = and(
    eq(mails.organizationId, organizationId),
    inArray(mails.id, ids),
    inArray(mails.state, ['read', 'aside']),
    or(isNull(mails.readerVersion), ne(mails.readerVersion, readerVersion)),
  );
  await tx
    .update(mails)
    .set({ readerVersion })
    .where(and(eq(mails.organizationId, organizationId), inArray(mails.id, lockedById(tx, mails, wanted))));
}
