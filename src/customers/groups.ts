// 静的な顧客グループ: fixed lists of customers.
import { and, asc, eq, ne } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../accounts/index.ts';
import { holdConnections } from '../connections/index.ts';
import { newId } from '../lib/ids.ts';
import { refuseOvertaken, type Some } from '../platform/as-seen.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { lockMasters, nameTaken, tooMany } from './masters.ts';
import { replaceEverywhere, usesOf } from './replace-in-customers.ts';
import { groups } from './tables.ts';

const MOST = 500;

/** All by name, with what uses each. */
export async function listGroups(tx: Tx, organizationId: string) {
  const rows = await tx
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(eq(groups.organizationId, organizationId))
    .orderBy(asc(groups.name));
  const uses = await usesOf(tx, organizationId, 'groupId');
  return rows.map((row) => ({ ...row, uses: uses.get(row.id) ?? { connections: 0, customers: 0 } }));
}

/** Adds one; returns its id. @throws AppError input-invalid: the name is taken */
export async function addGroup(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  given: { name: string },
): Promise<string> {
  await lockMasters(tx, organizationId);
  const count = (await tx.select().from(groups).where(eq(groups.organizationId, organizationId))).length;
  if (count >= MOST) throw tooMany(MOST);
  const id = newId();
  const made = await tx
    .insert(groups)
    .values({ id, organizationId, ...given })
    .onConflictDoNothing()
    .returning({ id: groups.id });
  if (made.length === 0) throw nameTaken();
  await addAudit(tx, organizationId, by, 'group.added', id, given);
  return id;
}

/** Gives it another name. @throws AppError not-found · changed-meanwhile · input-invalid: the name is taken */
export async function renameGroup(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  id: string,
  name: string,
  was?: Some<{ name: string }>,
): Promise<void> {
  await lockMasters(tx, organizationId);
  const all = await tx.select().from(groups).where(eq(groups.organizationId, organizationId));
  const before = all.find((group) => group.id === id);
  if (!before) throw new AppError('not-found');
  if (before.name === name) return;
  refuseOvertaken({ name: before.name }, was, { name });
  if (all.some((group) => group.name === name)) throw nameTaken();
  await tx
    .update(groups)
    .set({ name })
    .where(and(eq(groups.organizationId, organizationId), eq(groups.id, id)));
  await addAudit(tx, organizationId, by, 'group.renamed', id, { from: before.name, to: name });
}

/**
 * Deletes a group; its customers and the connections that fill it move to the replacement, or with `none` to no group.
 * @throws AppError not-found · in-use (data: Uses) when nothing was chosen · input-invalid when the replacement is none
 */
export async function deleteGroup(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  id: string,
  replacementId: string | 'none' | undefined,
): Promise<void> {
  await lockMasters(tx, organizationId);
  const mine = and(eq(groups.organizationId, organizationId), eq(groups.id, id));
  // Who begins to use it waits, and then finds it gone.
  const [gone] = await tx.select().from(groups).where(mine).for('no key update');
  if (!gone) throw new AppError('not-found');
  await holdConnections(tx, organizationId);
  await tx.select().from(groups).where(mine).for('update');
  const uses = (await usesOf(tx, organizationId, 'groupId')).get(id);
  if (uses && replacementId === undefined) throw new AppError('in-use', { data: uses });
  const replacement =
    replacementId === undefined || replacementId === 'none'
      ? null
      : await replacementOf(tx, organizationId, id, replacementId);
  const replaced = await replaceEverywhere(tx, organizationId, by, 'groupId', gone, replacement);
  await tx.delete(groups).where(mine);
  await addAudit(tx, organizationId, by, 'group.deleted', id, {
    name: gone.name,
    replacement: replacement?.name ?? null,
    ...replaced,
  });
}

async function replacementOf(tx: Tx, organizationId: string, id: string, replacementId: string) {
  const [found] = await tx
    .select()
    .from(groups)
    .where(and(eq(groups.organizationId, organizationId), eq(groups.id, replacementId), ne(groups.id, id)));
  if (found) return found;
  throw new AppError('input-invalid', {
    fields: { replacementId: '代わりのグループを、今あるものから選んでください。' },
  });
}
