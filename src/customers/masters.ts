// What statuses and groups have in common, and their making without ado (first start, demo, tests).
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { takeTurn } from '../platform/take-turn.ts';
import { groups, statuses } from './tables.ts';

/** Adds a status at `position` (0 first); returns its id. Names are unique in the organization. */
export async function createStatus(
  tx: Tx,
  organizationId: string,
  status: { name: string; color: string; position: number; isDefault: boolean; isContract?: boolean },
): Promise<string> {
  const id = newId();
  await tx.insert(statuses).values({ id, organizationId, ...status });
  return id;
}

/** Adds a static group; returns its id. Names are unique in the organization. */
export async function createGroup(tx: Tx, organizationId: string, name: string): Promise<string> {
  const id = newId();
  await tx.insert(groups).values({ id, organizationId, name });
  return id;
}

/** Changes of an organization's masters and views happen one after another: one default, one order, unique names. */
export async function lockMasters(tx: Tx, organizationId: string): Promise<void> {
  await takeTurn(tx, `masters|${organizationId}`);
}

export const nameTaken = () =>
  new AppError('input-invalid', { fields: { name: 'この名前はすでに使われています。' } });

export const tooMany = (most: number) =>
  new AppError('input-invalid', {
    fields: { name: `${most}個まで登録できます。使っていないものを削除してください。` },
  });
