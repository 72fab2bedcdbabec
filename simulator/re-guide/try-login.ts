// Whether a user ID and password open the site, and the count of wrong ones that locks the account.
import { type AttemptResult, LOCK_AFTER } from './model.ts';
import type { Site } from './site.ts';

/** Compares, counts and writes the attempt down. A locked account is not compared: the right password is refused too. */
export function tryLogin(site: Site, userId: string, password: string): AttemptResult {
  const result = compare(site, userId, password);
  noteAttempt(site, userId, password, result);
  return result;
}

/** Writes down a login form that was turned away before its password was compared. */
export function noteAttempt(site: Site, userId: string, password: string, result: AttemptResult): void {
  site.attempts.push({ at: site.now(), userId, password, result });
}

function compare(site: Site, userId: string, password: string): AttemptResult {
  const account = site.accounts.get(userId);
  if (!account) return 'unknown-id';
  const now = site.now();
  if (account.lockedUntil !== null) {
    if (now < new Date(account.lockedUntil)) return 'locked';
    account.lockedUntil = null;
    account.failures = 0;
  }
  if (password === account.password) {
    account.failures = 0;
    return 'ok';
  }
  account.failures++;
  if (account.failures < LOCK_AFTER) return 'wrong';
  account.lockedUntil = new Date(now.getTime() + site.settings.lockMinutes * 60_000).toISOString();
  account.locks++;
  return 'locked-now';
}
