// What a driver does: signs in to a portal as its login.ts says, over HTTP or in a browser.
import type { UsableLogin } from './definition.ts';
import type { CheckOutcome, Credentials } from './model.ts';

/** A page of the portal's own site, opened by somebody who is signed in. */
export type PortalPage =
  | { ok: true; status: number; url: URL; html: string }
  /** `elsewhere`: not of the portal's site, or it leads away from it. `signed-out`: the login form came instead. */
  | { ok: false; why: 'unavailable' | 'elsewhere' | 'signed-out' };

/** Signed in. Whoever got it closes it. */
export interface PortalSession {
  /** How long it may be kept for more pages. */
  keepMs: number;
  /** Rejects with the signal's reason once it aborts. */
  open(url: URL, signal: AbortSignal): Promise<PortalPage>;
  close(): Promise<void>;
}

export interface SignInHooks {
  /** Resolves once it is written down that the password leaves; what it throws stops the attempt before. */
  beforeSubmit(): Promise<void>;
  /** The portal has answered. */
  onAnswer(): Promise<void>;
  /** Gives up, by rejecting, as long as the password has not left. */
  signal: AbortSignal;
}

export type SignedIn =
  | { outcome: 'verified'; session: PortalSession }
  | { outcome: Exclude<CheckOutcome, 'verified'>; session: null };

export interface LoginDriver {
  /**
   * One attempt: the password leaves at most once, and to the portal's own site alone. What goes wrong after it left is
   * `interrupted`. Ends within 100 s.
   */
  signIn(login: UsableLogin, credentials: Credentials, hooks: SignInHooks): Promise<SignedIn>;
}

/** The drivers of this installation. */
export interface LoginDrivers {
  http: LoginDriver;
  /** null: no browser is set (BROWSER_PATH). */
  browser: LoginDriver | null;
}

/** For all pages before the password leaves. */
export const BEFORE_SUBMIT_MS = 60_000;
/** For the answer: the program ends within 30 s, and waits for this. */
export const ANSWER_MS = 25_000;
