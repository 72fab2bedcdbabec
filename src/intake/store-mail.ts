// Keeps a mail: its bytes, envelope, client and the work to do, in one committed statement.
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
 * Stores the mail for each of its inboxes, of whatever organization; the same bytes to the same inbox are one mail with
 * one more delivery. Returns once it is committed.
 * @throws whatever the database says, and when an inbox vanished meanwhile: the sender must then try again.
 */
export async function storeMail(db: Database, mail: IncomingMail): Promise<void> {
  const inboxes = [...new Map(mail.recipients.map((r) => [r.inboxId, clean(r.address)]))];
  const [stored] = await db.across<{ inboxes: string }>(
    'store_mail',
    'SELECT store_mail($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS inboxes',
    [
      inboxes.map(([id]) => id),
      inboxes.map(newId),
      inboxes.map(newId),
      inboxes.map(([, address]) => address),
      mail.raw,
      createHash('sha256').update(mail.raw).digest(),
      mail.receivedAt,
      clean(mail.envelopeFrom),
      clean(mail.clientAddress),
      clean(mail.clientName),
      mail.tls,
    ],
  );
  if (Number(stored?.inboxes) !== inboxes.length)
    throw new Error('a mail was stored for fewer inboxes than it was sent to');
}

// Text columns hold no NUL; the bytes of the mail itself are kept as they came.
function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().slice(0, 1000);
}
