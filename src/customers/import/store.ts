// Queries on imports, their files and their rows. Private to this stage.
import { and, asc, desc, eq, gt, inArray, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Database, Tx } from '../../platform/database.ts';
import { insertRows } from '../../platform/insert-rows.ts';
import { takeTurn } from '../../platform/take-turn.ts';
import { customerImportPieces, customerImportRows, customerImports } from './tables.ts';

export type CustomerImport = typeof customerImports.$inferSelect;
export type ImportRow = Omit<typeof customerImportRows.$inferInsert, 'organizationId' | 'importId'>;

const one = (organizationId: string, id: string): SQL | undefined =>
  and(eq(customerImports.organizationId, organizationId), eq(customerImports.id, id));

export async function insertImport(tx: Tx, row: typeof customerImports.$inferInsert): Promise<void> {
  await tx.insert(customerImports).values(row);
}

export async function getImport(tx: Tx, organizationId: string, id: string): Promise<CustomerImport | null> {
  const [row] = await tx.select().from(customerImports).where(one(organizationId, id));
  return row ?? null;
}

/** The same, and nobody else changes it until the transaction ends. */
export async function holdImport(tx: Tx, organizationId: string, id: string): Promise<CustomerImport | null> {
  const [row] = await tx.select().from(customerImports).where(one(organizationId, id)).for('update');
  return row ?? null;
}

/** The one that runs; null when none does, and then nobody else begins one in this organization until the transaction ends. */
export async function runningImport(tx: Tx, organizationId: string): Promise<CustomerImport | null> {
  await takeTurn(tx, `customer imports|${organizationId}`);
  const [row] = await tx
    .select()
    .from(customerImports)
    .where(and(eq(customerImports.organizationId, organizationId), eq(customerImports.state, 'running')));
  return row ?? null;
}

/** Those older than `before` (an id), newest first; whose file is still coming is not among them. */
export function listImports(
  tx: Tx,
  organizationId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<CustomerImport[]> {
  return tx
    .select()
    .from(customerImports)
    .where(
      and(
        eq(customerImports.organizationId, organizationId),
        ne(customerImports.state, 'uploading'),
        before ? lt(customerImports.id, before) : undefined,
      ),
    )
    .orderBy(desc(customerImports.id))
    .limit(limit);
}

export async function updateImport(
  tx: Tx,
  organizationId: string,
  id: string,
  set: PgUpdateSetSource<typeof customerImports>,
): Promise<void> {
  await tx.update(customerImports).set(set).where(one(organizationId, id));
}

/** It ended like this. */
export const ended = { endedAt: sql`clock_timestamp()` };

/** Removes it as if it had never been: its file was no file. */
export async function removeImport(tx: Tx, organizationId: string, id: string): Promise<void> {
  await removeFile(tx, organizationId, id);
  await tx.delete(customerImports).where(one(organizationId, id));
}

export async function addPiece(
  tx: Tx,
  organizationId: string,
  importId: string,
  nr: number,
  bytes: Buffer,
): Promise<void> {
  await tx.insert(customerImportPieces).values({ organizationId, importId, nr, bytes });
}

/** The file's bytes, each piece read in a transaction of its own. */
export async function* piecesOf(
  db: Database,
  organizationId: string,
  importId: string,
): AsyncGenerator<Buffer> {
  for (let after = -1; ; ) {
    const [piece] = await db.withOrganization(organizationId, (tx) =>
      tx
        .select({ nr: customerImportPieces.nr, bytes: customerImportPieces.bytes })
        .from(customerImportPieces)
        .where(
          and(
            eq(customerImportPieces.organizationId, organizationId),
            eq(customerImportPieces.importId, importId),
            gt(customerImportPieces.nr, after),
          ),
        )
        .orderBy(asc(customerImportPieces.nr))
        .limit(1),
    );
    if (!piece) return;
    yield piece.bytes;
    after = piece.nr;
  }
}

export async function removeFile(tx: Tx, organizationId: string, importId: string): Promise<void> {
  await tx
    .delete(customerImportPieces)
    .where(
      and(
        eq(customerImportPieces.organizationId, organizationId),
        eq(customerImportPieces.importId, importId),
      ),
    );
}

export async function addRows(
  tx: Tx,
  organizationId: string,
  importId: string,
  rows: ImportRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(
    insertRows(
      customerImportRows,
      rows.map((row) => ({ organizationId, importId, ...row })),
    ),
  );
}

const rowsOf = (organizationId: string, importId: string) =>
  and(eq(customerImportRows.organizationId, organizationId), eq(customerImportRows.importId, importId));

export async function removeRows(tx: Tx, organizationId: string, importId: string): Promise<void> {
  await tx.delete(customerImportRows).where(rowsOf(organizationId, importId));
}

/** Those of these customers who were made by it. */
export async function madeAmong(
  tx: Tx,
  organizationId: string,
  importId: string,
  customerIds: string[],
): Promise<Set<string>> {
  if (customerIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: customerImportRows.customerId })
    .from(customerImportRows)
    .where(
      and(
        rowsOf(organizationId, importId),
        inArray(customerImportRows.customerId, customerIds),
        inArray(customerImportRows.kind, ['new', 'suspected']),
      ),
    );
  return new Set(rows.flatMap(({ id }) => id ?? []));
}

/** Numbers of the rows that were refused when it was applied. */
export async function refusedRows(tx: Tx, organizationId: string, importId: string): Promise<Set<number>> {
  const rows = await tx
    .select({ nr: customerImportRows.nr })
    .from(customerImportRows)
    .where(and(rowsOf(organizationId, importId), eq(customerImportRows.kind, 'refused')));
  return new Set(rows.map(({ nr }) => nr));
}
