// A new organization (会社), empty of people.
import { newId } from '../lib/ids.ts';
import type { Database } from '../platform/database.ts';
import { organization } from './tables.ts';

/** Makes the organization and returns its id. */
export async function createOrganization(db: Database, name: string): Promise<string> {
  const id = newId();
  await db.auth.insert(organization).values({ id, name, slug: id });
  return id;
}
