// The table of changes to all that match. Private to this stage.
import { boolean, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { CustomerFilter } from '../customer-filter.ts';
import type { InquiryFilter } from '../inquiry-queries.ts';
import type { GivenChange, GroupChange } from '../model.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** What a change is of: its filter is asked of these. */
export type MatchingSubject = 'customers' | 'inquiries';

/** A change to all that match, and how far it is; what its pieces did is in `bulk_changes`, `part_of` it. */
export const matchingChanges = pgTable(
  'matching_changes',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    madeBy: uuid('made_by').notNull(),
    subject: text('subject').$type<MatchingSubject>().notNull(),
    change: jsonb('change').$type<GivenChange | GroupChange>().notNull(),
    /** Its days are those of the day it began. */
    filter: jsonb('filter').$type<CustomerFilter & InquiryFilter>().notNull(),
    /** The newest that is meant. */
    upTo: uuid('up_to').notNull(),
    total: integer('total').notNull(),
    /** The last that was dealt with; null before the first. */
    cursor: uuid('cursor'),
    looked: integer('looked').notNull().default(0),
    changed: integer('changed').notNull().default(0),
    unchanged: integer('unchanged').notNull().default(0),
    /** Have no customer to be given anything. */
    left: integer('left').notNull().default(0),
    /** When its person had them counted; null: that is not known. */
    asOf: at('as_of'),
    /** How many of those that were changed somebody else had given the like since then. */
    overtaken: integer('overtaken').notNull().default(0),
    /** It is taken back, or was. */
    isUndone: boolean('is_undone').notNull().default(false),
    createdAt: at('created_at').notNull().defaultNow(),
    /** When something was last done about it; null: who did it has failed, and nobody does. */
    movedAt: at('moved_at').defaultNow(),
    endedAt: at('ended_at'),
  },
  (t) => [index('matching_changes_list').on(t.organizationId, t.madeBy, t.id)],
);
