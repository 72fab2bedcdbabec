// After a restore: what became of a password since the backup was taken nobody knows (it may have been refused, or changed
// at the portal), so no machine sends it (ADR 11). Whoever is in charge is told, as after any check that broke off.
import { eq, sql } from 'drizzle-orm';
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { hastenJobs } from '../../platform/jobs.ts';
import { connections, loginAttempts, portalLogins } from '../tables.ts';
import { CHECK_LOGIN } from './model.ts';

/** Of all organizations, by the database's owner. Returns how many logins a person must confirm. */
export async function holdRestoredLogins(tx: Tx): Promise<number> {
  const now = sql`now()`;
  await tx.update(loginAttempts).set({ finishedAt: now }).where(sql`${loginAttempts.finishedAt} IS NULL`);
  const logins = await tx
    .select({
      organizationId: portalLogins.organizationId,
      connectionId: portalLogins.connectionId,
      portal: connections.portal,
      accountKey: portalLogins.accountKey,
      secretKey: portalLogins.secretKey,
    })
    .from(portalLogins)
    .innerJoin(connections, eq(connections.id, portalLogins.connectionId));
  // A sending without an answer.
  for (const login of logins)
    await tx.insert(loginAttempts).values({
      id: newId(),
      ...login,
      trigger: 'restore',
      startedAt: now,
      submittedAt: now,
      finishedAt: now,
    });
  await hastenJobs(tx, CHECK_LOGIN, { mayResend: false });
  return logins.length;
}

/** Forgets logins that were sealed by keys that are lost. Returns how many. */
export async function forgetLostLogins(tx: Tx, isLost: (sealed: string) => boolean): Promise<number> {
  const all = await tx
    .select({ connectionId: portalLogins.connectionId, sealed: portalLogins.sealed })
    .from(portalLogins);
  const lost = all.filter(({ sealed }) => isLost(sealed));
  for (const { connectionId } of lost)
    await tx.delete(portalLogins).where(eq(portalLogins.connectionId, connectionId));
  return lost.length;
}
