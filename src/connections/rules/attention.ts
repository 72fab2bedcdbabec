// Whether a connection needs somebody: the dot on ポータルサイト連携.
import type { ConnectionState } from '../model.ts';

const FIRST_MAIL_LATE_MS = 3 * 24 * 3_600_000;

export interface AttentionFacts {
  state: ConnectionState;
  activatedAt: Date | null;
  firstMailAt: Date | null;
  /** Requests kept aside. */
  asideRequestCount: number;
  confirmationCount: number;
  /** No mail for much longer than usual. */
  isSilent: boolean;
  /** Its login waits for a person. */
  loginNeedsPerson: boolean;
}

/**
 * True when only a person gets it further: a login that failed, an address somebody asks to confirm, a draft whose address
 * already gets requests that nobody hears of, an active one that has waited three days for its first mail, or for the next one
 * much longer than usual.
 */
export function needsAttention(facts: AttentionFacts, now: Date): boolean {
  const { state, activatedAt, firstMailAt } = facts;
  if (state === 'deleted') return false;
  if (facts.loginNeedsPerson || facts.confirmationCount > 0) return true;
  if (state === 'draft') return facts.asideRequestCount > 0;
  if (state !== 'active') return false;
  if (facts.isSilent) return true;
  if (firstMailAt || !activatedAt) return false;
  return now.getTime() - activatedAt.getTime() > FIRST_MAIL_LATE_MS;
}
