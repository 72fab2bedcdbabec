// Keeps mails: bytes, envelope, client and the work to do, committed before anybody is told so. Mails that come while
// others are being committed share the next statement, so a busy door pays for one commit a batch, an idle one waits
// for nothing.
import { createHash } from 'node:crypto';
import { newId } from '../lib/ids.ts';
import type { Database } from '../platform/database.ts';

/** A mail as it came over a door, before anything was made of it. */
export interface IncomingMail {
  raw: Buffer;
  /** When its last byte came. */
  receivedAt: Date;
  /** MAIL FROM, empty for the null reverse-path (RFC 5321 §4.5.5). */
  envelopeFrom: string;
  /** Recipients that were accepted, each with the inbox it routes to. At least one. */
  recipients: { address: string; inboxId: string }[];
  clientAddress: string;
  /** What the client called itself (HELO). */
  clientName: string;
  /** Protocol and cipher, or null for a plain connection. */
  tls: string | null;
}

/**
 * Stores a mail for each of its inboxes, of whatever organization; the same bytes to the same inbox are one mail with
 * one more delivery. Resolves once it is committed; rejects with whatever the database says, or when an inbox vanished
 * meanwhile: the sender must then try again.
 */
export type StoreMail = (mail: IncomingMail) => Promise<void>;

interface Waiting {
  mail: IncomingMail;
  sha256: Buffer;
  /** One per inbox: two recipients that are the same inbox are one. */
  inboxes: [inboxId: string, address: string][];
  done(error?: unknown): void;
}

/** Two, so that one slow statement does not hold up the door; more make smaller batches and store less. */
const STATEMENTS_AT_ONCE = 2;
const BATCH_MAILS_MAX = 64;
const BATCH_BYTES_MAX = 4 * 1024 * 1024;

/** Opens the store. */
export function openMailStore(db: Database): StoreMail {
  const waiting: Waiting[] = [];
  let running = 0;

  function pump(): void {
    while (running < STATEMENTS_AT_ONCE && waiting.length > 0) {
      running++;
      commit(db, takeBatch(waiting)).finally(() => {
        running--;
        pump();
      });
    }
  }

  return (mail) =>
    new Promise((stored, failed) => {
      waiting.push({
        mail,
        sha256: createHash('sha256').update(mail.raw).digest(),
        inboxes: [...new Map(mail.recipients.map((r) => [r.inboxId, clean(r.address)]))],
        done: (error) => (error === undefined ? stored() : failed(error)),
      });
      pump();
    });
}

// The same bytes to the same inbox cannot be twice in one statement: the second waits for the next.
function takeBatch(waiting: Waiting[]): Waiting[] {
  const batch: Waiting[] = [];
  const rows = new Set<string>();
  let bytes = 0;
  for (const next of [...waiting]) {
    const keys = next.inboxes.map(([inboxId]) => `${inboxId} ${next.sha256.toString('base64')}`);
    const fits = batch.length < BATCH_MAILS_MAX && bytes + next.mail.raw.length <= BATCH_BYTES_MAX;
    if (batch.length > 0 && !fits) break;
    if (keys.some((key) => rows.has(key))) continue;
    for (const key of keys) rows.add(key);
    bytes += next.mail.raw.length;
    batch.push(next);
  }
  const taken = new Set(batch);
  waiting.splice(0, waiting.length, ...waiting.filter((w) => !taken.has(w)));
  return batch;
}

async function commit(db: Database, batch: Waiting[]): Promise<void> {
  try {
    const reached = await store(db, batch);
    for (const [i, { inboxes, done }] of batch.entries()) {
      const complete = reached[i] === inboxes.length;
      done(complete ? undefined : new Error('a mail was stored for fewer inboxes than it was sent to'));
    }
  } catch (error) {
    // The server said no and kept nothing: each mail for itself, so that one cannot fail the others. Without its word
    // (a lost connection) the batch may have been kept: every sender tries again, and the bytes are known then.
    const refused =
      typeof (error as { severity?: unknown }).severity === 'string' && !isConnectionLost(error);
    if (batch.length === 1 || !refused) for (const { done } of batch) done(error);
    else for (const one of batch) await commit(db, [one]);
  }
}

// Class 57P: the server is being shut down or ended our connection.
function isConnectionLost(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('57P');
}

/** Stores a batch in one statement; resolves with how many inboxes each mail reached. */
async function store(db: Database, batch: Waiting[]): Promise<number[]> {
  const recipients = batch.flatMap(({ inboxes }, i) =>
    inboxes.map(([inboxId, address]) => ({ mail: i + 1, inboxId, address })),
  );
  const mails = batch.map((w) => w.mail);
  const rows = await db.across<{ mail: number; inboxes: number }>(
    'store_mails',
    'SELECT mail, inboxes FROM store_mails($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
    [
      recipients.map((r) => r.mail),
      recipients.map((r) => r.inboxId),
      recipients.map(newId),
      recipients.map(newId),
      recipients.map((r) => r.address),
      // One value for all bytes: an array of them would travel as hexadecimal text.
      Buffer.concat(mails.map((m) => m.raw)),
      mails.map((m) => m.raw.length),
      Buffer.concat(batch.map((w) => w.sha256)),
      mails.map((m) => m.receivedAt),
      mails.map((m) => clean(m.envelopeFrom)),
      mails.map((m) => clean(m.clientAddress)),
      mails.map((m) => clean(m.clientName)),
      mails.map((m) => m.tls),
    ],
  );
  const reached = new Map(rows.map((row) => [row.mail, row.inboxes]));
  return batch.map((_, i) => reached.get(i + 1) ?? 0);
}

// Text columns hold no NUL; the bytes of the mail itself are kept as they came.
function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().slice(0, 1000);
}
