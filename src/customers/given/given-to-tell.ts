// Whom changes of assignees are to be told to, as it is now.
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { customers, inquiries } from '../tables.ts';
import { givenCustomers } from './tables.ts';

/** More are counted, and not listed. */
const LISTED = 10;

/** Customers whom a change gave somebody: those who are still theirs, and of whom an inquiry is still unanswered. */
export interface GivenToTell {
  changeId: string;
  assigneeId: string;
  /** Null: nobody of the organization's people. */
  givenBy: string | null;
  /** When the last of them was given. */
  givenAt: Date;
  many: number;
  /** The newest unanswered inquiry of each of the first ten, the newest first. */
  inquiryIds: string[];
}

/**
 * Of each of these changes, by assignee. Left out: who gave them themselves, who had been in charge just before, customers whom
 * somebody else was given since, or who were merged into others, and those to whom somebody responded.
 */
export async function givenToTell(
  tx: Tx,
  organizationId: string,
  changeIds: string[],
): Promise<GivenToTell[]> {
  if (changeIds.length === 0) return [];
  const { rows } = await tx.execute<Omit<GivenToTell, 'givenAt'> & { givenAt: string }>(sql`
    SELECT g.change_id AS "changeId", g.assignee_id AS "assigneeId", g.given_by AS "givenBy", max(g.at) AS "givenAt",
      count(*)::int AS many,
      (array_agg(open.id ORDER BY open.received_at DESC, open.id DESC))[1:${sql.raw(String(LISTED))}] AS "inquiryIds"
    FROM ${givenCustomers} g
    JOIN ${customers} c ON c.organization_id = g.organization_id AND c.id = g.customer_id
      AND c.assignee_id = g.assignee_id AND c.merged_into IS NULL
    CROSS JOIN LATERAL (SELECT i.id, i.received_at FROM ${inquiries} i WHERE i.organization_id = g.organization_id
      AND i.customer_id = g.customer_id AND i.responded_at IS NULL ORDER BY i.received_at DESC, i.id DESC LIMIT 1) AS open
    WHERE g.organization_id = ${organizationId} AND g.change_id = ANY (${sql.param(changeIds)}::uuid[])
      AND g.given_by IS DISTINCT FROM g.assignee_id AND g.was_id IS DISTINCT FROM g.assignee_id
    GROUP BY g.change_id, g.assignee_id, g.given_by ORDER BY g.change_id, g.assignee_id`);
  return rows.map((row) => ({ ...row, givenAt: new Date(row.givenAt) }));
}
