// Queries on 振り分けルール. Private to connections.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { connections } from '../tables.ts';
import type { AssignmentRule } from './model.ts';

/** The rules of a connection, with the version an edit names. @throws AppError not-found */
export async function getRules(
  tx: Tx,
  organizationId: string,
  connectionId: string,
): Promise<{ version: number; rules: AssignmentRule[] }> {
  const [row] = await tx
    .select({ version: connections.assignmentVersion, rules: connections.assignmentRules })
    .from(connections)
    .where(and(eq(connections.organizationId, organizationId), eq(connections.id, connectionId)));
  if (!row) throw new AppError('not-found');
  return row;
}
