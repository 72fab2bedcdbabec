// Whose turn it is in a rule's team. Pure.
import type { AssigneeChoice } from '../model.ts';

/** How the team stands at this moment. */
export interface Team {
  isActive: (userId: string) => boolean;
  /** Whom the rule gave somebody last; null: nobody yet. */
  last: string | null;
  /** 未対応 inquiries of a person's customers. */
  open: (userId: string) => number;
}

/**
 * The next of the team after the last one who is there; with `fewest-open` among those who have the fewest, so that nobody gets
 * all while everybody has none. Null: nobody of it is there.
 */
export function pickAssignee(
  { way, userIds }: AssigneeChoice,
  { isActive, last, open }: Team,
): string | null {
  const there = userIds.filter(isActive);
  const fewest = way === 'fewest-open' ? Math.min(...there.map(open)) : null;
  const candidates = fewest === null ? there : there.filter((id) => open(id) === fewest);
  const after = last === null ? 0 : userIds.indexOf(last) + 1;
  const inTurn = [...userIds.slice(after), ...userIds.slice(0, after)];
  return inTurn.find((id) => candidates.includes(id)) ?? null;
}
