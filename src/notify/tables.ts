// Tables of notify: the outbox. Private to this stage.
import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ChatEvent, ChatService } from './chat/model.ts';
import type { Channel, OutgoingKind, OutgoingState } from './model.ts';
import type { Pace, Preferences } from './preferences/model.ts';
import type { WeekTime } from './rules/clock.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** A mail or message the product sends: one recipient, once per event and channel. 通知履歴 lists them. */
export const outgoingMails = pgTable(
  'outgoing_mails',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    channel: text('channel').$type<Channel>().notNull().default('mail'),
    kind: text('kind').$type<OutgoingKind>().notNull(),
    /** What happened: with the channel and the recipient, the key that makes a notice single. */
    event: text('event').notNull(),
    recipientId: uuid('recipient_id'),
    recipientName: text('recipient_name').notNull(),
    /** A mail address; on other channels the id of what is reached (a chat, a browser). */
    recipientAddress: text('recipient_address').notNull(),
    subject: text('subject').notNull(),
    /** Null where it is sealed, or was and has been sent. */
    text: text('text'),
    html: text('html'),
    /** JWE of `{ text, html }` for mails that carry a one-time link; removed once sent. */
    sealed: text('sealed'),
    state: text('state').$type<OutgoingState>().notNull().default('waiting'),
    attempts: smallint('attempts').notNull().default(0),
    /** Just before the relay gets the last byte: without an answer after this nobody knows, and no machine sends again. */
    handedAt: at('handed_at'),
    sentAt: at('sent_at'),
    nextAt: at('next_at'),
    /** The relay's answer or why there was none; no personal data. */
    lastError: text('last_error'),
    connectionId: uuid('connection_id'),
    inquiryId: uuid('inquiry_id'),
    /** The mail that came and goes on with this one (転送). */
    mailId: uuid('mail_id'),
    /** When it goes, while it is held back for a digest or a quiet time. */
    dueAt: at('due_at'),
    /** The digest that tells what was held back here. */
    bundledIn: uuid('bundled_in'),
    /** The mail this one repeats by a person's wish (再送). */
    repeats: uuid('repeats'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('outgoing_mails_once').on(t.organizationId, t.event, t.channel, t.recipientAddress),
    unique('outgoing_mails_tenant').on(t.organizationId, t.id),
    index('outgoing_mails_list').on(t.organizationId, t.id),
    index('outgoing_mails_inquiry').on(t.inquiryId),
    index('outgoing_mails_said')
      .on(t.organizationId, t.recipientAddress, t.id)
      .where(sql`${t.channel} <> 'mail'`),
    index('outgoing_mails_mail').on(t.mailId).where(sql`${t.mailId} IS NOT NULL`),
    index('outgoing_mails_bundled').on(t.bundledIn).where(sql`${t.bundledIn} IS NOT NULL`),
    index('outgoing_mails_held').on(t.recipientId, t.dueAt).where(sql`${t.state} = 'held'`),
  ],
);

/** A chat a firm is told in. */
export const chats = pgTable(
  'chats',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    service: text('service').$type<ChatService>().notNull(),
    name: text('name').notNull(),
    /** JWE of how it is reached; null when the key that sealed it is lost. Never shown. */
    sealed: text('sealed'),
    events: text('events').array().$type<ChatEvent[]>().notNull(),
    version: integer('version').notNull().default(1),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [index('chats_organization').on(t.organizationId, t.id)],
);

/** How a person wants to be told; who has no row is told as the firm's default says. */
export const noticePreferences = pgTable(
  'notice_preferences',
  {
    organizationId: uuid('organization_id').notNull(),
    userId: uuid('user_id').notNull(),
    mail: boolean('mail').notNull(),
    push: boolean('push').notNull(),
    pace: text('pace').$type<Pace>().notNull(),
    quiet: jsonb('quiet').$type<WeekTime>(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.userId] })],
);

/** What a firm sets for all of its people. */
export const noticeSettings = pgTable('notice_settings', {
  organizationId: uuid('organization_id').primaryKey(),
  defaults: jsonb('defaults').$type<Preferences>().notNull(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

/** A browser that is told by Web Push. */
export const pushDevices = pgTable(
  'push_devices',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** SHA-256 of its endpoint, hex: the same browser again is the same row. */
    endpointKey: text('endpoint_key').notNull(),
    /** JWE of its subscription: who knows it may call this browser. */
    sealed: text('sealed').notNull(),
    /** `Chrome・Windows` */
    label: text('label').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('push_devices_once').on(t.organizationId, t.userId, t.endpointKey),
    unique('push_devices_tenant').on(t.organizationId, t.id),
  ],
);

/** The key this installation is known by to push services (VAPID); one row. */
export const pushKeys = pgTable('push_keys', {
  id: smallint('id').primaryKey(),
  publicKey: text('public_key').notNull(),
  sealed: text('sealed').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** Who is next when nobody responds: a firm's rule, and those of single connections in its place. */
export const escalations = pgTable(
  'escalations',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    /** Null: the firm's. */
    connectionId: uuid('connection_id'),
    afterMinutes: integer('after_minutes').notNull(),
    people: uuid('people').array().notNull(),
    managerId: uuid('manager_id'),
    /** Only minutes in these count; null: all do. */
    hours: jsonb('hours').$type<WeekTime>(),
    version: integer('version').notNull().default(1),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [unique('escalations_once').on(t.organizationId, t.connectionId).nullsNotDistinct()],
);
