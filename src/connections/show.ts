// One connection for a caller: after it was asked for, or after a verb. What every route of connections shares.
import type { Principal } from '../accounts/index.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { ChangeOutcome } from './change.ts';
import { type PresentParts, presentConnections } from './present.ts';
import type { ConnectionShape } from './shapes.ts';
import { getShownConnection } from './store.ts';

/** What the routes of connections need. */
export interface ConnectionParts extends PresentParts {
  db: Database;
  productName: string;
  onChanged: (organizationId: string) => void;
}

/** One connection as the caller sees it. @throws AppError not-found */
export async function show(
  tx: Tx,
  caller: Principal,
  id: string,
  parts: PresentParts,
): Promise<ConnectionShape> {
  const found = await getShownConnection(tx, caller.organizationId, id);
  const [shown] = found ? await presentConnections(tx, caller, [found], parts) : [];
  if (!shown) throw new AppError('not-found');
  return shown;
}

/**
 * Runs a verb in a transaction and shows what it left; what was changed meanwhile is refused with how it is now.
 * @throws AppError changed-meanwhile with `data.current`
 */
export async function changeAndShow(
  parts: ConnectionParts,
  caller: Principal,
  id: string,
  verb: (tx: Tx) => Promise<ChangeOutcome>,
): Promise<ConnectionShape> {
  const { outcome, shown } = await parts.db.withOrganization(caller.organizationId, async (tx) => {
    const outcome = await verb(tx);
    return { outcome, shown: await show(tx, caller, id, parts) };
  });
  if (outcome === 'overtaken') throw new AppError('changed-meanwhile', { data: { current: shown } });
  parts.onChanged(caller.organizationId);
  return shown;
}
