// Decides, before anything is sent, what a check does: the attempt's row is there before the attempt is made.
import { and, eq, inArray, isNull, ne, type SQL } from 'drizzle-orm';
import { isOptionOn } from '../../accounts/index.ts';
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Job } from '../../platform/jobs.ts';
import { takeTurn } from '../../platform/take-turn.ts';
import type { Connection } from '../model.ts';
import { getConnection } from '../store.ts';
import { loginAttempts } from '../tables.ts';
import { type UsableLogin, usableLogin } from './definition.ts';
import type { CheckOutcome, CheckPayload, Credentials, LoginKit, StoredLogin } from './model.ts';
import { openCredentials } from './open-credentials.ts';
import { isUnderWay, refusalOf } from './rules/refusal.ts';
import { nextDaily } from './rules/schedule.ts';
import { LOOK_FOR_PAGE_MS } from './save-login.ts';
import { closeAttempts, lastSent, lockLogin, updateLogin } from './store.ts';

/**
 * `send`: one attempt, whose row is written. `settle`: known without sending. `later`: not now, and nothing is to be said.
 * `nothing`: the login is gone or was replaced.
 */
export type Begun =
  | { do: 'send'; attemptId: string; login: UsableLogin; credentials: Credentials }
  | { do: 'settle'; outcome: CheckOutcome }
  | { do: 'later'; at: Date }
  | { do: 'nothing' };

/** Another attempt on the account is waited for. */
const LOOK_AGAIN_MS = 5_000;

/** Begins the check of this job. Runs under its lease. */
export async function beginCheck(tx: Tx, kit: LoginKit, job: Job, now: Date): Promise<Begun> {
  const { organizationId, subjectId: connectionId } = job;
  const payload = job.payload as CheckPayload;
  const connection = await getConnection(tx, organizationId, connectionId);
  const stored = await lockLogin(tx, organizationId, connectionId);
  if (!connection || connection.state === 'deleted' || stored?.version !== payload.version)
    return { do: 'nothing' };

  // An attempt of this job's that is open is of a run that died: where the password had left, nobody knows the answer.
  const isDead = ownOpen(connectionId);
  const open = await tx
    .select({ submittedAt: loginAttempts.submittedAt })
    .from(loginAttempts)
    .where(and(eq(loginAttempts.organizationId, organizationId), isDead));
  if (open.some(({ submittedAt }) => submittedAt !== null)) {
    await closeAttempts(tx, organizationId, isDead);
    return { do: 'settle', outcome: 'interrupted' };
  }

  const portal = kit.portals.find(({ id }) => id === connection.portal);
  const login = await usableLogin(tx, portal);
  const isOn = await isOptionOn(tx, organizationId, 'portal-integration');
  if (!login || !isOn) {
    await closeAttempts(tx, organizationId, isDead);
    const at = isOn ? new Date(now.getTime() + LOOK_FOR_PAGE_MS) : nextDaily(connectionId, now);
    await rest(tx, organizationId, stored, isOn ? null : at);
    return { do: 'later', at };
  }
  return beginAttempt(tx, kit, { organizationId, connection, stored, login, payload, now, isDead });
}

const ownOpen = (connectionId: string) =>
  and(
    eq(loginAttempts.connectionId, connectionId),
    ne(loginAttempts.trigger, 'notice'),
    isNull(loginAttempts.finishedAt),
  );

export interface Attempt {
  organizationId: string;
  connection: Connection;
  stored: StoredLogin;
  login: UsableLogin;
  payload: CheckPayload;
  now: Date;
  /** Open attempts that nobody makes any more, however young they are. */
  isDead?: SQL | undefined;
}

/** Writes the attempt down, unless another one on the account is under way or this secret may not be sent again. */
export async function beginAttempt(tx: Tx, kit: LoginKit, attempt: Attempt): Promise<Begun> {
  const { organizationId, connection, stored, login, payload, now, isDead } = attempt;
  const { credentials, ...keys } = await openCredentials(kit, organizationId, connection, stored);
  const account = and(inArray(loginAttempts.accountKey, keys.accountKeys), isNull(loginAttempts.finishedAt));
  // One at a time for an account, whichever of the organization's connections wants it. Before any attempt is closed: another
  // connection of the account closes those of this one, too.
  await takeTurn(tx, `${organizationId}|${keys.accountKey.toString('hex')}`);
  if (isDead) await closeAttempts(tx, organizationId, isDead);
  const others = await tx
    .select({ startedAt: loginAttempts.startedAt, finishedAt: loginAttempts.finishedAt })
    .from(loginAttempts)
    .where(and(eq(loginAttempts.organizationId, organizationId), account));
  if (others.some((other) => isUnderWay(other, now)))
    return { do: 'later', at: new Date(now.getTime() + LOOK_AGAIN_MS) };
  await closeAttempts(tx, organizationId, account);

  const refusal = refusalOf(await lastSent(tx, organizationId, keys));
  if (refusal && !payload.mayResend) return { do: 'settle', outcome: refusal };

  const attemptId = newId();
  await tx.insert(loginAttempts).values({
    id: attemptId,
    organizationId,
    connectionId: connection.id,
    portal: connection.portal,
    // As the login is known, also when another key is first by now: its page counts by these.
    accountKey: stored.accountKey,
    secretKey: stored.secretKey,
    trigger: payload.trigger,
    actorId: payload.actorId,
    startedAt: now,
  });
  await updateLogin(tx, organizationId, connection.id, { progress: 'opening' }, 'checking');
  return { do: 'send', attemptId, login, credentials };
}

/** A check that cannot be made now leaves the login as it was known before. */
async function rest(tx: Tx, organizationId: string, stored: StoredLogin, nextCheckAt: Date | null) {
  const known = stored.outcome === 'verified' ? 'verified' : 'failed';
  await updateLogin(tx, organizationId, stored.connectionId, {
    state: stored.outcome === null ? 'unverified' : known,
    progress: null,
    nextCheckAt: stored.outcome === null ? null : nextCheckAt,
  });
}
