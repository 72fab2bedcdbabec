// Whether somebody who can act has the connection's page open: then a failed login is told there, not by mail.
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { getShownConnection } from './store.ts';
import { connections } from './tables.ts';

const OPEN_MS = 45_000;

/** The page is open now (it says so every 20 s); a caller who may only look is not counted. @throws AppError not-found */
export async function notePresence(
  tx: Tx,
  organizationId: string,
  id: string,
  mayAct: boolean,
): Promise<void> {
  if (!(await getShownConnection(tx, organizationId, id))) throw new AppError('not-found');
  if (!mayAct) return;
  await tx
    .update(connections)
    .set({ pageSeenAt: sql`now()` })
    .where(and(eq(connections.organizationId, organizationId), eq(connections.id, id)));
}

/** Whether the page was seen within 45 s. */
export async function isPageOpen(tx: Tx, organizationId: string, id: string, now: Date): Promise<boolean> {
  const [row] = await tx
    .select({ pageSeenAt: connections.pageSeenAt })
    .from(connections)
    .where(and(eq(connections.organizationId, organizationId), eq(connections.id, id)));
  return row?.pageSeenAt ? now.getTime() - row.pageSeenAt.getTime() <= OPEN_MS : false;
}
