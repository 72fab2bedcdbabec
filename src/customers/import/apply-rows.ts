// Rows of a file become customers, some hundred in one transaction, which notes each row as dealt with: ended anywhere, none is
// applied twice. Whom a file puts in charge is told nothing of it (ADR 37).
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { decideImportRow } from '../rules/decide-import-row.ts';
import type { CustomerDraft, RowMasters } from '../rules/read-row.ts';
import { SeenCustomers } from '../rules/seen-customers.ts';
import { lockCustomers, lockIdentities } from '../store.ts';
import { holdMastersFor, mastersOf, seeCustomersOf } from './look-up.ts';
import type { RowIssue, RowKind } from './model.ts';
import type { FileRow } from './read-file.ts';
import { phoneOfMany, readerOf } from './read-rows.ts';
import { addRows, madeAmong } from './store.ts';
import { type Applying, type Decided, writeRows } from './write-rows.ts';

/** What became of a row. */
export interface AppliedRow {
  row: FileRow;
  kind: RowKind;
  customerId: string | null;
  suspicions: string[];
  isFilled: boolean;
  issues: RowIssue[];
}

/** Applies these rows, which come one after another in the file. */
export async function applyRows(tx: Tx, one: Applying, rows: FileRow[]): Promise<AppliedRow[]> {
  const { organizationId, id: importId, options } = one;
  // In this order for everybody: what is chosen, then the identities, then the customers (ADR 9).
  const { read, masters } = await readRows(tx, one, rows);
  const drafts = read.flatMap(({ draft }) => draft ?? []);
  const points = drafts.flatMap((draft) => draft.points);
  const people = points.filter(({ kind }) => kind === 'phone' || kind === 'email');
  await lockIdentities(
    tx,
    organizationId,
    people.map(({ kind, key }) => `${kind}|${key}`),
  );
  const { seen, there } = await lockCustomersOf(tx, one, drafts);
  const decided = read.flatMap(({ row, draft }): Decided[] => {
    const decision = draft && decideImportRow(draft, newId(), seen, options.known);
    return decision ? [{ row, draft, decision }] : [];
  });
  const filled = await writeRows(tx, one, decided, there, masters.statuses);
  const byRow = new Map(decided.map(({ row, decision }) => [row.nr, decision]));
  const applied = read.map(({ row, draft, issues }): AppliedRow => {
    const decision = byRow.get(row.nr);
    return {
      row,
      issues: draft && !decision ? [phoneOfMany(draft)] : issues,
      kind: decision?.kind ?? 'refused',
      customerId: decision?.customerId ?? null,
      suspicions: decision?.suspicions.map(({ otherId }) => otherId) ?? [],
      isFilled: filled.has(row.nr),
    };
  });
  const noted = applied.map(({ row, kind, customerId, isFilled }) => ({
    nr: row.nr,
    kind,
    customerId,
    isFilled,
    gave: filled.get(row.nr) ?? null,
  }));
  await addRows(tx, organizationId, importId, noted);
  return applied;
}

async function readRows(tx: Tx, { organizationId, options }: Applying, rows: FileRow[]) {
  const readWith = (masters: RowMasters) => rows.map(readerOf(options, masters));
  const all = await mastersOf(tx, organizationId);
  const read = readWith(all);
  const masters = await holdMastersFor(
    tx,
    organizationId,
    all,
    read.flatMap(({ draft }) => draft ?? []),
  );
  // Who or what went while it was looked up is unknown.
  return { masters, read: readWith(masters) };
}

/** The customers these rows may be of, held: none is merged into another until the transaction ends. */
async function lockCustomersOf(tx: Tx, { organizationId, id: importId }: Applying, drafts: CustomerDraft[]) {
  for (;;) {
    const seen = { customers: new SeenCustomers(), byId: new Map<string, string>(), made: new Set<string>() };
    const ids = await seeCustomersOf(tx, organizationId, drafts, seen);
    const there = await lockCustomers(tx, organizationId, ids);
    if (there.length < ids.length) continue;
    for (const id of await madeAmong(tx, organizationId, importId, ids)) seen.made.add(id);
    return { seen, there };
  }
}
