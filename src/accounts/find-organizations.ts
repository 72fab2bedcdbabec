// The organizations of this installation, for its operator. Across all of them, so by sign-in's role.
import { asc } from 'drizzle-orm';
import { foldText } from '../lib/japanese-text.ts';
import type { Database } from '../platform/database.ts';
import { organization } from './tables.ts';

export interface OrganizationName {
  id: string;
  name: string;
}

/** All, the oldest first. */
export function listOrganizations(db: Database): Promise<OrganizationName[]> {
  return db.auth
    .select({ id: organization.id, name: organization.name })
    .from(organization)
    .orderBy(asc(organization.id));
}

/** Those meant by an id or a name, in any width and spacing: an exact name before others, several where they share it. */
export function findOrganizations(all: OrganizationName[], wanted: string): OrganizationName[] {
  const byId = all.filter(({ id }) => id === wanted.toLowerCase());
  if (byId.length > 0) return byId;
  const exact = all.filter(({ name }) => name === wanted);
  return exact.length > 0 ? exact : all.filter(({ name }) => foldText(name) === foldText(wanted));
}
