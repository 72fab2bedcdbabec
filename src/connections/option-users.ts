// The connections an organization could not edit without the option.
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { ConnectionState } from './model.ts';
import { connections } from './tables.ts';

/** All that are not deleted, by name. */
export function listOptionUsers(tx: Tx, organizationId: string) {
  return tx
    .select({
      id: connections.id,
      name: connections.name,
      state: sql<Exclude<ConnectionState, 'deleted'>>`${connections.state}`,
    })
    .from(connections)
    .where(and(eq(connections.organizationId, organizationId), ne(connections.state, 'deleted')))
    .orderBy(asc(connections.name));
}
