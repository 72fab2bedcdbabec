// Who sent a request: from its API key or its session.
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Database } from '../platform/database.ts';
import { hashApiKey } from './create-api-key.ts';
import type { Principal, Role } from './model.ts';
import type { Auth } from './open-auth.ts';
import { member } from './tables.ts';

/** The principal of an API key (`Authorization: Bearer`), or null when no organization has this key. */
export async function identifyApiKey(db: Database, key: string): Promise<Principal | null> {
  const [found] = await db.across<{ id: string; organization_id: string }>(
    'find_api_key',
    'SELECT id, organization_id FROM find_api_key($1)',
    [hashApiKey(key)],
  );
  return found ? { type: 'api-key', apiKeyId: found.id, organizationId: found.organization_id } : null;
}

/** What a session tells: nobody, a person who belongs to no organization, or the principal. */
export type SessionIdentity = 'nobody' | 'no-organization' | Principal;

/** Reads the session cookie of these headers. */
export async function identifySession(db: Database, auth: Auth, headers: Headers): Promise<SessionIdentity> {
  const found = await auth.api.getSession({ headers });
  if (!found) return 'nobody';
  const { user, session } = found;
  const memberships = await db.auth
    .select()
    .from(member)
    .where(and(eq(member.userId, user.id), isNull(member.deactivatedAt)))
    .orderBy(asc(member.createdAt));
  const active = memberships.find((m) => m.organizationId === session.activeOrganizationId) ?? memberships[0];
  if (!active) return 'no-organization';
  return {
    type: 'user',
    userId: user.id,
    name: user.name,
    email: user.email,
    role: active.role as Role,
    organizationId: active.organizationId,
  };
}
