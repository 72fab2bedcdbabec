// A new connection with its inbox address.
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { newLocalPart } from './inbox-address.ts';
import type { ConnectionState, IntakeRules } from './model.ts';
import { connections, inboxes } from './tables.ts';

/** Makes the connection and its address; returns both. */
export async function createConnection(
  tx: Tx,
  organizationId: string,
  given: { portal: string; name: string; state: ConnectionState; createdBy: string | null } & IntakeRules,
): Promise<{ connectionId: string; localPart: string }> {
  const connectionId = newId();
  const localPart = newLocalPart();
  await tx.insert(connections).values({ id: connectionId, organizationId, ...given });
  await tx.insert(inboxes).values({ id: newId(), organizationId, connectionId, localPart });
  return { connectionId, localPart };
}
