// What others hear of connections, in the transaction of the change.

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
