// A customer and what can happen to one. No I/O.
import type { AllRules, AssigneeWay, Reason } from '../connections/index.ts';
import type { Inquiry } from '../portal-kit/model.ts';

export type ContactPointKind = 'phone' | 'email' | 'name' | 'kana';

/** Who did it: a connection's intake, a person, or a program with an API key. */
export type Actor =
  | { type: 'intake'; connectionId: string; connectionName: string }
  | { type: 'user'; userId: string; name: string }
  | { type: 'api-key'; apiKeyId: string }
  /** 再読み取り: a kept mail was read again by a later reader. */
  | { type: 'replay' }
  /** Nobody responded, and the next person was told. */
  | { type: 'notices' };

/** One line of a customer's history. Names are kept as they were when it happened. */
export type HistoryEvent =
  | { type: 'created' }
  /** CSV取り込み: a file made them, or filled what was empty; `line` of the file. */
  | { type: 'imported'; importId: string; fileName: string; line: number }
  /** 取り消し of a CSV取り込み: what it filled, and is still so, is empty again. */
  | { type: 'import-undone'; importId: string; fileName: string }
  | { type: 'inquiry-added'; repeat: boolean }
  /** Its mail said more, or something else, to a later reader; `fields` are paths in the inquiry. */
  | { type: 'inquiry-updated'; fields: string[] }
  /** 振り分け: which rule of the connection chose, and why. */
  | { type: 'rule-chosen'; assignment: InquiryAssignment }
  /** `to` null: to nobody (未割当). */
  | { type: 'assigned'; to: string | null }
  | { type: 'status-set'; to: string | null }
  | { type: 'group-added'; group: string }
  | { type: 'group-removed'; group: string }
  | { type: 'contact-added'; kind: ContactPointKind; value: string }
  | { type: 'contact-removed'; kind: ContactPointKind; value: string }
  | { type: 'edited'; field: EditedField; from: string | null; to: string | null }
  | { type: 'duplicate-suspected'; otherId: string; reason: DuplicateReason }
  /** 別人として扱う, and the other way round. */
  | { type: 'duplicate-dismissed'; otherId: string }
  | { type: 'duplicate-reopened'; otherId: string }
  /** 統合: the other one was merged into this one; into which one this was; and that was undone. */
  | { type: 'merged'; otherId: string; name: string | null }
  | { type: 'merged-away'; otherId: string; name: string | null }
  | { type: 'merge-undone'; otherId: string; name: string | null }
  | { type: 'activity-added'; kind: ActivityKind; outcome: CallOutcome | null }
  | { type: 'activity-undone'; kind: ActivityKind }
  | { type: 'activity-corrected'; kind: ActivityKind }
  /** Nobody responded: this person was told of it. */
  | { type: 'escalated'; to: string }
  | { type: 'note-added' | 'note-edited' | 'note-deleted' | 'note-restored' }
  | {
      type: 'task-added' | 'task-edited' | 'task-done' | 'task-reopened' | 'task-deleted' | 'task-restored';
      title: string;
    };

/** Letters of a note. */
export const NOTE_MOST = 10_000;

/** What a person changes by hand besides what a customer is known and given by. */
export type EditedField = 'name' | 'nameKana' | 'postalCode' | 'address';

/** `registered-anyway`: a person saw the other one and insisted. */
export type DuplicateReason = 'same-phone-other-name' | 'phone-of-another-customer' | 'registered-anyway';

/**
 * What a person says they did. `call` `mail` `visit`: reached out, whatever came of it · `handled` (対応しました): responded,
 * without saying how · `note`: nothing was done · `reopened` (未対応に戻す): what was done until now does not count.
 */
export const activityKinds = ['call', 'mail', 'visit', 'handled', 'note', 'reopened'] as const;
/** `undone`: another activity was a slip. */
export type ActivityKind = (typeof activityKinds)[number] | 'undone';

/** What came of a call: つながった · 不在 · 伝言を残した. */
export const callOutcomes = ['reached', 'no-answer', 'message-left'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What a person gives several inquiries at once. Null: nobody, none. */
export type GivenChange =
  | { type: 'assign'; assigneeId: string | null }
  | { type: 'status'; statusId: string | null }
  /** Those that are 未対応 are 対応しました. */
  | { type: 'respond' };

/** Static groups are joined and left. */
export type GroupChange = { type: 'join'; groupId: string } | { type: 'leave'; groupId: string };

/** What a person gives several customers at once. */
export type CustomerChange = Exclude<GivenChange, { type: 'respond' }> | GroupChange;

/** One thing that a change changed: a customer with what they had before, or the activity that was written down. */
export type ChangedItem = { customerId: string; from: string | null } | { activityId: string };

/** Periods that move with the day, today's included. */
export const periods = ['today', 'yesterday', '7-days', '30-days'] as const;
export type Period = (typeof periods)[number];

/** What a list of inquiries is narrowed to; what is left out is not asked. `none`: nobody's, or of a customer without status. */
export interface ViewFilter {
  response?: 'open' | 'done' | undefined;
  portal?: string | undefined;
  connectionId?: string | undefined;
  assigneeId?: string | undefined;
  branchId?: string | undefined;
  statusId?: string | undefined;
  /** In place of `from` and `to`. */
  period?: Period | undefined;
  /** Japanese days, both included, by when it was received: `2026-11-20`. */
  from?: string | undefined;
  to?: string | undefined;
  repeat?: boolean | undefined;
  duplicate?: boolean | undefined;
}

/** The condition of a 動的な顧客グループ: what its customers are narrowed to, `q` as it was typed. The days are those they were made. */
export interface KeptFilter extends Omit<ViewFilter, 'response' | 'repeat' | 'branchId'> {
  q?: string | undefined;
  groupId?: string | undefined;
}

/**
 * How a new customer came to their assignee. `default`: the rule leaves it to the connection, or none held · `nobody-left`: the
 * rule's people have all left, so the connection's settings count · `kept`: a known customer stays with whom they have.
 */
export type AssigneeReason = AssigneeWay | 'default' | 'nobody-left' | 'kept';

/** Which 振り分けルール chose for a request, in the words of that moment. `rule` null: none held, the connection's settings count. */
export interface InquiryAssignment {
  rule: { id: string; name: string } | null;
  reasons: Reason[];
  assignee: AssigneeReason;
  /** Whom the customer was given; null: nobody, or they were known. */
  assigneeName: string | null;
}

/** A request as it came: by mail, or by a person's hand from a mail. */
export interface IncomingRequest {
  organizationId: string;
  connectionId: string | null;
  portal: string;
  inquiry: Inquiry;
  warnings: string[];
  receivedAt: Date;
  /** The mail it came with. */
  mailId: string;
  /** What the mail itself is known by (its SHA-256) when nothing better tells two requests apart. */
  mailKey: string;
  rules: AllRules;
  actor: Actor;
}

/** What taking a テスト反響 in made, before it was taken back: names as people know them. */
export interface TestResult {
  customerName: string;
  assignee: string | null;
  status: string | null;
  group: string | null;
  /** The customer who was taken for the same person, or null: a new one was made. */
  matched: string | null;
}

/**
 * Why a テスト反響 has no result. `not-sent`: our own door did not take it · `not-received`: it is not there ·
 * `not-read`: it came and is not read yet, or cannot be · `not-an-inquiry`: it was read as something else.
 */
export const testErrors = ['not-sent', 'not-received', 'not-read', 'not-an-inquiry'] as const;
export type TestError = (typeof testErrors)[number];

/**
 * Why a notice's page did not complete it. `no-login`: the connection has none that the portal accepts · `unavailable`: the
 * portal does not answer · `elsewhere`: the link leads away from the portal's own site · `no-link` · `unreadable`: nobody
 * was found on it, or there is no such page · `other-request`: it is another request's · `stopped`: the connection takes
 * nothing in at present · `failed`: our fault, given up.
 */
export const completionFailures = [
  'no-login',
  'unavailable',
  'elsewhere',
  'no-link',
  'unreadable',
  'other-request',
  'stopped',
  'failed',
] as const;
export type CompletionFailure = (typeof completionFailures)[number];

/** What became of reading a notice's page. `why` of the last try; `nextAt`: when a machine tries again. ISO instants. */
export interface Completion {
  state: 'waiting' | 'completed' | 'failed';
  why: CompletionFailure | null;
  tries: number;
  triedAt: string | null;
  nextAt: string | null;
}
