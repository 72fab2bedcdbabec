// What those in charge are told of a connection's login, and what they were told last.
import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { CheckOutcome } from './login/model.ts';
import { RETRY_AFTER_MS } from './login/rules/schedule.ts';
import type { ConnectionState, LoginState } from './model.ts';
import { connections, portalLogins } from './tables.ts';

export interface LoginToTell {
  portal: string;
  name: string;
  state: ConnectionState;
  createdBy: string | null;
  loginState: LoginState;
  outcome: CheckOutcome | null;
  /** Counts what was typed. */
  version: number;
  checkedAt: Date | null;
  verifiedAt: Date | null;
  /** The cause people were told of last; null when none, or after it healed. */
  toldOutcome: string | null;
  /** A machine tries again within hours: not worth telling yet. */
  willRetry: boolean;
}

/**
 * The login of a connection that is not deleted, held until the transaction ends; null: there is none. `busy`: another
 * transaction holds it. Who tells holds its own job already, so it must not wait here.
 */
export async function holdLoginToTell(
  tx: Tx,
  organizationId: string,
  connectionId: string,
): Promise<LoginToTell | 'busy' | null> {
  const own = and(
    eq(portalLogins.organizationId, organizationId),
    eq(portalLogins.connectionId, connectionId),
  );
  const [there] = await tx.select({ version: portalLogins.version }).from(portalLogins).where(own);
  if (!there) return null;
  const [login] = await tx.select().from(portalLogins).where(own).for('update', { skipLocked: true });
  if (!login) return 'busy';
  const [connection] = await tx
    .select({
      portal: connections.portal,
      name: connections.name,
      state: connections.state,
      createdBy: connections.createdBy,
    })
    .from(connections)
    .where(
      and(
        eq(connections.organizationId, organizationId),
        eq(connections.id, connectionId),
        ne(connections.state, 'deleted'),
      ),
    );
  if (!connection) return null;
  const { state: loginState, outcome, version, checkedAt, verifiedAt, nextCheckAt, toldOutcome } = login;
  const wait = checkedAt && nextCheckAt ? nextCheckAt.getTime() - checkedAt.getTime() : null;
  // The daily check is further away than the longest wait for a retry.
  const willRetry = outcome === 'unavailable' && wait !== null && wait <= Math.max(...RETRY_AFTER_MS);
  return { ...connection, loginState, outcome, version, checkedAt, verifiedAt, toldOutcome, willRetry };
}

/** Notes what people were told last; null: that it healed. */
export async function noteLoginTold(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  toldOutcome: CheckOutcome | null,
): Promise<void> {
  await tx
    .update(portalLogins)
    .set({ toldOutcome })
    .where(and(eq(portalLogins.organizationId, organizationId), eq(portalLogins.connectionId, connectionId)));
}
