// A portal's login as data: where, which fields, and by which signs its answer is understood. No I/O.

/**
 * What came of a login. `verified` · the person must act: `wrong-credentials` `password-expired` `locked` (wait)
 * `action-needed` (something to confirm on the portal) `second-factor` `captcha` · `blocked` (the portal refuses us) ·
 * `site-changed` (no sign matched: ours to mend) · `unavailable` (down, slow, 5xx: the only one retried by machine).
 */
export const loginOutcomes = [
  'verified',
  'wrong-credentials',
  'password-expired',
  'locked',
  'action-needed',
  'second-factor',
  'captcha',
  'blocked',
  'unavailable',
  'site-changed',
] as const;

export type LoginOutcome = (typeof loginOutcomes)[number];

/** A page the driver holds, as the signs see it. */
export interface LoginPage {
  status: number;
  /** Path and query of its address. */
  path: string;
  /** Decoded HTML. */
  html: string;
}

/**
 * One sign. All given conditions must hold. `on` says when it is asked: on the page with the form before anything is
 * sent (captcha, maintenance), on the answer to it, or on both.
 */
export interface LoginSign {
  outcome: LoginOutcome;
  on: 'form' | 'answer' | 'both';
  /** Any of these HTTP statuses. */
  status?: number[];
  /** A piece of path and query. */
  path?: string;
  /** A CSS selector that finds something. */
  selector?: string;
  /** Any of these texts stands in the page's visible text (compared NFKC-folded). */
  texts?: string[];
}

/** How a portal is logged in to. */
export interface LoginDefinition {
  /** `http`: a plain HTTP session (cookies, hidden fields, redirects); `browser`: a real one, for pages made by script. */
  by: 'http' | 'browser';
  /** Address of the login page, or null where only an operator can say (`digima portal`): then nothing is ever tried. */
  url: string | null;
  /** CSS selector of the form. */
  form: string;
  /** Names of its inputs. Hidden inputs are sent along as they are. */
  fields: { userId: string; password: string };
  /** Asked in order, the first that holds decides; none: `site-changed`. */
  signs: LoginSign[];
}
