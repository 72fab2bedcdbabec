// A mail as it comes and as intake keeps it. No I/O.

/** `waiting` to be read · `aside`: read and kept, its connection takes nothing in at present · `read` · `failed`: tried in vain, for people. */
export type MailState = 'waiting' | 'aside' | 'read' | 'failed';

/** What reading made of it (portal-kit's ReadResult). */
export type ReadOutcome = 'inquiry' | 'notice' | 'not-an-inquiry' | 'unreadable';

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
  /** A UUID the sender gave this delivery: the same id again adds nothing. */
  deliveryId?: string;
}
