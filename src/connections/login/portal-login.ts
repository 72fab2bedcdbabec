// What the operator says of portals' logins, for all organizations. Runs as the database's owner (`digima portal`).
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import type { Portal } from '../../portal-kit/define-portal.ts';
import type { LoginDefinition } from '../../portal-kit/login.ts';
import { portalSettings } from '../tables.ts';
import { CHECK_LOGIN } from './model.ts';

/** A portal's login as its folder has it, what the operator set, and what is in force. */
export interface PortalLogin {
  id: string;
  name: string;
  set: Partial<LoginDefinition> | null;
  /** null: a portal without a login. */
  inForce: LoginDefinition | null;
}

/** Every portal's. */
export async function listPortalLogins(tx: Tx, portals: readonly Portal[]): Promise<PortalLogin[]> {
  const rows = await tx.select().from(portalSettings);
  return portals.map(({ id, name, login }) => {
    const set = rows.find(({ portal }) => portal === id)?.login ?? null;
    return { id, name, set, inForce: login && { ...login, ...set } };
  });
}

/** Lays these parts over what was set before; null takes everything back. Logins that waited for it are checked now. */
export async function setPortalLogin(
  tx: Tx,
  portal: string,
  login: Partial<LoginDefinition> | null,
): Promise<void> {
  if (!login) {
    await tx.delete(portalSettings).where(eq(portalSettings.portal, portal));
    return;
  }
  const [before] = await tx
    .select()
    .from(portalSettings)
    .where(eq(portalSettings.portal, portal))
    .for('update');
  const set = { login: { ...before?.login, ...login }, updatedAt: sql`now()` };
  await tx
    .insert(portalSettings)
    .values({ portal, ...set })
    .onConflictDoUpdate({ target: portalSettings.portal, set });
  // Checks that wait for the address look once an hour. The owner of a given database sees no organization's jobs.
  await tx.execute(sql`SET LOCAL ROLE digima_system`);
  await tx.execute(
    sql`UPDATE jobs SET run_at = now() WHERE kind = ${CHECK_LOGIN} AND state = 'waiting' AND payload->>'trigger' = 'set-up'`,
  );
  await tx.execute(sql`RESET ROLE`);
}
