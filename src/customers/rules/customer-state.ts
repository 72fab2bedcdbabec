// What a customer is at one moment, as far as a merge changes it. Pure.
import type { ContactPoint } from './contact-points.ts';

/** What stands once: a merge takes one side's. */
export const singleFields = ['name', 'nameKana', 'postalCode', 'address', 'assigneeId', 'statusId'] as const;
export type SingleField = (typeof singleFields)[number];

/** A point with its row's id; the ids' order is the order they are shown in, of each kind the main one first. */
export interface KnownPoint extends ContactPoint {
  id: string;
}

export interface CustomerState extends Record<SingleField, string | null> {
  points: KnownPoint[];
  groupIds: string[];
}
