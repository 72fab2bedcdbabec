// The people of an organization.
import { asc, eq, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { Member, Role } from './model.ts';
import { member, organization, user } from './tables.ts';

/** All members, first joined first, the deactivated too. */
export function listMembers(tx: Tx, organizationId: string): Promise<Member[]> {
  return tx
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      role: sql<Role>`${member.role}`,
      branchId: member.branchId,
      deactivatedAt: member.deactivatedAt,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.organizationId, organizationId))
    .orderBy(asc(member.createdAt), asc(member.id));
}

/** The display name of an organization, or null. */
export async function organizationName(tx: Tx, organizationId: string): Promise<string | null> {
  const [row] = await tx
    .select({ name: organization.name })
    .from(organization)
    .where(eq(organization.id, organizationId));
  return row?.name ?? null;
}
