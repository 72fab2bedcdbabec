// The first organization and its owner, made over a one-time link that only who started the program has seen.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { addMember, type NewPerson } from './create-member.ts';
import { organization } from './tables.ts';

/** What makes the first organization. */
export interface FirstOrganization {
  token: string;
  organizationName: string;
  owner: Omit<NewPerson, 'role'>;
}

const LOCK = 0x66697273; // "firs"

/** The link's token: the same in every process that has the secret, worth nothing once an organization exists. */
export function firstStartToken(secret: string): string {
  return createHmac('sha256', secret).update('first start').digest('base64url').slice(0, 32);
}

/** True while no organization exists. */
export async function isFirstStart(db: Database): Promise<boolean> {
  const found = await db.auth.select({ id: organization.id }).from(organization).limit(1);
  return found.length === 0;
}

/**
 * Makes the organization and its owner; returns the organization's id.
 * @throws AppError first-start-over when the token is wrong or an organization exists: one answer for both.
 */
export async function createFirstOrganization(
  db: Database,
  secret: string,
  given: FirstOrganization,
): Promise<string> {
  const expected = Buffer.from(firstStartToken(secret));
  const token = Buffer.from(given.token);
  if (token.length !== expected.length || !timingSafeEqual(token, expected))
    throw new AppError('first-start-over');
  return db.auth.transaction(async (tx) => {
    // Two people with the link at once: the second waits here and then finds the first one's organization.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${LOCK})`);
    const found = await tx.select({ id: organization.id }).from(organization).limit(1);
    if (found.length > 0) throw new AppError('first-start-over');
    const id = newId();
    await tx.insert(organization).values({ id, name: given.organizationName, slug: id });
    await addMember(tx, id, { ...given.owner, role: 'owner' });
    return id;
  });
}
