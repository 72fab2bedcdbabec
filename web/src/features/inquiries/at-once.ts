// What is said of a change to several at once beside what was changed: who could not be, whom others changed, and what stopped it.
import type { QueryClient } from '@tanstack/react-query';
import { type MatchingChange, Refusal } from '../../api/client.ts';
import { unfinishedQuery } from '../../api/counts.ts';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';

const texts = words.customer.bulk;

/** `asked`: how many were to be changed; `isMatching`: as all that match. */
export function besides(
  { looked, overtaken }: { looked: number; overtaken: number },
  asked: number,
  isMatching: boolean,
): string[] {
  const gone = asked - looked;
  return [
    ...(overtaken > 0 ? [texts.overtaken(overtaken)] : []),
    ...(gone > 0 ? [isMatching ? texts.noMatch(gone) : texts.gone(gone)] : []),
  ];
}

/** One's changes that had stopped half-way before another begins; undefined: not known. */
export const stoppedBefore = (client: QueryClient): MatchingChange[] | undefined =>
  client.getQueryData(unfinishedQuery.queryKey)?.items;

/**
 * Why `asked` were not changed. `isStopped`: some of all that match were: the way on stands above the list. `before`: of
 * stoppedBefore.
 */
export async function notDone(
  client: QueryClient,
  error: unknown,
  asked: number,
  before: MatchingChange[] | undefined,
): Promise<{ message: string; isStopped: boolean }> {
  // An answer under way may be older than the stop.
  await client.cancelQueries({ queryKey: unfinishedQuery.queryKey });
  const now = before && (await client.fetchQuery({ ...unfinishedQuery, staleTime: 0 }).catch(() => null));
  const stopped = now?.items.find(({ id }) => !before?.some((one) => one.id === id));
  if (stopped)
    return { message: texts.stopped(stopped.total, stopped.looked, stopped.changed), isStopped: true };
  const isKnown = !(error instanceof Refusal && error.status === 0);
  const why = error instanceof Refusal ? Object.values(error.fields)[0] : undefined;
  const message = isKnown ? texts.notDone(asked, why ?? errorText(error)) : texts.unknown(asked);
  return { message, isStopped: false };
}
