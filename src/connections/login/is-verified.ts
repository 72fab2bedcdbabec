// Whether a connection's login is known to work.
import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { portalLogins } from '../tables.ts';

/** True when the portal let us in the last time; also while that is being checked again. */
export async function isLoginVerified(
  tx: Tx,
  organizationId: string,
  connectionId: string,
): Promise<boolean> {
  const [row] = await tx
    .select({ id: portalLogins.connectionId })
    .from(portalLogins)
    .where(
      and(
        eq(portalLogins.organizationId, organizationId),
        eq(portalLogins.connectionId, connectionId),
        eq(portalLogins.outcome, 'verified'),
        inArray(portalLogins.state, ['verified', 'checking']),
      ),
    );
  return row !== undefined;
}
