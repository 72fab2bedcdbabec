// A person wants the saved login checked now.
import { addAudit } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Connection } from '../model.ts';
import { usableLogin } from './definition.ts';
import type { LoginKit } from './model.ts';
import { openCredentials } from './open-credentials.ts';
import { type LoginWarning, refusalOf, warningOf } from './rules/refusal.ts';
import { startCheck } from './start-check.ts';
import { countFailures, lastSent, lockLogin, updateLogin } from './store.ts';

/**
 * Under lockForChange: publishes the check. One under way goes on; without an address of the login page nothing happens.
 * @throws AppError input-invalid without a saved login; login-refused-before as saveLogin does.
 */
export async function requestCheck(
  tx: Tx,
  kit: LoginKit,
  organizationId: string,
  connection: Pick<Connection, 'id' | 'portal'>,
  { warned, actor }: { warned: LoginWarning | null; actor: { userId: string; name: string } },
): Promise<void> {
  const login = await lockLogin(tx, organizationId, connection.id);
  if (!login)
    throw new AppError('input-invalid', { fields: { userId: 'ユーザーIDとパスワードを登録してください。' } });
  const portal = kit.portals.find(({ id }) => id === connection.portal);
  if (login.state === 'checking' || !(await usableLogin(tx, portal))) return;

  const { accountKeys, secretKeys } = await openCredentials(kit, organizationId, connection, login);
  const failures = await countFailures(tx, connection.portal, accountKeys);
  const refusal = refusalOf(await lastSent(tx, organizationId, { accountKeys, secretKeys }));
  const warning = warningOf(refusal, failures, warned);
  if (warning) throw new AppError('login-refused-before', { data: { failures, ...warning } });

  await updateLogin(tx, organizationId, connection.id, {
    state: 'checking',
    progress: 'waiting',
    nextCheckAt: null,
    retries: 0,
  });
  await addAudit(tx, organizationId, actor, 'connection.login-check-requested', connection.id, {
    insist: warned !== null,
  });
  await startCheck(tx, organizationId, connection.id, {
    trigger: 'person',
    version: login.version,
    actorId: actor.userId,
    mayResend: refusal !== null,
  });
}
