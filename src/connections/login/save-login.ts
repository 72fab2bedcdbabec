// Keeps the login of a connection, sealed, and has it checked.
import { sql } from 'drizzle-orm';
import { addAudit } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { ChangeOutcome } from '../change.ts';
import type { Connection } from '../model.ts';
import { portalLogins } from '../tables.ts';
import { usableLogin } from './definition.ts';
import { keysOf, loginPlace } from './keys.ts';
import type { Credentials, LoginKit } from './model.ts';
import { type LoginWarning, refusalOf, warningOf } from './rules/refusal.ts';
import { startCheck } from './start-check.ts';
import { countFailures, lastSent, lockLogin } from './store.ts';

/** Who saves, what, and the warning they were shown and go on with all the same. */
export interface GivenLogin {
  credentials: Credentials;
  /** The version the person saw. */
  seen: number | undefined;
  warned: LoginWarning | null;
  actor: { userId: string; name: string };
}

/** Looked for again this often while nobody has said where the login page is. */
export const LOOK_FOR_PAGE_MS = 3_600_000;

/**
 * Under lockForChange: saves it as a new version and publishes its check. The value now being checked, saved again, changes nothing.
 * `overtaken` when somebody saved another since.
 * @throws AppError login-refused-before with the counts, for a secret that was refused or an account refused often, unless
 * the person was warned of it.
 */
export async function saveLogin(
  tx: Tx,
  kit: LoginKit,
  organizationId: string,
  connection: Pick<Connection, 'id' | 'portal'>,
  { credentials, seen, warned, actor }: GivenLogin,
): Promise<ChangeOutcome> {
  const portal = kit.portals.find(({ id }) => id === connection.portal);
  if (!portal?.login) throw new AppError('not-found');
  const { accountKey, secretKey, accountKeys, secretKeys } = keysOf(kit, portal.id, credentials);
  const before = await lockLogin(tx, organizationId, connection.id);
  if (before?.state === 'checking' && before.secretKey.equals(secretKey)) return 'done';
  const isSeen = seen === undefined || seen === (before?.version ?? 0);
  if (!isSeen && !before?.secretKey.equals(secretKey)) return 'overtaken';

  const failures = await countFailures(tx, portal.id, accountKeys);
  const refusal = refusalOf(await lastSent(tx, organizationId, { accountKeys, secretKeys }));
  const warning = warningOf(refusal, failures, warned);
  if (warning) throw new AppError('login-refused-before', { data: { failures, ...warning } });

  const sealed = await kit.sealer.seal(
    JSON.stringify(credentials),
    loginPlace(organizationId, connection.id),
  );
  const isSetUp = (await usableLogin(tx, portal)) !== null;
  const version = (before?.version ?? 0) + 1;
  const set = {
    sealed,
    version,
    accountKey,
    secretKey,
    state: isSetUp ? ('checking' as const) : ('unverified' as const),
    outcome: null,
    progress: isSetUp ? ('waiting' as const) : null,
    checkedAt: null,
    verifiedAt: null,
    nextCheckAt: null,
    retries: 0,
    updatedBy: actor.userId,
    updatedAt: sql`now()`,
  };
  await tx
    .insert(portalLogins)
    .values({ connectionId: connection.id, organizationId, ...set })
    .onConflictDoUpdate({ target: portalLogins.connectionId, set });
  await addAudit(tx, organizationId, actor, 'connection.login-saved', connection.id, { version });
  await startCheck(
    tx,
    organizationId,
    connection.id,
    { trigger: 'set-up', version, actorId: actor.userId, mayResend: refusal !== null },
    isSetUp ? undefined : new Date(Date.now() + LOOK_FOR_PAGE_MS),
  );
  return 'done';
}
