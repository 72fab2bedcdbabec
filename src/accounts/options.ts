// Options (機能契約): what an organization has switched on.
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { organizationOptions, user } from './tables.ts';

/** Every option there is. */
export const options = ['portal-integration'] as const;
export type Option = (typeof options)[number];

const one = (organizationId: string, option: Option) =>
  and(eq(organizationOptions.organizationId, organizationId), eq(organizationOptions.option, option));

/** When and by whom an option was switched last, or null: never. `by` null: the operator. */
export async function lastSwitch(tx: Tx, organizationId: string, option: Option) {
  const [row] = await tx
    .select({ at: organizationOptions.changedAt, byId: organizationOptions.changedBy, byName: user.name })
    .from(organizationOptions)
    .leftJoin(user, eq(user.id, organizationOptions.changedBy))
    .where(one(organizationId, option));
  if (!row) return null;
  return { at: row.at, by: row.byId ? { id: row.byId, name: row.byName ?? '' } : null };
}

/** Whether an option is on; one never switched is off. */
export async function isOptionOn(tx: Tx, organizationId: string, option: Option): Promise<boolean> {
  const [row] = await tx
    .select({ isOn: organizationOptions.isOn })
    .from(organizationOptions)
    .where(one(organizationId, option));
  return row?.isOn ?? false;
}

/** The same, and it stays so until the transaction ends: whoever switches it waits. */
export async function holdOption(tx: Tx, organizationId: string, option: Option): Promise<boolean> {
  const [row] = await tx
    .select({ isOn: organizationOptions.isOn })
    .from(organizationOptions)
    .where(one(organizationId, option))
    .for('share');
  return row?.isOn ?? false;
}

/** Switches an option without ado (demo, tests): setOption tells others. `changedBy` null: the operator. */
export async function switchOption(
  tx: Tx,
  organizationId: string,
  option: Option,
  isOn: boolean,
  changedBy: string | null,
): Promise<void> {
  const set = { isOn, changedBy, changedAt: sql`now()` };
  await tx
    .insert(organizationOptions)
    .values({ organizationId, option, isOn, changedBy })
    .onConflictDoUpdate({ target: [organizationOptions.organizationId, organizationOptions.option], set });
}
