// Queries on the 取り消し of imports. Private to this stage.
import { and, asc, desc, eq, gt, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Tx } from '../../platform/database.ts';
import type { HistoryEvent } from '../model.ts';
import { customers } from '../tables.ts';
import type { KeptReason } from './model.ts';
import { customerImportRows, customerImportUndos } from './tables.ts';

export type ImportUndo = typeof customerImportUndos.$inferSelect;

/** A row that made a customer, or filled one. */
export type UndoRow = Awaited<ReturnType<typeof undoRowsAfter>>[number];

const of = (organizationId: string, importId: string): SQL | undefined =>
  and(eq(customerImportUndos.organizationId, organizationId), eq(customerImportUndos.importId, importId));

/** Those of these imports, by import. */
export async function undosOf(
  tx: Tx,
  organizationId: string,
  importIds: string[],
): Promise<Map<string, ImportUndo>> {
  if (importIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(customerImportUndos)
    .where(
      and(
        eq(customerImportUndos.organizationId, organizationId),
        inArray(customerImportUndos.importId, importIds),
      ),
    );
  return new Map(rows.map((row) => [row.importId, row]));
}

/** It, and nobody else changes it until the transaction ends; null: there is none. */
export async function holdUndo(tx: Tx, organizationId: string, importId: string): Promise<ImportUndo | null> {
  const [row] = await tx.select().from(customerImportUndos).where(of(organizationId, importId)).for('update');
  return row ?? null;
}

/** Writes it anew: what an earlier preview found is gone. */
export async function putUndo(tx: Tx, row: typeof customerImportUndos.$inferInsert): Promise<void> {
  const { organizationId: _o, importId: _i, ...set } = row;
  await tx
    .insert(customerImportUndos)
    .values(row)
    .onConflictDoUpdate({ target: customerImportUndos.importId, set });
}

export async function updateUndo(
  tx: Tx,
  organizationId: string,
  importId: string,
  set: PgUpdateSetSource<typeof customerImportUndos>,
): Promise<void> {
  await tx.update(customerImportUndos).set(set).where(of(organizationId, importId));
}

export async function removeUndo(tx: Tx, organizationId: string, importId: string): Promise<void> {
  await tx.delete(customerImportUndos).where(of(organizationId, importId));
}

const { importId: rowImport, customerId: rowCustomer, kind, gave, nr, kept } = customerImportRows;
const rowColumns = { nr, kind, customerId: rowCustomer, gave };
const changing = (organizationId: string, importId: string) =>
  and(
    eq(customerImportRows.organizationId, organizationId),
    eq(rowImport, importId),
    isNotNull(rowCustomer),
    or(inArray(kind, ['new', 'suspected']), isNotNull(gave)),
  );

/** The next rows that made a customer or filled one. */
export function undoRowsAfter(tx: Tx, organizationId: string, importId: string, after: number, most: number) {
  return tx
    .select(rowColumns)
    .from(customerImportRows)
    .where(and(changing(organizationId, importId), gt(nr, after)))
    .orderBy(asc(nr))
    .limit(most);
}

/** All such rows of these customers, wherever in the file. */
export function undoRowsOf(tx: Tx, organizationId: string, importId: string, customerIds: string[]) {
  return tx
    .select(rowColumns)
    .from(customerImportRows)
    .where(and(changing(organizationId, importId), inArray(rowCustomer, customerIds)))
    .orderBy(asc(nr));
}

/** Whether it changed anything that can still be told. */
export async function hasUndoRows(tx: Tx, organizationId: string, importId: string): Promise<boolean> {
  return (await undoRowsAfter(tx, organizationId, importId, 0, 1)).length > 0;
}

/**
 * What was done with these customers besides what this import did, whose lines were each written with one that names it. In one walk
 * over their lines: joined with themselves, they were all the firm's while the planner knew nothing of them yet.
 */
export async function eventsSince(
  tx: Tx,
  organizationId: string,
  importId: string,
  customerIds: string[],
): Promise<Map<string, HistoryEvent['type'][]>> {
  if (customerIds.length === 0) return new Map();
  const { rows } = await tx.execute<{ id: string; types: HistoryEvent['type'][] }>(sql`
    SELECT l.id, array_agg(DISTINCT l.type) AS types FROM (
      SELECT h.customer_id AS id, h.event ->> 'type' AS type,
        bool_or(h.event ->> 'type' = 'imported' AND h.event ->> 'importId' = ${importId}) OVER (PARTITION BY h.customer_id, h.at) AS is_ours
      FROM customer_history h
      WHERE h.organization_id = ${organizationId} AND h.customer_id = ANY(${sql.param(customerIds)}::uuid[])
    ) AS l WHERE NOT l.is_ours
    GROUP BY l.id`);
  return new Map(rows.map(({ id, types }) => [id, types]));
}

/** Removes those of these customers whom the import made and nothing else was done with; returns who they were. */
export async function removeImported(tx: Tx, importId: string, customerIds: string[]): Promise<string[]> {
  if (customerIds.length === 0) return [];
  const { rows } = await tx.execute<{ id: string }>(
    sql`SELECT remove_imported_customers(${importId}, ${sql.param(customerIds)}::uuid[]) AS id`,
  );
  return rows.map(({ id }) => id);
}

/** Notes why the customers of these rows stay as they are; of the others between them nothing is noted any more. */
export async function noteKept(
  tx: Tx,
  organizationId: string,
  importId: string,
  rows: { nr: number; kept: KeptReason | null }[],
): Promise<void> {
  const nrs = sql.param(rows.map((row) => row.nr));
  const reasons = sql.param(rows.map((row) => row.kept));
  await tx.execute(sql`UPDATE ${customerImportRows} r SET kept = n.kept
    FROM unnest(${nrs}::int[], ${reasons}::text[]) AS n (nr, kept)
    WHERE r.organization_id = ${organizationId} AND r.import_id = ${importId} AND r.nr = n.nr
      AND r.kept IS DISTINCT FROM n.kept`);
}

/** Customers who stay as they are, with why, the newest first. Who was merged into another bears the other's name. */
export function listKept(
  tx: Tx,
  organizationId: string,
  importId: string,
  { before, limit }: { before: string | null; limit: number },
) {
  return tx
    .select({
      id: customers.id,
      name: sql<
        string | null
      >`coalesce(${customers.name}, (SELECT m.name FROM customers m WHERE m.id = ${customers.mergedInto}))`,
      reason: kept,
    })
    .from(customerImportRows)
    .innerJoin(
      customers,
      and(eq(customers.organizationId, customerImportRows.organizationId), eq(customers.id, rowCustomer)),
    )
    .where(
      and(
        eq(customerImportRows.organizationId, organizationId),
        eq(rowImport, importId),
        isNotNull(kept),
        before ? lt(customers.id, before) : undefined,
      ),
    )
    .orderBy(desc(customers.id))
    .limit(limit);
}
