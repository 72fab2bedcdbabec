// 振り分けルール: which requests go to whom. An ordered list of a connection; the first that holds is the one. No I/O.
import type { Inquiry, InquiryKind, PropertyType } from '../../portal-kit/model.ts';
import type { Prefecture } from './rules/prefectures.ts';

/** Whom a rule gives new customers to: one person, those of a team in turn, or the one of it with the fewest 未対応. */
export const assigneeWays = ['person', 'round-robin', 'fewest-open'] as const;
export type AssigneeWay = (typeof assigneeWays)[number];

/** `userIds`: the team in its order, or the one person; empty when all of them have left since. */
export interface AssigneeChoice {
  way: AssigneeWay;
  userIds: string[];
}

/** `city` null: the whole prefecture. It may go further than the city (横浜市青葉区), or not as far (横浜市). */
export interface Area {
  prefecture: Prefecture;
  city: string | null;
}

/** Yen: `from` included, `below` not. Null: no such end. */
export interface PriceRange {
  from: number | null;
  below: number | null;
}

/**
 * Days of the week (1 Monday to 7 Sunday) and hours (0 to 24) in Japanese time. `until` not included; where it is not after
 * `from` it is the next morning's, and the night belongs to the day it began on.
 */
export interface TimeRange {
  weekdays: number[];
  from: number;
  until: number;
}

/** All that are asked must hold; of each, one of its alternatives. Empty: not asked. */
export interface RuleConditions {
  kinds: InquiryKind[];
  propertyTypes: PropertyType[];
  areas: Area[];
  prices: PriceRange[];
  /** What stands in the line the mail is addressed to (世田谷店). */
  addressees: string[];
  times: TimeRange[];
}

/** What a rule leaves null, the connection's own settings say. */
export interface AssignmentRule {
  id: string;
  name: string;
  isPaused: boolean;
  conditions: RuleConditions;
  assignee: AssigneeChoice | null;
  statusId: string | null;
  groupId: string | null;
}

/** What of a request a rule looks at. */
export interface RequestFacts {
  inquiry: Inquiry;
  receivedAt: Date;
}

/** Why a rule holds: what was asked, and what of the request met it (an id of ours, yen, a Japanese instant, or text). */
export interface Reason {
  condition: 'kind' | 'property-type' | 'area' | 'price' | 'addressee' | 'time';
  value: string;
  /** The area is that of the person's address: the property has none. */
  isContacts?: boolean;
}

/** Rules of one connection. */
export const RULES_MOST = 50;
