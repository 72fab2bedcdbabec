// What a login's last attempt says about sending it again. Pure.
import { ATTEMPT_DIES_AFTER_MS, type CheckOutcome, FAILURES_STRONG, type LoginFailures } from '../model.ts';

/** An attempt whose password left. `now`: when it was looked up, by the clock that attempts begin by. */
export interface SentAttempt {
  now: Date;
  startedAt: Date;
  finishedAt: Date | null;
  outcome: CheckOutcome | null;
}

/** Under way in a worker that may still be alive. */
export function isUnderWay(attempt: Pick<SentAttempt, 'startedAt' | 'finishedAt'>, now: Date): boolean {
  return attempt.finishedAt === null && now.getTime() - attempt.startedAt.getTime() < ATTEMPT_DIES_AFTER_MS;
}

/**
 * How the last sending of a secret ended when that forbids a machine to send it again: the portal's refusal, or
 * `interrupted` when nobody knows. Null: it may be sent.
 */
export function refusalOf(last: SentAttempt | null): CheckOutcome | null {
  if (!last || isUnderWay(last, last.now)) return null;
  const outcome = last.outcome ?? 'interrupted';
  return outcome === 'verified' || outcome === 'unavailable' ? null : outcome;
}

/** What a person is warned of: this very secret was refused, or the account was refused often. */
export interface LoginWarning {
  isSame: boolean;
  isStrong: boolean;
}

/**
 * Whether a person must be warned before this secret is sent, and how loudly. Others' failures never ask. Who was shown as
 * much (`warned`) goes on; but not who was warned of other refusals only, while this secret was being refused elsewhere.
 */
export function warningOf(
  refusal: CheckOutcome | null,
  { mine }: LoginFailures,
  warned: LoginWarning | null,
): LoginWarning | null {
  const isSame = refusal !== null;
  const isStrong = mine >= FAILURES_STRONG;
  const isNews = (isSame && !warned?.isSame) || (isStrong && !warned?.isStrong);
  return isNews ? { isSame, isStrong } : null;
}

/** Whether what was ours to mend (`site-changed`, `blocked`) was mended since: the operator set the portal's login anew. */
export function isMended(
  login: { state: string; outcome: CheckOutcome | null; checkedAt: Date | null },
  setAt: Date | null,
): boolean {
  const isOurs = login.outcome === 'site-changed' || login.outcome === 'blocked';
  return login.state === 'failed' && isOurs && setAt !== null && setAt > (login.checkedAt ?? setAt);
}

/**
 * Whether somebody of the organization has to do something about it. `blocked` and `site-changed` are ours to mend; once
 * they are, a person may check again.
 */
export function needsPerson(login: {
  state: string;
  outcome: CheckOutcome | null;
  isMended: boolean;
  nextCheckAt: Date | string | null;
}): boolean {
  if (login.state !== 'failed') return false;
  if (login.outcome === 'unavailable') return login.nextCheckAt === null;
  return login.isMended || (login.outcome !== 'blocked' && login.outcome !== 'site-changed');
}
