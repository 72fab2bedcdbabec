// 初動: which of an inquiry's activities stopped its clock.
import type { ActivityKind } from '../model.ts';

/** An activity as the rule sees it. `id`s sort by when they were written down. */
export interface Logged {
  id: string;
  kind: ActivityKind;
  /** When it was done. */
  at: Date;
  /** The activity it takes back, or stands in place of. */
  undoes: string | null;
}

/** Kinds that stop the clock. */
export const RESPONSES: ReadonlySet<ActivityKind> = new Set(['call', 'mail', 'visit', 'handled']);

/**
 * The earliest response of those written down since the inquiry was last reopened, or null: 未対応. What was undone, a
 * reopening too, never was. A correction was written down when what it corrects was.
 */
export function firstResponse<A extends Logged>(log: readonly A[]): A | null {
  const undone = new Set(log.map(({ undoes }) => undoes));
  const byId = new Map(log.map((one) => [one.id, one]));
  const written = (one: A): string => {
    const corrected = one.undoes ? byId.get(one.undoes) : undefined;
    return corrected ? written(corrected) : one.id;
  };
  const standing = log
    .filter(({ id, kind }) => kind !== 'undone' && !undone.has(id))
    .map((one) => ({ one, written: written(one) }))
    .sort((a, b) => (a.written < b.written ? -1 : 1));
  const since = standing.findLastIndex(({ one }) => one.kind === 'reopened') + 1;
  const responses = standing.slice(since).flatMap(({ one }) => (RESPONSES.has(one.kind) ? one : []));
  return responses.reduce<A | null>((first, one) => (first && first.at <= one.at ? first : one), null);
}
