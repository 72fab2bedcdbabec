// A connection (連携): one portal, one name, one inbox address, and what happens to a customer at intake. No I/O.
import type { AssignmentRule } from './assignment/model.ts';

/** 下書き draft · 連携中 active · 停止中 paused (mail is taken and kept aside) · 削除 deleted (the same for 90 days). */
export type ConnectionState = 'draft' | 'active' | 'paused' | 'deleted';

/** `active` routes; `retired` was rotated away and routes until it expires. */
export type InboxState = 'active' | 'retired';

/** 未検証 unverified · 認証中 checking · 認証済み verified · 連携エラー failed, with its LoginOutcome. */
export type LoginState = 'unverified' | 'checking' | 'verified' | 'failed';

/** How far a check is. */
export type LoginProgress = 'waiting' | 'opening' | 'submitting' | 'reading';

/**
 * Who wants an attempt: the set-up (once per password), a person, or a machine (retry, daily, to read a request's page).
 * `restore`: none that is known; one may have been made since the backup was taken.
 */
export type AttemptTrigger = 'set-up' | 'person' | 'retry' | 'daily' | 'notice' | 'restore';

/** What a connection sets on a customer at the moment of intake. */
export interface IntakeRules {
  assigneeId: string | null;
  statusId: string | null;
  groupId: string | null;
}

/** The same with the 振り分けルール, which come first. */
export interface AllRules extends IntakeRules {
  assignmentRules: AssignmentRule[];
}

export interface Connection extends AllRules {
  id: string;
  portal: string;
  name: string;
  state: ConnectionState;
  /** Grows with every change a person makes. */
  version: number;
  /** The local part of the inbox address now shown to people. */
  inboxLocalPart: string | null;
  /** 転送先: mail addresses that get the mails themselves. */
  forwardTo: string[];
  createdBy: string | null;
  /** 「連携する」, the first time. */
  activatedAt: Date | null;
  createdAt: Date;
  deletedAt: Date | null;
}

/** How long a rotated or deleted address is still answered, and a deleted connection still shown. */
export const KEPT_DAYS = 90;
