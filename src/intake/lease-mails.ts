// The mail row as its own reading job: leased for at most 60 s, fenced by a token, five tries, not counting those whose
// database was lost or whose worker died, then for people.
import { randomUUID } from 'node:crypto';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Database, Tx } from '../platform/database.ts';
import type { Front } from '../platform/front.ts';
import type { DatabaseTrouble } from '../platform/pool.ts';
import { afterFailure, DEATHS, type Tried } from '../platform/tries.ts';
import type { ReadOutcome } from './model.ts';
import { mails } from './tables.ts';

const LEASE = '60 s';

/** How a mail stands that waits to be read, and that nobody has tried to. */
export const UNTRIED = {
  state: 'waiting',
  attempts: 0,
  lost: 0,
  died: 0,
  leaseUntil: null,
  leaseToken: null,
  lastError: null,
} as const;

/** A mail this process may read until its lease ends; `token` fences what it writes. */
export interface LeasedMail extends Tried {
  id: string;
  organizationId: string;
  connectionId: string;
  raw: Buffer;
  receivedAt: Date;
  /** A テスト反響's. */
  isTest: boolean;
  token: string;
}

/** What reading made of a mail, for its row. */
export interface MailReading {
  readerVersion: string;
  outcome: ReadOutcome;
  portal: string | null;
  subject: string;
  fromName: string | null;
  fromAddress: string | null;
  warnings: string[];
}

interface LeasedRow extends Tried {
  id: string;
  organization_id: string;
  connection_id: string;
  raw: Buffer;
  received_at: Date;
  is_test: boolean;
}

/**
 * Leases up to `most` waiting mails of any organization, together not larger than `mostBytes` (but one), oldest first. Not
 * those whose readers died twice.
 */
export async function leaseMails(
  db: Database,
  front: Front,
  most: number,
  mostBytes = Number.MAX_SAFE_INTEGER,
): Promise<LeasedMail[]> {
  const token = randomUUID();
  const rows = await front.look(
    (since) =>
      db.across<LeasedRow>('lease_mails', 'SELECT * FROM lease_mails($1, $2, $3::interval, $4, $5)', [
        most,
        mostBytes,
        LEASE,
        token,
        since,
      ]),
    (row) => row.received_at,
  );
  return rows.map((row) => leasedMail(row, token));
}

/** Whether a mail waits whose readers died with it, or lost it, twice. Takes none. */
export async function isMailLeft(db: Database): Promise<boolean> {
  const [row] = await db.across<{ is_left: boolean }>('is_mail_left', 'SELECT is_mail_left() AS is_left', []);
  return row?.is_left === true;
}

/**
 * Leases up to `most` of the waiting mails whose readers died with them, or lost them, twice, together not larger than `mostBytes`
 * (but one), oldest first: any of them may kill the next one too. One that was left more often comes alone.
 */
export async function leaseLeftMails(db: Database, most: number, mostBytes: number): Promise<LeasedMail[]> {
  const token = randomUUID();
  const rows = await db.across<LeasedRow>(
    'lease_left_mails',
    'SELECT * FROM lease_left_mails($1, $2, $3::interval, $4, $5)',
    [most, mostBytes, LEASE, token, DEATHS],
  );
  return rows.map((row) => leasedMail(row, token));
}

function leasedMail(row: LeasedRow, token: string): LeasedMail {
  return {
    id: row.id,
    organizationId: row.organization_id,
    connectionId: row.connection_id,
    raw: row.raw,
    receivedAt: row.received_at,
    isTest: row.is_test,
    attempts: row.attempts,
    lost: row.lost,
    died: row.died,
    token,
  };
}

/**
 * Writes the outcome of reading. Says whether it is a テスト反響's; null when the lease was lost to another process: the
 * caller must roll back.
 */
export async function settleMail(
  tx: Tx,
  mail: Omit<LeasedMail, 'raw'>,
  reading: MailReading,
): Promise<{ isTest: boolean } | null> {
  const [settled] = await tx
    .update(mails)
    .set({
      ...reading,
      state: 'read',
      readAt: sql`now()`,
      leaseUntil: null,
      leaseToken: null,
      lastError: null,
    })
    .where(leased(mail))
    .returning({ isTest: mails.isTest });
  return settled ?? null;
}

/** The same for several mails of one organization; returns the ids of those whose lease was not lost. */
export async function settleMails(
  tx: Tx,
  organizationId: string,
  settled: { mail: Omit<LeasedMail, 'raw'>; reading: MailReading }[],
): Promise<Set<string>> {
  const rows = JSON.stringify(settled.map(({ mail: { id, token }, reading }) => ({ id, token, ...reading })));
  const ids = sql.param(settled.map(({ mail: { id } }) => id)); // said on its own, an index finds them whatever statistics say
  const done = await tx.execute<{ id: string }>(sql`UPDATE ${mails} m
    SET state = 'read', read_at = now(), lease_until = NULL, lease_token = NULL, last_error = NULL,
      reader_version = r."readerVersion", outcome = r.outcome, portal = r.portal, subject = r.subject,
      from_name = r."fromName", from_address = r."fromAddress", warnings = r.warnings
    FROM json_to_recordset(${rows}::json) AS r (id uuid, token uuid, "readerVersion" text, outcome text, portal text,
      subject text, "fromName" text, "fromAddress" text, warnings jsonb)
    WHERE m.organization_id = ${organizationId} AND m.id = ANY (${ids}::uuid[]) AND m.id = r.id AND m.lease_token = r.token
    RETURNING m.id`);
  return new Set(done.rows.map(({ id }) => id));
}

/** Keeps a mail aside that was read just now, in the same transaction: its connection takes nothing in at present. */
export async function setAside(tx: Tx, organizationId: string, mailId: string): Promise<void> {
  await tx
    .update(mails)
    .set({ state: 'aside' })
    .where(and(eq(mails.organizationId, organizationId), eq(mails.id, mailId)));
}

/** Gives a mail back after an error: it waits longer after each try, and after the last one it is for people. */
export async function failMail(
  tx: Tx,
  mail: Omit<LeasedMail, 'raw'>,
  error: string,
  trouble: DatabaseTrouble,
): Promise<'again' | 'given-up' | 'lease-lost'> {
  const { attempts, lost, isLast, waitSeconds } = afterFailure(mail, trouble);
  const held = await tx
    .update(mails)
    .set({
      lastError: error.slice(0, 200),
      leaseToken: null,
      attempts,
      lost,
      ...(isLast
        ? { state: 'failed' as const, leaseUntil: null }
        : { leaseUntil: sql`now() + ${`${waitSeconds ?? 2 ** attempts} s`}::interval` }),
    })
    .where(leased(mail))
    .returning({ id: mails.id });
  if (held.length === 0) return 'lease-lost';
  return isLast ? 'given-up' : 'again';
}

function leased(mail: Omit<LeasedMail, 'raw'>) {
  return and(
    eq(mails.organizationId, mail.organizationId),
    eq(mails.id, mail.id),
    eq(mails.leaseToken, mail.token),
  );
}

/** After a restore, by the database's owner: who read a mail when the backup was taken is gone. */
export async function releaseMails(tx: Tx): Promise<void> {
  const attempts = sql`${mails.attempts} - (${mails.leaseToken} IS NOT NULL)::int`; // what was under way was no failure
  await tx
    .update(mails)
    .set({ attempts, leaseUntil: null, leaseToken: null })
    .where(isNotNull(mails.leaseUntil));
}
