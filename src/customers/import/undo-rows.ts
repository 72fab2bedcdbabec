// Rows of an import are taken back, some hundred in one transaction: whom they made and nobody touched since is removed, what
// they filled is empty again where it is still as they filled it, and why the others stay is noted. A preview only decides.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { notes } from '../follow-up/tables.ts';
import { detailsOf } from '../queries.ts';
import { contactPoints as pointsOf } from '../rules/contact-points.ts';
import { type FilledCustomer, type PutBack, putBack } from '../rules/put-back.ts';
import { touchedBy } from '../rules/touched-since.ts';
import { lockCustomers, lockIdentities } from '../store.ts';
import { customers, inquiries } from '../tables.ts';
import { type Gave, type KeptReason, keptReasons } from './model.ts';
import { eventsSince, noteKept, removeImported, type UndoRow, undoRowsOf } from './undo-store.ts';
import { type Undoing, writePutBack } from './write-put-back.ts';

/** What becomes of the customers of some rows; `kept`: why each of these stays as they are, or in part. */
export interface UndoneRows {
  removed: number;
  restored: number;
  kept: KeptReason[];
}

/** `rows`: that come one after another. A customer's turn is at the first of their rows. */
export async function undoRows(
  tx: Tx,
  one: Undoing,
  rows: UndoRow[],
  isPreview: boolean,
): Promise<UndoneRows> {
  const { organizationId, importId } = one;
  const begin = rows[0]?.nr ?? 0;
  const asked = [...new Set(rows.flatMap(({ customerId }) => customerId ?? []))];
  const rowsBy = new Map<string, UndoRow[]>();
  for (const row of await undoRowsOf(tx, organizationId, importId, asked)) {
    const id = row.customerId ?? '';
    rowsBy.set(id, [...(rowsBy.get(id) ?? []), row]);
  }
  const firstRow = (id: string) => rowsBy.get(id)?.[0]?.nr ?? 0;
  const turn = asked.filter((id) => firstRow(id) >= begin);
  const isMade = (id: string) => rowsBy.get(id)?.some(({ kind }) => kind === 'new' || kind === 'suspected');
  const made = turn.filter(isMade);
  const filled = turn.filter((id) => !isMade(id));
  const gaveOf = (id: string) => (rowsBy.get(id) ?? []).flatMap(({ gave }) => gave ?? []);
  if (!isPreview) await hold(tx, organizationId, turn, filled.flatMap(gaveOf));

  const kept = new Map<string, KeptReason>();
  const since = await eventsSince(tx, organizationId, importId, made);
  const untouched = made.filter((id) => {
    const reason = touchedBy(since.get(id) ?? []);
    if (reason) kept.set(id, reason);
    return !reason;
  });
  const backs = new Map<string, PutBack>();
  for (const [id, customer] of await statesOf(tx, organizationId, filled)) {
    const back = customer && putBack(customer, gaveOf(id));
    const reason = back ? keptReasons.find((some) => back.kept.has(some)) : 'merged';
    if (reason) kept.set(id, reason);
    if (back && back.events.length + back.points.length > 0) backs.set(id, back);
  }
  if (!isPreview) {
    await tx.execute(sql`SELECT defer_customer_search()`);
    const removed = new Set(await removeImported(tx, importId, untouched));
    if (removed.size < untouched.length)
      throw new Error('an imported customer nobody touched was not removed');
    await writePutBack(tx, one, backs);
    await tx.execute(sql`SELECT write_deferred_search(${sql.param([...backs.keys()])}::uuid[])`);
  }
  await noteKept(
    tx,
    organizationId,
    importId,
    turn.map((id) => ({ nr: firstRow(id), kept: kept.get(id) ?? null })),
  );
  return { removed: untouched.length, restored: backs.size, kept: [...kept.values()] };
}

// Identities before customers, then notes: an edit of one that is under way is waited for (ADR 9).
async function hold(tx: Tx, organizationId: string, ids: string[], gave: Gave[]): Promise<void> {
  const known = (await detailsOf(tx, organizationId, ids)).points;
  const people = [...known, ...gave.flatMap(({ points }) => points)].filter(
    ({ kind }) => kind === 'phone' || kind === 'email',
  );
  await lockIdentities(
    tx,
    organizationId,
    people.map(({ kind, key }) => `${kind}|${key}`),
  );
  await lockCustomers(tx, organizationId, ids);
  await tx
    .select({ id: notes.id })
    .from(notes)
    .where(and(eq(notes.organizationId, organizationId), inArray(notes.customerId, ids)))
    .orderBy(notes.id)
    .for('update');
}

/** Customers as they are now; null: merged into another. */
async function statesOf(
  tx: Tx,
  organizationId: string,
  ids: string[],
): Promise<Map<string, FilledCustomer | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(customers)
    .where(and(eq(customers.organizationId, organizationId), inArray(customers.id, ids)));
  const { points, groups } = await detailsOf(tx, organizationId, ids);
  const written = await tx
    .select({ id: notes.id, customerId: notes.customerId, version: notes.version })
    .from(notes)
    .where(
      and(
        eq(notes.organizationId, organizationId),
        inArray(notes.customerId, ids),
        sql`${notes.deletedAt} IS NULL`,
      ),
    );
  const asked = await tx
    .select({ customerId: inquiries.customerId, content: inquiries.content })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), inArray(inquiries.customerId, ids)));
  const theirs = <T extends { customerId: string | null }>(all: T[], id: string) =>
    all.filter(({ customerId }) => customerId === id);
  return new Map(
    rows.map((row) => [
      row.id,
      row.mergedInto
        ? null
        : {
            ...row,
            points: theirs(points, row.id),
            groups: theirs(groups, row.id),
            notes: theirs(written, row.id),
            askedWith: theirs(asked, row.id).flatMap(({ content }) => pointsOf(content.contact)),
          },
    ]),
  );
}
