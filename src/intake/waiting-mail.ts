// A mail on its way into the database, and whoever waits for word of it.
import { createHash, hash } from 'node:crypto';
import { newId } from '../lib/ids.ts';
import { storable } from '../lib/storable.ts';
import type { IncomingMail } from './model.ts';

/** One inbox it goes to. The ids are made once, so that a statement that is sent again stores nothing twice. */
export interface Target {
  inboxId: string;
  address: string;
  mailId: string;
  deliveryId: string;
}

export interface Waiting {
  mail: IncomingMail;
  sha256: Buffer;
  /** One per inbox: two recipients that are the same inbox are one. */
  targets: Target[];
  /** Rows it becomes: two mails that share one cannot be in the same statement. */
  keys: string[];
  /** Word was given, good or bad: the first one holds. */
  isAnswered: boolean;
  done(error?: unknown): void;
}

const ADDRESS_MAX = 1_000;

/** The id of a given delivery at one inbox (UUID version 8, RFC 9562 §5.8): always the same for the same two. */
function idFor(deliveryId: string, inboxId: string): string {
  const bytes = createHash('sha256')
    .update(`${deliveryId.toLowerCase()} ${inboxId}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What a mail becomes, before anybody waits for it. */
export function rowsOf(mail: IncomingMail): Pick<Waiting, 'sha256' | 'targets' | 'keys'> {
  const sha256 = hash('sha256', mail.raw, 'buffer');
  const inboxes = new Map(mail.recipients.map(({ inboxId, address }) => [inboxId, address]));
  const targets = [...inboxes].map(([inboxId, address]) => ({
    inboxId,
    address: storable(address, ADDRESS_MAX),
    mailId: newId(),
    deliveryId: mail.deliveryId === undefined ? newId() : idFor(mail.deliveryId, inboxId),
  }));
  const digest = sha256.toString('latin1');
  return { sha256, targets, keys: targets.map(({ inboxId }) => inboxId + digest) };
}
