// A connection (連携): one portal, one name, one inbox address, and what happens to a customer at intake. No I/O.

/** 下書き draft · 連携中 active · 停止中 paused (mail is taken and kept aside) · 削除 deleted (the same for 90 days). */
export type ConnectionState = 'draft' | 'active' | 'paused' | 'deleted';

/** `active` routes; `retired` was rotated away and routes until it expires. */
export type InboxState = 'active' | 'retired';

/** What a connection sets on a customer at the moment of intake. */
export interface IntakeRules {
  assigneeId: string | null;
  statusId: string | null;
  groupId: string | null;
}

export interface Connection extends IntakeRules {
  id: string;
  portal: string;
  name: string;
  state: ConnectionState;
  /** The local part of the inbox address now shown to people. */
  inboxLocalPart: string | null;
  createdAt: Date;
}
