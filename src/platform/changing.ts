// A change of what an organization has, told to its open pages once it is committed.
import type { Database, Tx } from './database.ts';

/** Runs a verb in a transaction of whose organization it is; `onChanged` is called after the commit, and not when it is refused. */
export const changing =
  (db: Database, onChanged: (organizationId: string) => void) =>
  async <T>({ organizationId }: { organizationId: string }, verb: (tx: Tx) => Promise<T>): Promise<T> => {
    const done = await db.withOrganization(organizationId, verb);
    onChanged(organizationId);
    return done;
  };
