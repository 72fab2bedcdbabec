// The people of an organization.
import { asc, eq } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { Member, Role } from './model.ts';
import { member, organization, user } from './tables.ts';

/** All members, first joined first. */
export async function listMembers(tx: Tx, organizationId: string): Promise<Member[]> {
  const rows = await tx
    .select({ userId: user.id, name: user.name, email: user.email, role: member.role })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.organizationId, organizationId))
    .orderBy(asc(member.createdAt), asc(member.id));
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}

/** The display name of an organization, or null. */
export async function organizationName(tx: Tx, organizationId: string): Promise<string | null> {
  const [row] = await tx
    .select({ name: organization.name })
    .from(organization)
    .where(eq(organization.id, organizationId));
  return row?.name ?? null;
}
