// Writes what is taken back of customers whom an import filled: one statement a table, and one for each customer.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { notes } from '../follow-up/tables.ts';
import type { HistoryEvent } from '../model.ts';
import type { PutBack } from '../rules/put-back.ts';
import { addHistory } from '../store.ts';
import { contactPoints, customerGroups, customers, duplicateCandidates } from '../tables.ts';
import type { ImportUndo } from './undo-store.ts';

/** The 取り消し whose rows they are. */
export type Undoing = Pick<ImportUndo, 'importId' | 'organizationId' | 'actor'> & { fileName: string };

/** By customer, who are held. */
export async function writePutBack(
  tx: Tx,
  { organizationId, importId, fileName, actor }: Undoing,
  backs: ReadonlyMap<string, PutBack>,
): Promise<void> {
  if (backs.size === 0) return;
  const each = <T>(of: (back: PutBack) => T[]) =>
    [...backs].flatMap(([customerId, back]) => of(back).map((what) => ({ customerId, what })));
  const points = each((back) => back.points);
  await tx.execute(sql`DELETE FROM ${contactPoints} p
    USING unnest(${sql.param(points.map(({ customerId }) => customerId))}::uuid[],
      ${sql.param(points.map(({ what }) => what.kind))}::text[], ${sql.param(points.map(({ what }) => what.key))}::text[]) AS n (id, kind, key)
    WHERE p.organization_id = ${organizationId} AND p.customer_id = n.id AND p.kind = n.kind AND p.key = n.key`);
  const groups = each((back) => back.groupIds);
  await tx.execute(sql`DELETE FROM ${customerGroups} g
    USING unnest(${sql.param(groups.map(({ customerId }) => customerId))}::uuid[], ${sql.param(groups.map(({ what }) => what))}::uuid[]) AS n (id, group_id)
    WHERE g.organization_id = ${organizationId} AND g.customer_id = n.id AND g.group_id = n.group_id`);
  const suspected = each((back) => back.suspected);
  await tx.execute(sql`DELETE FROM ${duplicateCandidates} d
    USING unnest(${sql.param(suspected.map(({ customerId }) => customerId))}::uuid[], ${sql.param(suspected.map(({ what }) => what))}::uuid[]) AS n (id, other_id)
    WHERE d.organization_id = ${organizationId} AND d.suspected_id = n.id AND d.suspected_other_id = n.other_id
      AND d.dismissed_at IS NULL`);
  const noteIds = each((back) => back.noteIds).map(({ what }) => what);
  if (noteIds.length > 0)
    await tx
      .update(notes)
      .set({ deletedAt: new Date() })
      .where(and(eq(notes.organizationId, organizationId), inArray(notes.id, noteIds)));
  // An edit of one of them that is open is overtaken.
  for (const [customerId, { emptied }] of backs)
    await tx
      .update(customers)
      .set({
        ...Object.fromEntries(emptied.map((field) => [field, null])),
        version: sql`${customers.version} + 1`,
        updatedAt: sql`now()`,
      })
      .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)));
  const undone: HistoryEvent = { type: 'import-undone', importId, fileName };
  await addHistory(
    tx,
    organizationId,
    [...backs].map(([customerId, { events }]) => ({
      customerId,
      inquiryId: null,
      actor,
      events: [undone, ...events],
    })),
  );
}
