// Who is next when nobody responds to an inquiry. No I/O.
import type { WeekTime } from '../rules/clock.ts';

export interface Escalation {
  /** Null: the firm's rule, for connections without one of their own. */
  connectionId: string | null;
  /** Between one step and the next. */
  afterMinutes: number;
  /** User ids, one after another. */
  people: string[];
  /** Comes last. */
  managerId: string | null;
  /** Only minutes in these count; null: all do. */
  hours: WeekTime | null;
  version: number;
}

/** The rule for a connection's inquiries: its own, else the firm's. One that names nobody switches it off there. */
export function ruleFor(rules: Escalation[], connectionId: string | null): Escalation | null {
  const own = rules.find((rule) => rule.connectionId === connectionId && connectionId !== null);
  const rule = own ?? rules.find((one) => one.connectionId === null) ?? null;
  return rule && chainOf(rule).length > 0 ? rule : null;
}

/** Whom it goes to, in order, each once. */
const chainOf = ({ people, managerId }: Escalation): string[] => [
  ...new Set([...people, ...(managerId ? [managerId] : [])]),
];

/** Who is called next: the first in the chain as it is now who was not called yet, can be told, and is not in charge anyway; null at the end. */
export function nextOf(
  rule: Escalation,
  given: { called: string[]; assigneeId: string | null; canBeTold: (userId: string) => boolean },
): string | null {
  const { called, assigneeId, canBeTold } = given;
  const isNext = (userId: string) => userId !== assigneeId && !called.includes(userId) && canBeTold(userId);
  return chainOf(rule).find(isNext) ?? null;
}
