// The log of activities as it stands: what was taken back or corrected since is not in it. Private to this stage.
import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { activityInquiries } from './follow-up/tables.ts';
import type { Actor } from './model.ts';
import { activities } from './tables.ts';

export type By = { userId: string; name: string };
export const actorOf = (by: By): Actor => ({ type: 'user', userId: by.userId, name: by.name });

/** An activity with what it is about: its inquiry, or those it answered of its customer. */
export type ActivityRow = Awaited<ReturnType<typeof findActivities>>[number];

/** True of rows that nothing was put in place of. */
const isStanding = (): SQL =>
  sql`(${activities.kind} <> 'undone' AND NOT EXISTS (SELECT FROM activities u WHERE u.undoes = ${activities.id}))`;

/** These, whether they stand or not. */
export function findActivities(tx: Tx, organizationId: string, ids: string[]) {
  return selectActivities(
    tx,
    and(eq(activities.organizationId, organizationId), inArray(activities.id, ids)),
  );
}

/** What was done about an inquiry and stands, the last first. */
export function activitiesOf(tx: Tx, organizationId: string, inquiryId: string) {
  const answering = tx
    .select({ id: activityInquiries.activityId })
    .from(activityInquiries)
    .where(eq(activityInquiries.inquiryId, inquiryId));
  return selectActivities(
    tx,
    and(
      eq(activities.organizationId, organizationId),
      or(eq(activities.inquiryId, inquiryId), inArray(activities.id, answering)),
      isStanding(),
    ),
  ).limit(MOST_SHOWN);
}

/** What was put in place of this one, as it stands now; null: it was taken back. */
export async function standingOf(tx: Tx, organizationId: string, id: string): Promise<ActivityRow | null> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    WITH RECURSIVE later (id) AS (
      SELECT a.id FROM activities a WHERE a.organization_id = ${organizationId} AND a.id = ${id}
      UNION ALL
      SELECT a.id FROM later JOIN activities a ON a.organization_id = ${organizationId} AND a.undoes = later.id
    ) SELECT id FROM later ORDER BY id DESC LIMIT 1`);
  const [last] = await findActivities(
    tx,
    organizationId,
    rows.map((row) => row.id),
  );
  return last && last.kind !== 'undone' ? last : null;
}

const MOST_SHOWN = 200;

function selectActivities(tx: Tx, where: SQL | undefined) {
  return tx
    .select({
      id: activities.id,
      kind: activities.kind,
      outcome: activities.outcome,
      text: activities.text,
      at: activities.at,
      undoes: activities.undoes,
      actor: activities.actor,
      createdAt: activities.createdAt,
      customerId: activities.customerId,
      firstId: sql<string>`CASE WHEN ${activities.undoes} IS NULL THEN ${activities.id} ELSE (
        WITH RECURSIVE earlier (id, undoes) AS (
          SELECT ${activities.id}, ${activities.undoes}
          UNION ALL SELECT e.id, e.undoes FROM earlier JOIN activities e ON e.id = earlier.undoes
        ) SELECT id FROM earlier WHERE undoes IS NULL) END`,
      inquiryIds: sql<
        string[]
      >`CASE WHEN ${activities.inquiryId} IS NOT NULL THEN ARRAY[${activities.inquiryId}]
        ELSE ARRAY(SELECT l.inquiry_id FROM activity_inquiries l WHERE l.activity_id = ${activities.id} ORDER BY 1) END`,
    })
    .from(activities)
    .where(where)
    .orderBy(desc(activities.at), desc(activities.id));
}
