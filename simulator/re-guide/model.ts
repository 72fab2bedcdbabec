// What the pretended RE-Guide site knows: member accounts, how it misbehaves, what it was asked. Types only.

/**
 * One way to misbehave. The first three are asked of a member after the right password; `changed-page` has other
 * field names and texts; `blocked` is 403, `too-many` 429, `error` 500; `slow` answers after `ms`; `hang` never
 * answers; `stall` stops in the middle of a page; `drop` cuts the connection; `elsewhere` redirects to another site;
 * `huge` is a page of 100 MB.
 */
export const siteSwitches = [
  'password-expired',
  'second-factor',
  'action-needed',
  'captcha',
  'changed-page',
  'maintenance',
  'blocked',
  'too-many',
  'error',
  'slow',
  'hang',
  'stall',
  'drop',
  'endless-redirects',
  'elsewhere',
  'huge',
] as const;
export type SiteSwitch = (typeof siteSwitches)[number];

/** Where it misbehaves: the page with the login's form, the answer to it, the members' pages, or all of these. */
export const places = ['form', 'answer', 'member', 'everywhere'] as const;
export type Place = (typeof places)[number];

/** `ms`: how slow `slow` is. */
export interface Switched {
  what: SiteSwitch;
  on: Place;
  ms: number;
}

/** A member firm's account. */
export interface Account {
  userId: string;
  password: string;
  firm: string;
  branch: string;
  person: string;
  phone: string;
  /** Where its notification mails go, at most 3. */
  addresses: string[];
  /** Wrong passwords in a row. */
  failures: number;
  /** ISO 8601, or null where it may sign in. */
  lockedUntil: string | null;
  /** How often it was ever locked. */
  locks: number;
  switched: Switched | null;
}

/** What a new account must say; the rest has a default. */
export type NewAccount = Pick<Account, 'userId' | 'password'> & Partial<Omit<Account, 'userId' | 'password'>>;

/** What came of a password that reached the site. `expired`: the form had no valid token, nothing was compared. */
export type AttemptResult = 'ok' | 'wrong' | 'locked-now' | 'locked' | 'unknown-id' | 'refused' | 'expired';

/** A login form that reached the site, newest last. */
export interface Attempt {
  at: Date;
  userId: string;
  password: string;
  result: AttemptResult;
}

/** What the staff may set for the whole site. */
export interface Settings {
  charset: 'Shift_JIS' | 'UTF-8';
  /** How long a locked account stays locked. */
  lockMinutes: number;
}

/** Wrong passwords in a row that lock an account. */
export const LOCK_AFTER = 5;
