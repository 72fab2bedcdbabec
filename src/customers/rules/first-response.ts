// 初動: which of an inquiry's activities stopped its clock.
import type { ActivityKind } from '../model.ts';

/** An activity as the rule sees it. `id`s sort by when they were written down. */
export interface Logged {
  id: string;
  kind: ActivityKind;
  /** When it was done. */
  at: Date;
  /** The activity it takes back. */
  undoes: string | null;
}

const RESPONSES: ReadonlySet<ActivityKind> = new Set(['call', 'mail', 'visit', 'handled']);

/**
 * The earliest response of those written down since the inquiry was last reopened, or null: 未対応. What was undone, a
 * reopening too, never was.
 */
export function firstResponse<A extends Logged>(log: readonly A[]): A | null {
  const undone = new Set(log.map(({ undoes }) => undoes));
  const standing = log.filter(({ id }) => !undone.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const since = standing.findLastIndex(({ kind }) => kind === 'reopened') + 1;
  const responses = standing.slice(since).filter(({ kind }) => RESPONSES.has(kind));
  return responses.reduce<A | null>((first, one) => (first && first.at <= one.at ? first : one), null);
}
