// Tables of the dashboard: what each portal costs a month. Private to this stage.
import { integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Entered by hand: `month` as `2026-11`. What is not here is not known; 0 is for nothing. */
export const portalCosts = pgTable(
  'portal_costs',
  {
    organizationId: uuid('organization_id').notNull(),
    month: text('month').notNull(),
    portal: text('portal').notNull(),
    yen: integer('yen').notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.month, t.portal] })],
);
