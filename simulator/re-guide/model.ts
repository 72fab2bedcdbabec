// What the pretended RE-Guide site knows: member accounts, how it misbehaves, what it was asked. Types only.
import type { Inquiry } from '../../src/portal-kit/model.ts';
import type { SimCharset } from '../../src/portal-kit/sim/raw-mail.ts';
import type { SimOrder } from '../../src/portals/re-guide/sim.ts';

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

/** Addresses an account may have its notification mails sent to. */
export const ADDRESS_LIMIT = 3;
/** Wrong passwords in a row that lock an account. */
export const LOCK_AFTER = 5;
/** The code that the site would send to a member's phone. */
export const SECOND_FACTOR = '482913';

/** Who writes in: what the form of 「メールアドレスのご変更」 asks beside the address. */
export interface Applicant {
  firm: string;
  person: string;
  phone: string;
}

/** `confirming`: the address must first open the link it was mailed. */
export type ApplicationState = 'open' | 'confirming' | 'done' | 'refused';

/** A wish to have an address added, or put in another's place (`replaces`). */
export interface Application {
  id: number;
  userId: string;
  address: string;
  replaces: string | null;
  applicant: Applicant;
  message: string;
  at: string;
  /** When the staff approves it by itself; null: somebody must. */
  dueAt: string | null;
  state: ApplicationState;
  /** The staff phones first. */
  phoned: boolean;
  /** In the link of the mail that asks to confirm. */
  token: string;
}

/** The ways in which a portal itself wraps its mails. */
export const mailShapes = ['plain', 'html', 'alternative', 'nocharset'] as const;

/** How one request is mailed. */
export interface MailForm {
  what: 'full' | 'notice';
  layout: SimOrder['layout'];
  charset: SimCharset;
  shape: (typeof mailShapes)[number];
}

/** A notification mail that left, or did not: `answer` is the receiving server's, or why there was none. */
export interface SentMail extends MailForm {
  to: string;
  state: 'sending' | 'sent' | 'failed';
  answer: string;
}

/** A request that somebody made (査定依頼), and the mails about it. `id` stands in its page's address. */
export interface MemberRequest {
  id: string;
  truth: Inquiry;
  at: string;
  /** The accounts it was sent to. */
  userIds: string[];
  mails: SentMail[];
}

/** What the staff may set for the whole site. */
export interface Settings {
  charset: 'Shift_JIS' | 'UTF-8';
  /** How long a locked account stays locked. */
  lockMinutes: number;
  /** How long after its application an address is approved; null: by hand. */
  approvalSeconds: number | null;
  /** What an approved address is sent: nothing, word of it, or a link that must be opened first. */
  confirmation: 'none' | 'told' | 'link';
  /** How requests are mailed; `cycle` goes through all. */
  mail: { [K in keyof MailForm]: MailForm[K] | 'cycle' };
}
