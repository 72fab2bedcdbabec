// 店舗: where people of an organization work. Ordered; a person belongs to one or to none.
import { and, asc, count, eq, isNotNull, ne } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import { refuseOvertaken, refuseOvertakenOrder, type Some } from '../platform/as-seen.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { addAudit } from './audit.ts';
import { actingAdmin } from './people.ts';
import type { Person } from './require.ts';
import { branches, member } from './tables.ts';

const MOST = 200;

const one = (organizationId: string, id: string) =>
  and(eq(branches.organizationId, organizationId), eq(branches.id, id));
const nameTaken = () =>
  new AppError('input-invalid', { fields: { name: 'この名前はすでに使われています。' } });

/** All in their order. */
export function listBranches(tx: Tx, organizationId: string): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: branches.id, name: branches.name })
    .from(branches)
    .where(eq(branches.organizationId, organizationId))
    .orderBy(asc(branches.position), asc(branches.id));
}

/** The same, with how many people belong to each, the deactivated too. */
export async function listBranchesWithUses(tx: Tx, organizationId: string) {
  const rows = await tx
    .select({ id: member.branchId, people: count() })
    .from(member)
    .where(and(eq(member.organizationId, organizationId), isNotNull(member.branchId)))
    .groupBy(member.branchId);
  const people = new Map(rows.map((row) => [row.id, row.people]));
  return (await listBranches(tx, organizationId)).map((branch) => ({
    ...branch,
    uses: { people: people.get(branch.id) ?? 0 },
  }));
}

/** Ids of those who belong to a branch, or with null to any. */
export async function peopleOfBranches(
  tx: Tx,
  organizationId: string,
  branchId: string | null,
): Promise<string[]> {
  const rows = await tx
    .select({ userId: member.userId })
    .from(member)
    .where(
      and(
        eq(member.organizationId, organizationId),
        branchId === null ? isNotNull(member.branchId) : eq(member.branchId, branchId),
      ),
    );
  return rows.map(({ userId }) => userId);
}

/** Adds one behind the others; returns its id. @throws AppError role-required · input-invalid: the name is taken, or too many */
export async function addBranch(tx: Tx, by: Person, name: string): Promise<string> {
  const { organizationId } = by;
  await actingAdmin(tx, by);
  const others = await tx.select().from(branches).where(eq(branches.organizationId, organizationId));
  if (others.length >= MOST)
    throw new AppError('input-invalid', {
      fields: { name: `${MOST}個まで登録できます。使っていないものを削除してください。` },
    });
  if (others.some((branch) => branch.name === name)) throw nameTaken();
  const id = newId();
  const position = Math.max(-1, ...others.map((other) => other.position)) + 1;
  await tx.insert(branches).values({ id, organizationId, name, position });
  await addAudit(tx, organizationId, by, 'branch.added', id, { name });
  return id;
}

/** Gives it another name. @throws AppError role-required · not-found · changed-meanwhile · input-invalid: the name is taken */
export async function renameBranch(
  tx: Tx,
  by: Person,
  id: string,
  name: string,
  was?: Some<{ name: string }>,
): Promise<void> {
  const { organizationId } = by;
  await actingAdmin(tx, by);
  const all = await listBranches(tx, organizationId);
  const before = all.find((branch) => branch.id === id);
  if (!before) throw new AppError('not-found');
  if (before.name === name) return;
  refuseOvertaken({ name: before.name }, was, { name });
  if (all.some((branch) => branch.name === name)) throw nameTaken();
  await tx.update(branches).set({ name }).where(one(organizationId, id));
  await addAudit(tx, organizationId, by, 'branch.renamed', id, { from: before.name, to: name });
}

/** Puts them into this order. @throws AppError role-required · changed-meanwhile when these are not all of them, or are no longer as they `were` */
export async function orderBranches(
  tx: Tx,
  by: Person,
  ids: string[],
  were?: string[] | undefined,
): Promise<void> {
  const { organizationId } = by;
  await actingAdmin(tx, by);
  const now = await listBranchesWithUses(tx, organizationId);
  refuseOvertakenOrder(now, ids, were);
  for (const [position, id] of ids.entries())
    await tx.update(branches).set({ position }).where(one(organizationId, id));
  await addAudit(tx, organizationId, by, 'branches.ordered', null);
}

/**
 * Deletes it; its people move to the replacement, or with `none` to no branch.
 * @throws AppError role-required · not-found · in-use (data: { people }) when nothing was chosen · input-invalid when the
 * replacement is none
 */
export async function deleteBranch(
  tx: Tx,
  by: Person,
  id: string,
  replacementId: string | 'none' | undefined,
): Promise<void> {
  const { organizationId } = by;
  await actingAdmin(tx, by);
  const all = await listBranchesWithUses(tx, organizationId);
  const gone = all.find((branch) => branch.id === id);
  if (!gone) throw new AppError('not-found');
  if (gone.uses.people > 0 && replacementId === undefined) throw new AppError('in-use', { data: gone.uses });
  const chosen = replacementId === 'none' ? undefined : replacementId;
  const [replacement] = chosen
    ? await tx
        .select({ id: branches.id, name: branches.name })
        .from(branches)
        .where(and(one(organizationId, chosen), ne(branches.id, id)))
    : [];
  if (chosen && !replacement)
    throw new AppError('input-invalid', {
      fields: { replacementId: '代わりの店舗を、今あるものから選んでください。' },
    });
  const theirs = and(eq(member.organizationId, organizationId), eq(member.branchId, id));
  // In the order in which whoever gives people work holds them.
  await tx.select({ id: member.id }).from(member).where(theirs).orderBy(member.userId).for('no key update');
  await tx
    .update(member)
    .set({ branchId: replacement?.id ?? null })
    .where(theirs);
  await tx.delete(branches).where(one(organizationId, id));
  await addAudit(tx, organizationId, by, 'branch.deleted', id, {
    name: gone.name,
    replacement: replacement?.name ?? null,
    people: gone.uses.people,
  });
}
