// A new connection with its inbox address.
import { sql } from 'drizzle-orm';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { newLocalPart } from './inbox-address.ts';
import type { ConnectionState, IntakeRules } from './model.ts';
import { connections, inboxes } from './tables.ts';

/** Makes the connection and its address; returns both. */
export async function createConnection(
  tx: Tx,
  organizationId: string,
  given: {
    portal: string;
    name: string;
    state: ConnectionState;
    createdBy: string | null;
    requestKey?: string;
  } & IntakeRules,
): Promise<{ connectionId: string; localPart: string }> {
  const connectionId = newId();
  const activatedAt = given.state === 'draft' ? null : sql`now()`;
  await tx.insert(connections).values({ id: connectionId, organizationId, activatedAt, ...given });
  return { connectionId, localPart: await addInbox(tx, organizationId, connectionId) };
}

/** Gives the connection a new address, which must be its only active one; returns the local part. */
export async function addInbox(tx: Tx, organizationId: string, connectionId: string): Promise<string> {
  const localPart = newLocalPart();
  await tx.insert(inboxes).values({ id: newId(), organizationId, connectionId, localPart });
  return localPart;
}
