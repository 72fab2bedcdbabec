// Writes what was decided of some rows of a file: one statement a table, and one for each customer who is filled up.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { insertRows } from '../../platform/insert-rows.ts';
import { notes } from '../follow-up/tables.ts';
import type { HistoryEvent } from '../model.ts';
import { detailsOf } from '../queries.ts';
import type { RowDecision } from '../rules/decide-import-row.ts';
import { type Fillable, fillEmpty } from '../rules/fill-empty.ts';
import type { CustomerDraft } from '../rules/read-row.ts';
import {
  addHistory,
  addPoints,
  addSuspicions,
  addToGroups,
  defaultStatusId,
  type HistoryLines,
} from '../store.ts';
import { customers } from '../tables.ts';
import type { Gave, ImportOptions } from './model.ts';
import type { FileRow } from './read-file.ts';
import type { CustomerImport } from './store.ts';

/** The import whose rows they are. */
export type Applying = Pick<CustomerImport, 'id' | 'organizationId' | 'fileName' | 'actor'> & {
  options: ImportOptions;
};

/** A row that is not refused, with what becomes of it. */
export interface Decided {
  row: FileRow;
  draft: CustomerDraft;
  decision: RowDecision;
}

/**
 * Writes it, in the transaction that holds their identities and customers (`there`). Returns what the rows gave that filled
 * something, by their numbers.
 */
export async function writeRows(
  tx: Tx,
  one: Applying,
  decided: Decided[],
  there: string[],
  statuses: { id: string; name: string }[],
): Promise<Map<number, Gave>> {
  const { organizationId } = one;
  await tx.execute(sql`SELECT defer_customer_search()`);
  const made = decided.filter(({ decision: { kind } }) => kind === 'new' || kind === 'suspected');
  const statusId = await defaultStatusId(tx, organizationId);
  const status = statuses.find(({ id }) => id === statusId) ?? null;
  const news = made.map(({ row, draft, decision }) => ({
    row,
    draft: { ...draft, status: draft.status ?? status },
    decision,
  }));
  if (news.length > 0)
    await tx.execute(
      insertRows(
        customers,
        news.map(({ draft, decision }) => customerRow(organizationId, decision.customerId, draft)),
      ),
    );
  await addPoints(
    tx,
    organizationId,
    decided.flatMap(({ decision: { customerId, newPoints } }) =>
      newPoints.map((point) => ({ customerId, ...point })),
    ),
  );
  const lines: HistoryLines[] = news.map(({ row, draft, decision }) =>
    line(one, row, decision, { type: 'created' }, givenTo(draft)),
  );
  const joining = news.flatMap(({ draft, decision: { customerId } }) =>
    draft.groups.map(({ id: groupId }) => ({ customerId, groupId })),
  );
  const written = news.flatMap(({ draft: { note }, decision: { customerId } }) =>
    note === null ? [] : { id: newId(), customerId, text: note },
  );
  const filled = new Map<number, Gave>();
  if (one.options.known === 'fill') {
    const fillables = await fillablesOf(tx, organizationId, there);
    for (const { draft, decision } of news) fillables.set(decision.customerId, fillableBy(draft));
    for (const { row, draft, decision } of decided) {
      const { customerId, kind, newPoints, suspicions } = decision;
      const fillable = fillables.get(customerId);
      if (!fillable || kind === 'new' || kind === 'suspected') continue;
      const { set, groupIds, note, events } = fillEmpty(fillable, draft, newPoints);
      if (events.length + newPoints.length === 0) continue;
      const noteId = note === null ? null : newId();
      const suspected = suspicions.map(({ otherId }) => otherId);
      filled.set(row.nr, { set, points: newPoints, groupIds, noteId, suspected });
      Object.assign(fillable, set);
      fillable.hasGroups ||= groupIds.length > 0;
      if (note !== null && noteId !== null) {
        fillable.hasNotes = true;
        written.push({ id: noteId, customerId, text: note });
      }
      joining.push(...groupIds.map((groupId) => ({ customerId, groupId })));
      lines.push(line(one, row, decision, null, events));
      // Whatever a customer is known by more overtakes an edit that is open, and a merge (ADR 22).
      await tx
        .update(customers)
        .set({ ...set, version: sql`${customers.version} + 1`, updatedAt: sql`now()` })
        .where(and(eq(customers.organizationId, organizationId), eq(customers.id, customerId)));
    }
  }
  await addToGroups(tx, organizationId, joining);
  if (written.length > 0)
    await tx.insert(notes).values(
      written.map((note) => ({
        organizationId,
        writtenOf: note.customerId,
        author: one.actor,
        createdAt: new Date(),
        ...note,
      })),
    );
  await addSuspicions(
    tx,
    organizationId,
    decided.flatMap(({ decision: { customerId, suspicions } }) =>
      suspicions.map((suspicion) => ({ customerId, ...suspicion })),
    ),
  );
  await addHistory(tx, organizationId, lines);
  const changed = [...new Set(lines.map(({ customerId }) => customerId))];
  await tx.execute(sql`SELECT write_deferred_search(${sql.param(changed)}::uuid[])`);
  return filled;
}

function customerRow(organizationId: string, id: string, draft: CustomerDraft) {
  const { name, nameKana, postalCode, address, assignee, status } = draft;
  return {
    id,
    organizationId,
    name,
    nameKana,
    postalCode,
    address,
    assigneeId: assignee?.id ?? null,
    statusId: status?.id ?? null,
  };
}

function givenTo({ assignee, status, groups, note }: CustomerDraft): HistoryEvent[] {
  return [
    ...(assignee ? [{ type: 'assigned' as const, to: assignee.name }] : []),
    ...(status ? [{ type: 'status-set' as const, to: status.name }] : []),
    ...groups.map(({ name }) => ({ type: 'group-added' as const, group: name })),
    ...(note === null ? [] : [{ type: 'note-added' as const }]),
  ];
}

function line(
  { id: importId, fileName, actor }: Applying,
  row: FileRow,
  { customerId, suspicions }: RowDecision,
  begin: HistoryEvent | null,
  events: HistoryEvent[],
): HistoryLines {
  const suspected = suspicions.map((suspicion) => ({ type: 'duplicate-suspected' as const, ...suspicion }));
  const imported: HistoryEvent = { type: 'imported', importId, fileName, line: row.line };
  return {
    customerId,
    inquiryId: null,
    actor,
    events: [...(begin ? [begin] : []), imported, ...events, ...suspected],
  };
}

async function fillablesOf(tx: Tx, organizationId: string, ids: string[]): Promise<Map<string, Fillable>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)));
  const { groups } = await detailsOf(tx, organizationId, ids);
  const noted = await tx
    .selectDistinct({ id: notes.customerId })
    .from(notes)
    .where(
      and(eq(notes.organizationId, organizationId), inArray(notes.customerId, ids), isNull(notes.deletedAt)),
    );
  const hasNote = new Set(noted.map(({ id }) => id));
  const grouped = new Set(groups.map(({ customerId }) => customerId));
  return new Map(
    rows.map((row) => [row.id, { ...row, hasGroups: grouped.has(row.id), hasNotes: hasNote.has(row.id) }]),
  );
}

const fillableBy = (draft: CustomerDraft): Fillable => ({
  ...draft,
  assigneeId: draft.assignee?.id ?? null,
  statusId: draft.status?.id ?? null,
  hasGroups: draft.groups.length > 0,
  hasNotes: draft.note !== null,
});
