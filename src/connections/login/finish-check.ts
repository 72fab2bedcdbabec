// Writes down what came of a check, plans the next one, and tells whoever must hear of it: all in one transaction.
import { and, eq } from 'drizzle-orm';
import { addAudit } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { LoginChecked } from '../events.ts';
import { loginAttempts } from '../tables.ts';
import type { CheckOutcome } from './model.ts';
import { nextCheck } from './rules/schedule.ts';
import { startCheck } from './start-check.ts';
import { lockLogin, updateLogin } from './store.ts';

/** Who hears of it. */
export type OnLoginChecked = (tx: Tx, event: LoginChecked) => Promise<void>;

/** `attemptId` null: nothing was sent. */
export interface CheckResult {
  organizationId: string;
  connectionId: string;
  attemptId: string | null;
  outcome: CheckOutcome;
  now: Date;
}

/** The name under which the machine's findings stand in the history. */
const MACHINE = { userId: null, name: '自動確認' };

/** Settles the check. Its job is done: the next one is published anew. */
export async function finishCheck(
  tx: Tx,
  onLoginChecked: OnLoginChecked,
  { organizationId, connectionId, attemptId, outcome, now }: CheckResult,
): Promise<void> {
  if (attemptId !== null) await finishAttempt(tx, organizationId, attemptId, outcome, now);
  const login = await lockLogin(tx, organizationId, connectionId);
  if (!login) return;
  const next = nextCheck(outcome, { retries: login.retries, connectionId, now });
  await updateLogin(tx, organizationId, connectionId, {
    state: outcome === 'verified' ? 'verified' : 'failed',
    outcome,
    progress: null,
    checkedAt: now,
    ...(outcome === 'verified' && { verifiedAt: now }),
    nextCheckAt: next?.at ?? null,
    retries: next?.retries ?? 0,
  });
  if (next)
    await startCheck(
      tx,
      organizationId,
      connectionId,
      { trigger: next.trigger, version: login.version, actorId: null, mayResend: false },
      next.at,
    );
  if (outcome !== login.outcome)
    await addAudit(tx, organizationId, MACHINE, 'connection.login-checked', connectionId, { outcome });
  await onLoginChecked(tx, {
    organizationId,
    connectionId,
    outcome,
    before: { state: login.state, outcome: login.outcome, toldOutcome: login.toldOutcome },
    willRetry: next?.trigger === 'retry',
  });
}

/** Ends one attempt; without an outcome it stays counted as failed. */
export async function finishAttempt(
  tx: Tx,
  organizationId: string,
  attemptId: string,
  outcome: CheckOutcome,
  now: Date,
): Promise<void> {
  await tx
    .update(loginAttempts)
    .set({ finishedAt: now, outcome: outcome === 'interrupted' ? null : outcome })
    .where(and(eq(loginAttempts.organizationId, organizationId), eq(loginAttempts.id, attemptId)));
}
