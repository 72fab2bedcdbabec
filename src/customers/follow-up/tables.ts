// Tables of what people do for a customer between requests. Private to this stage.
import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Actor } from '../model.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * The inquiries that an activity with a customer answered: those that were 未対応 when it was written down. What takes the
 * activity back, or corrects it, is of the same.
 */
export const activityInquiries = pgTable(
  'activity_inquiries',
  {
    organizationId: uuid('organization_id').notNull(),
    activityId: uuid('activity_id').notNull(),
    inquiryId: uuid('inquiry_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.activityId, t.inquiryId] }),
    index('activity_inquiries_inquiry').on(t.organizationId, t.inquiryId),
  ],
);

/** What people want to remember of a customer, as plain text. */
export const notes = pgTable(
  'notes',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    /** Whose it is now: whoever the one it was written of was merged into. */
    customerId: uuid('customer_id').notNull(),
    /** Of whom it was written. */
    writtenOf: uuid('written_of').notNull(),
    text: text('text').notNull(),
    isPinned: boolean('is_pinned').notNull().default(false),
    /** Grows with every edit of the text: an edit names the one it started from. */
    version: integer('version').notNull().default(1),
    author: jsonb('author').$type<Actor>().notNull(),
    createdAt: at('created_at').notNull(),
    editor: jsonb('editor').$type<Actor>(),
    editedAt: at('edited_at'),
    /** Shown no more; it can be given back. */
    deletedAt: at('deleted_at'),
  },
  (t) => [
    unique('notes_tenant').on(t.organizationId, t.id),
    index('notes_customer').on(t.organizationId, t.customerId, t.id),
    index('notes_written_of').on(t.organizationId, t.writtenOf),
  ],
);

/** What is to be done for a customer, by whom and until when. */
export const tasks = pgTable(
  'tasks',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    /** Whose it is now, and of whom it was written: as with notes. */
    customerId: uuid('customer_id').notNull(),
    writtenOf: uuid('written_of').notNull(),
    title: text('title').notNull(),
    /** From then on it is overdue; of a whole day, its end. Null: without one. */
    dueAt: at('due_at'),
    isAllDay: boolean('is_all_day').notNull().default(false),
    assigneeId: uuid('assignee_id'),
    doneAt: at('done_at'),
    doneBy: jsonb('done_by').$type<Actor>(),
    /** Grows with every edit, not with being done. */
    version: integer('version').notNull().default(1),
    author: jsonb('author').$type<Actor>().notNull(),
    createdAt: at('created_at').notNull(),
    deletedAt: at('deleted_at'),
  },
  (t) => [
    unique('tasks_tenant').on(t.organizationId, t.id),
    index('tasks_customer').on(t.organizationId, t.customerId, t.id),
    index('tasks_written_of').on(t.organizationId, t.writtenOf),
    index('tasks_open')
      .on(t.organizationId, t.assigneeId, t.dueAt, t.id)
      .where(sql`done_at IS NULL AND deleted_at IS NULL`),
  ],
);
