// A connection's login: what is known of it, what its check works with. No I/O.
import type { Fingerprint } from '../../platform/fingerprint.ts';
import type { Sealer } from '../../platform/sealing.ts';
import type { Portal } from '../../portal-kit/define-portal.ts';
import type { LoginOutcome } from '../../portal-kit/login.ts';
import type { AttemptTrigger, LoginState } from '../model.ts';

/** What a person types. Exactly as typed; never in a log, a job, an answer or an error. */
export interface Credentials {
  userId: string;
  password: string;
}

/** What came of a check: the portal's answer, or `interrupted`: the password had left and no answer was kept. */
export type CheckOutcome = LoginOutcome | 'interrupted';

/** What the verbs of a login work with. */
export interface LoginKit {
  sealer: Sealer;
  fingerprint: Fingerprint;
  portals: readonly Portal[];
}

/** The fingerprint purpose of logins: start.ts opens it. */
export const LOGIN_FINGERPRINT = 'portal-login';

/** Refusals of one portal account in 24 h: of this organization, and of all others. */
export interface LoginFailures {
  mine: number;
  others: number;
}

/** Payload of the job `check-login`, whose subject is the connection. `mayResend`: a person was warned that
 * this very value was refused, and went on; who was only warned of other refusals did not mean to repeat one. */
export interface CheckPayload extends Record<string, unknown> {
  trigger: AttemptTrigger;
  /** The version of the login it was published for. */
  version: number;
  actorId: string | null;
  mayResend: boolean;
}

export const CHECK_LOGIN = 'check-login';

/** A row of portal_logins. */
export interface StoredLogin {
  connectionId: string;
  sealed: string;
  version: number;
  accountKey: Buffer;
  secretKey: Buffer;
  state: LoginState;
  outcome: CheckOutcome | null;
  verifiedAt: Date | null;
  nextCheckAt: Date | null;
  retries: number;
  toldOutcome: string | null;
}

/** A refusal weighs in the counts for a day: portals that lock accounts count over hours. */
export const FAILURES_WITHIN_MS = 24 * 3_600_000;
/** From so many on the warning is strong; portals lock at five or so. */
export const FAILURES_STRONG = 3;
/** Longer than the longest attempt (the driver's deadline): one older than this has died. */
export const ATTEMPT_DIES_AFTER_MS = 120_000;
