// A person's role, 店舗 and name.
import { and, count, eq, isNull, ne, sql } from 'drizzle-orm';
import { refuseOvertaken, type Some } from '../platform/as-seen.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { addAudit } from './audit.ts';
import { listBranches } from './branches.ts';
import type { Member, Role } from './model.ts';
import { actingAdmin, holdMember, holdName } from './people.ts';
import type { Person } from './require.ts';
import { reaches } from './rules/roles.ts';
import { member, user } from './tables.ts';

/** What is changed of a person. */
type Changed = Pick<Member, 'name' | 'role' | 'branchId'>;
/** As whoever changes it saw it. */
export type SeenUser = Some<Changed> | undefined;

const shown = ({ name, role, branchId }: Changed): Changed => ({ name, role, branchId });

/**
 * Gives a member another role.
 * @throws AppError not-found · role-required · role-too-high: nobody reaches above their own · last-owner · changed-meanwhile
 */
export async function changeRole(
  tx: Tx,
  by: Person,
  userId: string,
  role: Role,
  was?: SeenUser,
): Promise<void> {
  const { organizationId } = by;
  const actor = await actingAdmin(tx, by);
  const target = await holdMember(tx, organizationId, userId);
  if (!target) throw new AppError('not-found');
  if (target.role === role) return;
  if (!reaches(actor.role, target.role) || !reaches(actor.role, role)) throw new AppError('role-too-high');
  refuseOvertaken(shown(target), was, { role });
  if (target.role === 'owner') await refuseLastOwner(tx, organizationId, userId);
  await tx
    .update(member)
    .set({ role })
    .where(and(eq(member.organizationId, organizationId), eq(member.userId, userId)));
  await addAudit(tx, organizationId, by, 'user.role-changed', userId, {
    name: target.name,
    from: target.role,
    to: role,
  });
}

/**
 * Says where a member works; null: in no 店舗.
 * @throws AppError not-found · role-required · role-too-high · changed-meanwhile · input-invalid when there is no such 店舗
 */
export async function changeBranch(
  tx: Tx,
  by: Person,
  userId: string,
  branchId: string | null,
  was?: SeenUser,
): Promise<void> {
  const { organizationId } = by;
  const actor = await actingAdmin(tx, by);
  const target = await holdMember(tx, organizationId, userId);
  if (!target) throw new AppError('not-found');
  if (target.branchId === branchId) return;
  if (!reaches(actor.role, target.role)) throw new AppError('role-too-high');
  refuseOvertaken(shown(target), was, { branchId });
  // Whoever deletes one waits for the turn that actingAdmin took.
  const all = await listBranches(tx, organizationId);
  const nameOf = (id: string | null) => all.find((branch) => branch.id === id)?.name ?? null;
  if (branchId !== null && nameOf(branchId) === null)
    throw new AppError('input-invalid', { fields: { branchId: '店舗を選び直してください。' } });
  await tx
    .update(member)
    .set({ branchId })
    .where(and(eq(member.organizationId, organizationId), eq(member.userId, userId)));
  await addAudit(tx, organizationId, by, 'user.branch-changed', userId, {
    name: target.name,
    from: nameOf(target.branchId),
    to: nameOf(branchId),
  });
}

/** @throws AppError last-owner unless another active owner stays. Call it under lockPeople. */
export async function refuseLastOwner(tx: Tx, organizationId: string, userId: string): Promise<void> {
  const [others] = await tx
    .select({ owners: count() })
    .from(member)
    .where(
      and(
        eq(member.organizationId, organizationId),
        eq(member.role, 'owner'),
        isNull(member.deactivatedAt),
        ne(member.userId, userId),
      ),
    );
  if (!others?.owners) throw new AppError('last-owner');
}

/**
 * Gives a member another name: anybody to themselves, an admin to those in their reach, unless the name is `isTheirsAlone`.
 * @throws AppError not-found · role-required · role-too-high · name-is-theirs · changed-meanwhile
 */
export async function rename(
  tx: Tx,
  by: Person,
  userId: string,
  name: string,
  isTheirsAlone: boolean,
  was?: SeenUser,
): Promise<void> {
  const { organizationId } = by;
  const actor = userId === by.userId ? null : await actingAdmin(tx, by);
  const held = await holdMember(tx, organizationId, userId);
  if (!held) throw new AppError('not-found');
  const target = { ...held, name: await holdName(tx, userId) };
  if (target.name === name) return;
  if (actor && !reaches(actor.role, target.role)) throw new AppError('role-too-high');
  if (isTheirsAlone) throw new AppError('name-is-theirs');
  refuseOvertaken(shown(target), was, { name });
  await tx.update(user).set({ name, updatedAt: sql`now()` }).where(eq(user.id, userId));
  await addAudit(tx, organizationId, by, 'user.renamed', userId, { from: target.name, to: name });
}
