// Tables of customers who were given somebody else. Private to this stage.
import { index, pgTable, primaryKey, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * Customers with an unanswered inquiry whom a person gave somebody else than at intake, each as they were given last: what the notice
 * of it is composed from.
 */
export const givenCustomers = pgTable(
  'given_customers',
  {
    organizationId: uuid('organization_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    /** The change it came with: one notice an assignee. */
    changeId: uuid('change_id').notNull(),
    /** Null: nobody is in charge any more. */
    assigneeId: uuid('assignee_id'),
    /** Who was in charge before; of changes that came within a moment, before the first of them. */
    wasId: uuid('was_id'),
    givenBy: uuid('given_by'),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.customerId] }),
    index('given_customers_change').on(t.organizationId, t.changeId),
  ],
);
