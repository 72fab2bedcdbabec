// What notify sends. No I/O.
import type { CheckOutcome } from '../connections/index.ts';
import type { InquiryToTell } from '../customers/index.ts';
import { chatServices } from './chat/model.ts';
import type { Trouble } from './rules/why-not-sent.ts';

/** How somebody is reached: by mail, by their browser (Web Push), or in a chat. */
export const channels = ['mail', 'push', ...chatServices] as const;
export type Channel = (typeof channels)[number];

/** Why a mail is sent. */
export const outgoingKinds = [
  'inquiry-notice',
  'assigned',
  'forwarded-mail',
  'unanswered',
  'digest',
  'login-failed',
  'login-healed',
  'first-mail-reminder',
  'silent-connection',
  'given-up',
  'invitation',
  'password-reset',
  'test',
] as const;
export type OutgoingKind = (typeof outgoingKinds)[number];

/**
 * `waiting` to be sent · `handing-over`: the relay has it or not · `sent` · `failed`: refused for good or given up ·
 * `unknown`: a crash fell between handing over and the relay's answer; only a person sends it again · `held` for a digest or until
 * a quiet time ends · `bundled`: a digest tells it · `withdrawn`: before it went somebody responded, or was given what it is about.
 */
export const outgoingStates = [
  'waiting',
  'handing-over',
  'sent',
  'failed',
  'unknown',
  'held',
  'bundled',
  'withdrawn',
] as const;
export type OutgoingState = (typeof outgoingStates)[number];

/** A mail as written, without who it goes to. Without `html` it is plain text. */
export interface Letter {
  subject: string;
  text: string;
  html?: string;
}

/** Who a mail goes to; `userId` null for somebody who is not a user yet. */
export interface Recipient {
  userId: string | null;
  name: string;
  address: string;
}

/** What stands in every mail: whose it is, where its links lead, who helps. */
export interface Letterhead {
  productName: string;
  /** Where people reach the screen, without a trailing slash. */
  url: string;
  support: { name: string; hours: string; url: string | null };
}

/** Why a login failed. */
export type FailedOutcome = Exclude<CheckOutcome, 'verified'>;

/** How much was given up and still waits for somebody. */
export interface GivenUp {
  mails: number;
  jobs: number;
}

/**
 * What became of a message. `accepted`: the other side has it · `refused`: it answered no, for good or for now (`waitMs`: it
 * said for how long) · `not-handed`: it certainly does not have it (`isRelay`: the relay itself is the trouble, not this
 * message) · `unknown`: the last byte left and no answer came.
 */
export type Handing =
  | { type: 'accepted' }
  | { type: 'refused'; isForGood: boolean; answer: string; waitMs?: number }
  | { type: 'not-handed'; trouble: Trouble; isRelay: boolean }
  | { type: 'unknown' };

/** An inquiry with where it came in, by name. */
export type InquiryInPlace = Omit<InquiryToTell, 'assigneeId'> & { place: string };

/** Customers whom somebody was put in charge of. */
export interface Assigned {
  /** Who gave them; null: not known by name. */
  byName: string | null;
  /** How many customers; `items` are the first of them, each with their newest unanswered inquiry. */
  many: number;
  items: InquiryInPlace[];
}
