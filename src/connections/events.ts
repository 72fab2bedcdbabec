// What others hear of connections, in the transaction of the change.
import type { CheckOutcome } from './login/model.ts';
import type { LoginState } from './model.ts';

/** 「連携する」, for the first time. */
export interface ConnectionActivated {
  organizationId: string;
  connectionId: string;
}

/** Deleted: its address is answered for 90 more days, nothing else of it goes on. */
export interface ConnectionDeleted {
  organizationId: string;
  connectionId: string;
}

/** A login was checked, or its check was cut short. */
export interface LoginChecked {
  organizationId: string;
  connectionId: string;
  outcome: CheckOutcome;
  /** What stood before. `toldOutcome`: the cause people were told of last, null when none or when it has healed. */
  before: { state: LoginState; outcome: CheckOutcome | null; toldOutcome: string | null };
  /** A machine tries again within hours (`unavailable`, until its retries are used up). */
  willRetry: boolean;
}
