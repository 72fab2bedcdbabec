// Somebody else is put in charge of customers by a person: noted, and told to them a moment later (ADR 37). Not where a machine does
// (intake, an import, rules) and not by a merge.
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { publishJob } from '../../platform/jobs.ts';
import { inquiries } from '../tables.ts';
import { givenCustomers } from './tables.ts';

/** The job that tells the new assignees; its subject is the change. */
export const TELL_ASSIGNED = 'tell-assigned';

/** Longer than 元に戻す stands on the screen (10 s): what was a slip is told to nobody. Of the five minutes that count it takes little. */
const MOMENT_SECONDS = 20;

/** Who gave whom, and in which change. `to` null: nobody is in charge any more. */
export interface Giving {
  changeId: string;
  by: string | null;
  to: string | null;
}

/** A customer with whoever was in charge before. */
export interface GivenFrom {
  customerId: string;
  from: string | null;
}

/**
 * Notes those of these customers, who are held, who have an unanswered inquiry: nothing presses about the others. Called for a
 * change again (it goes on in pieces), it is told a moment after the last of them, as one.
 */
export async function noteGiven(
  tx: Tx,
  organizationId: string,
  { changeId, by, to }: Giving,
  given: GivenFrom[],
): Promise<void> {
  if (given.length === 0) return;
  const { rows } = await tx.execute(sql`
    INSERT INTO ${givenCustomers} AS known (organization_id, customer_id, change_id, assignee_id, was_id, given_by)
    SELECT ${organizationId}::uuid, g."customerId", ${changeId}::uuid, ${to}::uuid, g."from", ${by}::uuid
    FROM json_to_recordset(${JSON.stringify(given)}::json) AS g ("customerId" uuid, "from" uuid)
    WHERE EXISTS (SELECT FROM ${inquiries} i WHERE i.organization_id = ${organizationId}
      AND i.customer_id = g."customerId" AND i.responded_at IS NULL)
    ON CONFLICT (organization_id, customer_id) DO UPDATE SET change_id = excluded.change_id,
      assignee_id = excluded.assignee_id, given_by = excluded.given_by, at = excluded.at,
      was_id = CASE WHEN known.at > now() - make_interval(secs => ${MOMENT_SECONDS})
        THEN known.was_id ELSE excluded.was_id END
    RETURNING known.customer_id`);
  if (rows.length === 0 || to === null || to === by) return;
  const runAt = new Date(Date.now() + MOMENT_SECONDS * 1_000);
  await publishJob(tx, { organizationId, kind: TELL_ASSIGNED, subjectId: changeId, runAt });
}
