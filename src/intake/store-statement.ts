// The two statements of storing: a batch of mails in one call, and what became of deliveries.

import { storable } from '../lib/storable.ts';
import type { Database } from '../platform/database.ts';
import type { Waiting } from './waiting-mail.ts';

const COLUMN_MAX = 1_000;
const FOUND_WITHIN_MS = 3_000;

/** Stores a batch in one statement and one commit; resolves with how many inboxes each mail reached. */
export async function storeMails(db: Database, batch: Waiting[]): Promise<number[]> {
  const recipients = batch.flatMap(({ targets }, i) => targets.map((target) => ({ mail: i + 1, ...target })));
  const mails = batch.map((w) => w.mail);
  const rows = await db.acrossForIntake<{ mail: number; inboxes: number }>(
    'store_mails',
    'SELECT mail, inboxes FROM store_mails($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
    [
      recipients.map((r) => r.mail),
      recipients.map((r) => r.inboxId),
      recipients.map((r) => r.mailId),
      recipients.map((r) => r.deliveryId),
      recipients.map((r) => r.address),
      // One value for all bytes: an array of them would travel as hexadecimal text.
      Buffer.concat(mails.map((m) => m.raw)),
      mails.map((m) => m.raw.length),
      Buffer.concat(batch.map((w) => w.sha256)),
      mails.map((m) => m.receivedAt),
      mails.map((m) => storable(m.envelopeFrom, COLUMN_MAX)),
      mails.map((m) => storable(m.clientAddress, COLUMN_MAX)),
      mails.map((m) => storable(m.clientName, COLUMN_MAX)),
      mails.map((m) => m.tls),
    ],
  );
  const reached = new Map(rows.map((row) => [row.mail, row.inboxes]));
  return batch.map((_, i) => reached.get(i + 1) ?? 0);
}

/** Those of these deliveries that are committed, by id. */
export async function findDeliveries(
  db: Database,
  ids: string[],
): Promise<Map<string, { inboxId: string; sha256: Buffer }>> {
  const rows = await db.acrossForIntake<{ id: string; inbox_id: string; sha256: Buffer }>(
    'find_deliveries',
    'SELECT id, inbox_id, sha256 FROM find_deliveries($1)',
    [ids],
    FOUND_WITHIN_MS,
  );
  return new Map(rows.map(({ id, inbox_id, sha256 }) => [id, { inboxId: inbox_id, sha256 }]));
}
