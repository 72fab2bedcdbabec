// Tables of notify: the outbox. Private to this stage.
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, smallint, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { ChatEvent, ChatService } from './chat/model.ts';
import type { Channel, OutgoingKind, OutgoingState } from './model.ts';

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
