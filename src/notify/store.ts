// Queries of the outbox. Private to this stage.
import { and, asc, desc, eq, inArray, isNull, lt, min, sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import { storable } from '../lib/storable.ts';
import type { Tx } from '../platform/database.ts';
import { lockJob, publishJob, publishJobs } from '../platform/jobs.ts';
import type { Channel, Letter, OutgoingKind, OutgoingState, Recipient } from './model.ts';
import { MAYBE_TOLD } from './rules/why-not-sent.ts';
import { outgoingMails } from './tables.ts';

/** The jobs that hand a mail, or a message of another channel, over; the subject is the row. */
export const SEND_MAIL = 'send-mail';
export const POST_MESSAGE = 'post-message';

/** The job that lets go what was held back; its subject is the person. */
export const RELEASE_HELD = 'release-held';

/** The job that sends on this channel. */
export const jobFor = (channel: Channel): string => (channel === 'mail' ? SEND_MAIL : POST_MESSAGE);

/** A mail to be sent, to one recipient. */
export interface NewMail {
  /** By mail when left out; elsewhere the recipient's address is the id of what is reached. */
  channel?: Channel;
  kind: OutgoingKind;
  /** What happened: together with the recipient's address it is told once. */
  event: string;
  /**
   * When that was; `now`: by the database's clock. Before the installation was restored from a backup: it may have been told, so no
   * machine sends it.
   */
  happenedAt: Date | 'now';
  recipient: Recipient;
  letter: Letter;
  connectionId?: string | null;
  inquiryId?: string | null;
  /** The mail that goes on with it. */
  mailId?: string;
  /** Held back until then; null or left out: it goes at once. */
  dueAt?: Date | null;
}

export type OutgoingMail = typeof outgoingMails.$inferSelect;

const one = (organizationId: string, id: string) =>
  and(eq(outgoingMails.organizationId, organizationId), eq(outgoingMails.id, id));

/**
 * Puts mails into the outbox and has them sent. One whose event was told to this address before is left out.
 * @returns the ids of the new ones
 */
export async function putMails(tx: Tx, organizationId: string, mails: NewMail[]): Promise<string[]> {
  if (mails.length === 0) return [];
  const rows = mails.map(({ recipient, letter, channel = 'mail', ...mail }) => ({
    ...mail,
    channel,
    id: newId(),
    recipientId: recipient.userId,
    recipientName: storable(recipient.name, 500),
    recipientAddress: recipient.address,
    subject: storable(letter.subject),
    text: storable(letter.text),
    html: letter.html === undefined ? null : storable(letter.html),
  }));
  // One parameter for all rows. Whether it may have been told is asked in the statement that writes: asking first would cost
  // every notice a question.
  const { rows: added } = await tx.execute<{ id: string; state: OutgoingState; channel: Channel }>(sql`
    INSERT INTO outgoing_mails (id, organization_id, channel, kind, event, state, last_error, recipient_id, recipient_name,
      recipient_address, subject, text, html, connection_id, inquiry_id, mail_id, due_at)
    SELECT m.id, ${organizationId}::uuid, m.channel, m.kind, m.event,
      CASE WHEN m."happenedAt" <= r.last THEN 'unknown' WHEN m."dueAt" IS NOT NULL THEN 'held' ELSE 'waiting' END,
      CASE WHEN m."happenedAt" <= r.last THEN ${MAYBE_TOLD} END,
      m."recipientId", m."recipientName", m."recipientAddress", m.subject, m.text, m.html, m."connectionId", m."inquiryId", m."mailId",
      CASE WHEN m."happenedAt" <= r.last THEN NULL ELSE m."dueAt" END
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS m (id uuid, channel text, kind text, event text, "happenedAt" timestamptz,
      "recipientId" uuid, "recipientName" text, "recipientAddress" text, subject text, text text, html text,
      "connectionId" uuid, "inquiryId" uuid, "mailId" uuid, "dueAt" timestamptz), (SELECT max(restored_at) AS last FROM restores) AS r
    ON CONFLICT (organization_id, event, channel, recipient_address) DO NOTHING
    RETURNING id, state, channel`);
  const waiting = added.filter(({ state }) => state === 'waiting');
  await publishJobs(
    tx,
    waiting.map(({ id, channel }) => ({ organizationId, kind: jobFor(channel), subjectId: id })),
  );
  const held = new Set(added.filter(({ state }) => state === 'held').map(({ id }) => id));
  const waitingFor = rows.flatMap(({ id, recipientId }) =>
    held.has(id) && recipientId ? [recipientId] : [],
  );
  await planRelease(tx, organizationId, waitingFor);
  return added.map(({ id }) => id);
}

/**
 * Nobody else plans, brings forward or lets go what is held back for these people until the commit. Before rows that are held back are
 * locked: the job that lets go holds itself first.
 */
export async function holdRelease(tx: Tx, organizationId: string, userIds: string[]): Promise<void> {
  for (const subjectId of [...new Set(userIds)].sort()) {
    await lockJob(tx, { organizationId, kind: RELEASE_HELD, subjectId });
  }
}

/** Has what is held back for these people let go when the first of it is due, also of what others have just written. */
export async function planRelease(tx: Tx, organizationId: string, userIds: string[]): Promise<void> {
  if (userIds.length === 0) return;
  await holdRelease(tx, organizationId, userIds);
  const { recipientId, dueAt, state } = outgoingMails;
  const rows = await tx
    .select({ userId: recipientId, runAt: min(dueAt) })
    .from(outgoingMails)
    .where(
      and(
        eq(outgoingMails.organizationId, organizationId),
        eq(state, 'held'),
        inArray(recipientId, [...new Set(userIds)]),
      ),
    )
    .groupBy(recipientId);
  await publishJobs(
    tx,
    rows.flatMap(({ userId: subjectId, runAt }) =>
      subjectId && runAt ? [{ organizationId, kind: RELEASE_HELD, subjectId, runAt }] : [],
    ),
  );
}

/** Of each of these events, the browsers that it did not reach, by itself or in a digest. */
export async function failedBrowsers(
  tx: Tx,
  organizationId: string,
  events: string[],
): Promise<Map<string, Set<string>>> {
  if (events.length === 0) return new Map();
  const { rows } = await tx.execute<{ event: string; ids: string[] }>(sql`
    SELECT m.event, array_agg(m.recipient_address) AS ids FROM outgoing_mails m
      LEFT JOIN outgoing_mails d ON d.organization_id = m.organization_id AND d.id = m.bundled_in
    WHERE m.organization_id = ${organizationId} AND m.event = ANY(${sql.param(events)}::text[]) AND m.channel = 'push'
      AND 'failed' IN (m.state, d.state)
    GROUP BY m.event`);
  return new Map(rows.map(({ event, ids }) => [event, new Set(ids)]));
}

/** Whether somebody was told of this event. */
export async function wasTold(tx: Tx, organizationId: string, event: string): Promise<boolean> {
  const rows = await tx
    .select({ id: outgoingMails.id })
    .from(outgoingMails)
    .where(and(eq(outgoingMails.organizationId, organizationId), eq(outgoingMails.event, event)))
    .limit(1);
  return rows.length > 0;
}

/** When anybody was last told something of this kind, or null. */
export async function lastTold(tx: Tx, organizationId: string, kind: OutgoingKind): Promise<Date | null> {
  const [row] = await tx
    .select({ at: outgoingMails.createdAt })
    .from(outgoingMails)
    .where(
      and(
        eq(outgoingMails.organizationId, organizationId),
        eq(outgoingMails.kind, kind),
        isNull(outgoingMails.repeats),
      ),
    )
    .orderBy(desc(outgoingMails.id))
    .limit(1);
  return row?.at ?? null;
}

/** Puts a row as it is given (sealed, or a repeat) and has it sent. */
export async function putRow(tx: Tx, row: typeof outgoingMails.$inferInsert): Promise<void> {
  await tx.insert(outgoingMails).values(row);
  const { organizationId, channel = 'mail', id } = row;
  await publishJob(tx, { organizationId, kind: jobFor(channel), subjectId: id });
}

/** One mail, or null. */
export async function getOutgoing(tx: Tx, organizationId: string, id: string): Promise<OutgoingMail | null> {
  const [row] = await tx.select().from(outgoingMails).where(one(organizationId, id));
  return row ?? null;
}

/** The same, and nobody else can change it until the transaction ends. */
export async function holdOutgoing(tx: Tx, organizationId: string, id: string): Promise<OutgoingMail | null> {
  const [row] = await tx.select().from(outgoingMails).where(one(organizationId, id)).for('update');
  return row ?? null;
}

export async function updateOutgoing(
  tx: Tx,
  organizationId: string,
  id: string,
  set: Partial<OutgoingMail>,
): Promise<void> {
  await tx.update(outgoingMails).set(set).where(one(organizationId, id));
}

/** A repeat of this mail that is still on its way, or null. */
export async function repeatUnderWay(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<OutgoingMail | null> {
  const [row] = await tx
    .select()
    .from(outgoingMails)
    .where(
      and(
        eq(outgoingMails.organizationId, organizationId),
        eq(outgoingMails.repeats, id),
        inArray(outgoingMails.state, ['waiting', 'handing-over']),
      ),
    )
    .limit(1);
  return row ?? null;
}

export type OutgoingRow = Awaited<ReturnType<typeof listOutgoing>>[number];

/** Mails older than `before`, newest first, without what they say. */
export function listOutgoing(
  tx: Tx,
  organizationId: string,
  { id, before, limit }: { id?: string; before: string | null; limit: number },
) {
  return tx
    .select({
      id: outgoingMails.id,
      channel: outgoingMails.channel,
      kind: outgoingMails.kind,
      subject: outgoingMails.subject,
      recipientId: outgoingMails.recipientId,
      recipientName: outgoingMails.recipientName,
      recipientAddress: outgoingMails.recipientAddress,
      state: outgoingMails.state,
      attempts: outgoingMails.attempts,
      createdAt: outgoingMails.createdAt,
      sentAt: outgoingMails.sentAt,
      nextAt: sql<Date | null>`coalesce(${outgoingMails.nextAt}, ${outgoingMails.dueAt})`.mapWith(
        outgoingMails.nextAt,
      ),
      lastError: outgoingMails.lastError,
      connectionId: outgoingMails.connectionId,
      inquiryId: outgoingMails.inquiryId,
      mailId: outgoingMails.mailId,
      repeats: outgoingMails.repeats,
      hasBody: sql<boolean>`${outgoingMails.text} IS NOT NULL OR ${outgoingMails.sealed} IS NOT NULL`,
    })
    .from(outgoingMails)
    .where(
      and(
        eq(outgoingMails.organizationId, organizationId),
        id ? eq(outgoingMails.id, id) : undefined,
        before ? lt(outgoingMails.id, before) : undefined,
      ),
    )
    .orderBy(desc(outgoingMails.id))
    .limit(limit);
}

type Said = { state: OutgoingState; at: string; lastError: string | null; nextAt: string | null };

/** What was last said to each of these, on other channels than mail. */
export async function lastSaid(
  tx: Tx,
  organizationId: string,
  recipients: string[],
): Promise<Map<string, Said>> {
  if (recipients.length === 0) return new Map();
  const { rows } = await tx.execute<Said & { recipient: string }>(sql`
    SELECT r.recipient, m.state, coalesce(m.sent_at, m.created_at) AS at, m.last_error AS "lastError", m.next_at AS "nextAt"
    FROM unnest(${sql.param(recipients)}::text[]) AS r (recipient) CROSS JOIN LATERAL (
      SELECT * FROM outgoing_mails o WHERE o.organization_id = ${organizationId} AND o.channel <> 'mail'
        AND o.recipient_address = r.recipient ORDER BY o.id DESC LIMIT 1) AS m`);
  return new Map(rows.map(({ recipient, ...said }) => [recipient, said]));
}

const bundled = ({ organizationId, id }: OutgoingMail) =>
  and(eq(outgoingMails.organizationId, organizationId), eq(outgoingMails.bundledIn, id));

/** A digest is sent: what it tells is told. */
export async function bundledSent(tx: Tx, digest: OutgoingMail, sentAt: Date): Promise<void> {
  await tx.update(outgoingMails).set({ sentAt }).where(bundled(digest));
}

/** What a digest tells, as it was written at first, the oldest first. */
export const bundledRows = (tx: Tx, digest: OutgoingMail): Promise<OutgoingMail[]> =>
  tx.select().from(outgoingMails).where(bundled(digest)).orderBy(asc(outgoingMails.id));

/** Who was called because nobody responded to this inquiry. */
export async function calledFor(tx: Tx, organizationId: string, inquiryId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ userId: outgoingMails.recipientId })
    .from(outgoingMails)
    .where(
      and(
        eq(outgoingMails.organizationId, organizationId),
        eq(outgoingMails.inquiryId, inquiryId),
        eq(outgoingMails.kind, 'unanswered'),
      ),
    );
  return rows.flatMap(({ userId }) => userId ?? []);
}
