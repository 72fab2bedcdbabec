// A CSV取り込み as its page shows it.
import type { z } from '@hono/zod-openapi';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { getImport } from './import/store.ts';
import { canUndo, undoableUntil } from './import/undo-import.ts';
import { undosOf } from './import/undo-store.ts';
import { type importPageShape, presentImport } from './import-shapes.ts';

/** @throws AppError not-found */
export async function showImport(
  tx: Tx,
  organizationId: string,
  id: string,
): Promise<z.infer<typeof importPageShape>> {
  const one = await getImport(tx, organizationId, id);
  if (!one) throw new AppError('not-found');
  const undo = (await undosOf(tx, organizationId, [id])).get(id) ?? null;
  const until = (await canUndo(tx, one, undo)) ? undoableUntil(one).toISOString() : null;
  return { ...presentImport(one, undo), undoableUntil: until };
}
