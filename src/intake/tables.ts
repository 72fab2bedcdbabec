// Tables of intake: the raw mail, which is the truth, each of its deliveries, and what reading made of it. Private.
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { MailState, ReadOutcome } from './model.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** One row per inbox and bytes. The row is its own reading job: `state`, `attempts`, `leaseUntil`, `leaseToken`. */
export const mails = pgTable(
  'mails',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    inboxId: uuid('inbox_id').notNull(),
    sha256: bytea('sha256').notNull(),
    raw: bytea('raw').notNull(),
    size: integer('size').notNull(),
    receivedAt: at('received_at').notNull(),
    /** A テスト反響: in no list and no count, and gone once it is read. */
    isTest: boolean('is_test').notNull().default(false),
    state: text('state').$type<MailState>().notNull(),
    attempts: smallint('attempts').notNull().default(0),
    /** Tries in whose middle the database was lost: they are not counted as attempts, but not without end either. */
    lost: smallint('lost').notNull().default(0),
    /** Tries whose worker died, or lost the lease: no attempts either, and not without end. */
    died: smallint('died').notNull().default(0),
    leaseUntil: at('lease_until'),
    leaseToken: uuid('lease_token'),
    lastError: text('last_error'),
    /** Set and cleared by the database, whoever gives it up (migrations/). */
    givenUpAt: at('given_up_at'),
    readAt: at('read_at'),
    readerVersion: text('reader_version'),
    outcome: text('outcome').$type<ReadOutcome>(),
    portal: text('portal'),
    subject: text('subject'),
    fromName: text('from_name'),
    fromAddress: text('from_address'),
    warnings: jsonb('warnings').$type<string[]>().notNull().default([]),
    reviewedAt: at('reviewed_at'),
    reviewedBy: uuid('reviewed_by'),
  },
  (t) => [
    unique('mails_once').on(t.inboxId, t.sha256),
    unique('mails_tenant').on(t.organizationId, t.id),
    index('mails_connection').on(t.connectionId, t.id),
  ],
);

/** Each time the bytes came: its exact moment, envelope (RFC 5321), client and TLS. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    mailId: uuid('mail_id').notNull(),
    receivedAt: at('received_at').notNull(),
    envelopeFrom: text('envelope_from').notNull(),
    envelopeTo: text('envelope_to').notNull(),
    clientAddress: text('client_address').notNull(),
    clientName: text('client_name').notNull(),
    tls: text('tls'),
  },
  (t) => [index('deliveries_mail').on(t.mailId)],
);
