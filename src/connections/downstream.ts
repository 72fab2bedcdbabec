// What connections need of the stages down the stream, which they may not import: handed in by flow.ts.
import type { Tx } from '../platform/database.ts';
import type { AssignmentRule } from './assignment/model.ts';
import type { RulesTrial } from './assignment/trial.ts';
import type { ConnectionActivated, ConnectionDeleted, LoginChecked } from './events.ts';

/** What came by mail for a connection. */
export interface MailFacts {
  /** The first that was a request or announced one, since activation or taken in from what was kept aside. */
  firstMailAt: Date | null;
  lastMailAt: Date | null;
  asideCount: number;
  /** Of those kept aside: requests and announcements of one. */
  asideRequestCount: number;
}

/** A status or a group, by name; groups have no colour. */
export interface Master {
  id: string;
  name: string;
  color?: string;
}

/** Every function runs in the caller's transaction; maps leave out what has nothing. */
export interface Downstream {
  mailFacts(
    tx: Tx,
    organizationId: string,
    connections: { id: string; activatedAt: Date | null }[],
  ): Promise<Map<string, MailFacts>>;
  /** When the last mails of each connection came, some hundreds of each. */
  lastArrivals(tx: Tx, organizationId: string, connectionIds: string[]): Promise<Map<string, Date[]>>;
  /** When each of these inboxes last got a mail. */
  lastMailByInbox(tx: Tx, organizationId: string, inboxIds: string[]): Promise<Map<string, Date>>;
  /** Inquiries of each connection in the last 7 Japanese days, oldest first. */
  inquiriesByDay(tx: Tx, organizationId: string, connectionIds: string[]): Promise<Map<string, number[]>>;
  /** Mails that ask to confirm an address and that nobody has settled. */
  openConfirmations(tx: Tx, organizationId: string, connectionIds: string[]): Promise<Map<string, number>>;
  masters(tx: Tx, organizationId: string): Promise<{ statuses: Master[]; groups: Master[] }>;
  /** Those of these that are there, kept from being deleted until the transaction ends. */
  holdMasters(
    tx: Tx,
    organizationId: string,
    ids: { statusId: string | null; groupId: string | null },
  ): Promise<{ status: Master | null; group: Master | null }>;
  /** How many inquiries there are that changed rules can be tried on. */
  countRecentInquiries(tx: Tx, organizationId: string, connectionId: string): Promise<number>;
  /** What these rules would make of them, and what the saved ones make. Changes nothing. */
  tryRules(
    tx: Tx,
    organizationId: string,
    connectionId: string,
    rules: AssignmentRule[],
  ): Promise<RulesTrial>;
  /** Lets what was kept aside be read and taken in; returns how many mails. */
  takeInAside(tx: Tx, organizationId: string, connectionIds: string[]): Promise<number>;
  onActivated(tx: Tx, event: ConnectionActivated): Promise<void>;
  onDeleted(tx: Tx, event: ConnectionDeleted): Promise<void>;
  onLoginChecked(tx: Tx, event: LoginChecked): Promise<void>;
}
