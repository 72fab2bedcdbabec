// A person of an organization, who signs in with mail address and password.
import { hashPassword } from 'better-auth/crypto';
import { newId } from '../lib/ids.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { Role } from './model.ts';
import { account, member, user } from './tables.ts';

export interface NewPerson {
  name: string;
  email: string;
  password: string;
  role: Role;
}

/** Makes the person and the membership in one transaction; returns the user's id. The address must be new. */
export function createMember(db: Database, organizationId: string, person: NewPerson): Promise<string> {
  return db.auth.transaction((tx) => addMember(tx, organizationId, person));
}

/** The same inside a transaction of sign-in's role. */
export async function addMember(tx: Tx, organizationId: string, person: NewPerson): Promise<string> {
  const userId = newId();
  const password = await hashPassword(person.password);
  await tx
    .insert(user)
    .values({ id: userId, name: person.name, email: person.email.toLowerCase(), emailVerified: true });
  await tx
    .insert(account)
    .values({ id: newId(), userId, accountId: userId, providerId: 'credential', password });
  await tx.insert(member).values({ id: newId(), organizationId, userId, role: person.role });
  return userId;
}
