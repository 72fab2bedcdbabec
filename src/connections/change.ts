// What every verb on a connection begins with: who may, and whether it is still as the caller saw it.
import { isOptionOn } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Connection } from './model.ts';
import { lockConnection } from './store.ts';

/** `overtaken`: the connection is no longer what the caller saw; nothing was changed, and the current one is to be shown. */
export type ChangeOutcome = 'done' | 'overtaken';

/** @throws AppError option-off */
export async function requireOption(tx: Tx, organizationId: string): Promise<void> {
  if (!(await isOptionOn(tx, organizationId, 'portal-integration'))) throw new AppError('option-off');
}

/**
 * The connection, locked for a change.
 * @throws AppError not-found (also another organization's), option-off
 */
export async function openForChange(tx: Tx, organizationId: string, id: string): Promise<Connection> {
  const connection = await lockConnection(tx, organizationId, id);
  if (!connection) throw new AppError('not-found');
  await requireOption(tx, organizationId);
  return connection;
}
