// The organizations one person belongs to. Across organizations, so by sign-in's role.
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Database } from '../platform/database.ts';
import { member, organization, session } from './tables.ts';

/** Those where they are active, in the order they joined. */
export function listMemberships(db: Database, userId: string): Promise<{ id: string; name: string }[]> {
  return db.auth
    .select({ id: organization.id, name: organization.name })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(and(eq(member.userId, userId), isNull(member.deactivatedAt)))
    .orderBy(asc(member.createdAt), asc(member.id));
}

/** This session works in that organization from now on; the person must belong to it. */
export async function enterOrganization(
  db: Database,
  sessionId: string,
  organizationId: string,
): Promise<void> {
  await db.auth
    .update(session)
    .set({ activeOrganizationId: organizationId })
    .where(eq(session.id, sessionId));
}
