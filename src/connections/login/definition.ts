// How a portal is logged in to in this installation: the folder's login.ts, and over it what the operator set.
import { eq } from 'drizzle-orm';
import type { Tx } from '../../platform/database.ts';
import type { Portal } from '../../portal-kit/define-portal.ts';
import type { LoginDefinition } from '../../portal-kit/login.ts';
import { portalSettings } from '../tables.ts';

/** A definition that can be tried: somebody has said where the login page is. */
export type UsableLogin = LoginDefinition & { url: string };

/** The definition in force, or null while the address of the login page is not known: then nothing may be sent. */
export async function usableLogin(tx: Tx, portal: Portal | undefined): Promise<UsableLogin | null> {
  if (!portal?.login) return null;
  const [set] = await tx
    .select({ login: portalSettings.login })
    .from(portalSettings)
    .where(eq(portalSettings.portal, portal.id));
  const login = { ...portal.login, ...set?.login };
  return login.url === null ? null : { ...login, url: login.url };
}

/** When the operator last set how this portal is logged in to, or null. */
export async function loginSetAt(tx: Tx, portal: Portal): Promise<Date | null> {
  const [set] = await tx
    .select({ updatedAt: portalSettings.updatedAt })
    .from(portalSettings)
    .where(eq(portalSettings.portal, portal.id));
  return set?.updatedAt ?? null;
}

/** Whether the address of this portal's login page is known. */
export async function isLoginSetUp(tx: Tx, portal: Portal): Promise<boolean> {
  return (await usableLogin(tx, portal)) !== null;
}
