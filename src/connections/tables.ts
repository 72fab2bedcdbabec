// Tables of connections: a portal's set-up and its inbox addresses. Private to this stage.
import { index, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { ConnectionState, InboxState } from './model.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const connections = pgTable(
  'connections',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    portal: text('portal').notNull(),
    name: text('name').notNull(),
    state: text('state').$type<ConnectionState>().notNull(),
    assigneeId: uuid('assignee_id'),
    statusId: uuid('status_id'),
    groupId: uuid('group_id'),
    createdBy: uuid('created_by'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    deletedAt: at('deleted_at'),
  },
  (t) => [unique('connections_tenant').on(t.organizationId, t.id)],
);

/** `localPart` is what routes: lower-case base32 of 128 random bits. */
export const inboxes = pgTable(
  'inboxes',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    localPart: text('local_part').notNull().unique(),
    state: text('state').$type<InboxState>().notNull().default('active'),
    /** When a rotated or deleted address stops being answered. */
    expiresAt: at('expires_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('inboxes_tenant').on(t.organizationId, t.id),
    index('inboxes_connection').on(t.connectionId),
  ],
);
