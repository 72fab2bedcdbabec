// What a customer can be given: statuses (顧客ステータス) and static groups (静的な顧客グループ).
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { groups, statuses } from './tables.ts';

/** Adds a status at `position` (0 first); returns its id. Names are unique in the organization. */
export async function createStatus(
  tx: Tx,
  organizationId: string,
  status: { name: string; color: string; position: number; isDefault: boolean },
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
