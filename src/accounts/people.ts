// People of an organization as rows that hold still, for changes that must not pass each other.
import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { takeTurn } from '../platform/take-turn.ts';
import type { Member, Role } from './model.ts';
import type { Person } from './require.ts';
import { isAdmin } from './rules/roles.ts';
import { member, user } from './tables.ts';

const columns = {
  userId: user.id,
  name: user.name,
  email: user.email,
  role: sql<Role>`${member.role}`,
  branchId: member.branchId,
  deactivatedAt: member.deactivatedAt,
};

/** Changes of an organization's people happen one after another, so that two cannot take the last owner away together. */
export async function lockPeople(tx: Tx, organizationId: string): Promise<void> {
  await takeTurn(tx, `people|${organizationId}`);
}

const oneMember = (tx: Tx, organizationId: string, userId: string) =>
  tx
    .select(columns)
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, organizationId), eq(member.userId, userId)));

/** One member, active or not, or null. Nobody can give them work or change them until the transaction ends. */
export async function holdMember(tx: Tx, organizationId: string, userId: string): Promise<Member | null> {
  const [row] = await oneMember(tx, organizationId, userId).for('no key update', { of: member });
  return row ?? null;
}

/** The name as it stays until the transaction ends: it is of all organizations the person belongs to. */
export async function holdName(tx: Tx, userId: string): Promise<string> {
  const [row] = await tx
    .select({ name: user.name })
    .from(user)
    .where(eq(user.id, userId))
    .for('no key update');
  if (!row) throw new Error('a member is no user');
  return row.name;
}

/** An active member who stays active until the transaction ends, or null: for giving somebody work. */
export async function findActiveMember(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<Member | null> {
  const [found] = await findActiveMembers(tx, organizationId, [userId]);
  return found ?? null;
}

/** Those of these that are active members, and stay so until the transaction ends. */
export async function findActiveMembers(
  tx: Tx,
  organizationId: string,
  userIds: string[],
): Promise<Member[]> {
  if (userIds.length === 0) return [];
  return tx
    .select(columns)
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(
      and(
        eq(member.organizationId, organizationId),
        inArray(member.userId, userIds),
        isNull(member.deactivatedAt),
      ),
    )
    .orderBy(member.userId)
    .for('share', { of: member });
}

/**
 * Who acts, as they are now: the request may have waited while another changed them. Waits for its turn first, which keeps them as
 * they are: held besides, they would be held before whoever is changed, and intake, which holds people in the order of their ids,
 * might wait for the one while this waits for the other.
 * @throws AppError role-required when they may no longer change people.
 */
export async function actingAdmin(tx: Tx, { organizationId, userId }: Person): Promise<Member> {
  await lockPeople(tx, organizationId);
  const [actor] = await oneMember(tx, organizationId, userId);
  if (!actor || actor.deactivatedAt || !isAdmin(actor.role)) throw new AppError('role-required');
  return actor;
}

/** Whether this person also belongs, or belonged, to another organization: then their name is not this one's to change. */
export async function belongsElsewhere(
  db: Database,
  { organizationId }: Person,
  userId: string,
): Promise<boolean> {
  const elsewhere = await db.auth
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.userId, userId), ne(member.organizationId, organizationId)))
    .limit(1);
  return elsewhere.length > 0;
}
