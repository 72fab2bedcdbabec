// Tables of reading: mails that ask to confirm an address. Private to this stage.
import { index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** A mail that only asks to confirm an inbox address: shown with the connection, never followed by us. */
export const confirmationMails = pgTable(
  'confirmation_mails',
  {
    mailId: uuid('mail_id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    /** Who asks, as the mail says. */
    sender: text('sender').notNull(),
    link: text('link'),
    code: text('code'),
    receivedAt: at('received_at').notNull(),
    /** 「確認済みにする」 */
    settledAt: at('settled_at'),
    settledBy: uuid('settled_by'),
  },
  (t) => [index('confirmation_mails_connection').on(t.connectionId)],
);
