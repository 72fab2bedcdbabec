// Forgets the login of a connection that is deleted. What was tried with it stays, without the secret.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import { withdrawJob } from '../../platform/jobs.ts';
import { loginAttempts, portalLogins } from '../tables.ts';
import { CHECK_LOGIN } from './model.ts';
import { closeAttempts } from './store.ts';

/** Deletes the sealed login and takes its checks back, also one under way. */
export async function destroyLogin(tx: Tx, organizationId: string, connectionId: string): Promise<void> {
  await withdrawJob(tx, { organizationId, kind: CHECK_LOGIN, subjectId: connectionId });
  await closeAttempts(tx, organizationId, eq(loginAttempts.connectionId, connectionId));
  await tx
    .delete(portalLogins)
    .where(and(eq(portalLogins.organizationId, organizationId), eq(portalLogins.connectionId, connectionId)));
}
