// Gives inquiries an assignee, a status or 対応済み at once: shown before the server answers, with the way back.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { answerOf, api, type Inquiry, type InquiryChange, type InquiryFilter } from '../../api/client.ts';
import { serverNow } from '../../api/clock.ts';
import { mastersQuery } from '../../api/queries.ts';
import { useMe } from '../../api/use-me.ts';
import { notify } from '../../ui/notify.tsx';
import { sentences } from '../../ui/sentences.ts';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { besides, notDone, stoppedBefore } from './at-once.ts';
import type { Given } from './changed.ts';
import { overtakenText } from './overtaken.ts';
import { areAllAnswered, showChange } from './shown-changes.ts';
import { tellUndo } from './tell-undo.tsx';

const { changes: texts } = words.inquiryList;

/** What is given, with what people call it. */
export interface Giving {
  change: InquiryChange;
  given: Given;
}

/** All inquiries that match, as they were counted. */
export interface Matching {
  filter: InquiryFilter;
  upTo: string;
  asOf: string;
  count: number;
}

/** Marks those again that were not changed, to be tried once more; left out: all. */
type Again = (inquiries?: Inquiry[]) => void;

export interface Changing {
  /** `matching`: to all of these in place of the named. */
  give(inquiries: Inquiry[], giving: Giving, matching?: Matching, again?: Again): void;
  respondAll(matching: Matching, again?: Again): void;
  respond(inquiries: Inquiry[], again?: Again): void;
  /** Takes the last one back. */
  undoLast(): void;
}

export function useChange(): Changing {
  const client = useQueryClient();
  const { user } = useMe();
  const last = useRef<string | null>(null);
  const underWay = useRef(new Set<string>());

  const undo = useCallback(
    async (changeId: string) => {
      if (last.current === changeId) last.current = null;
      try {
        const path = { params: { path: { id: changeId } } };
        const { kept } = await answerOf(api.POST('/api/v1/inquiries/changes/{id}/undo', path));
        void notify({
          id: 'change',
          message: kept > 0 ? `${texts.undone}${words.common.stop}${texts.kept(kept)}` : texts.undone,
        });
      } catch (error) {
        last.current ??= changeId;
        tellUndo(errorText(error), () => void undo(changeId), texts.undo, true);
      }
      await askAgain(client);
    },
    [client],
  );

  const give = useCallback(
    async (inquiries: Inquiry[], { change, given }: Giving, matching?: Matching, again?: Again) => {
      if (inquiries.length === 0 && !matching) return;
      const ids = new Set(inquiries.map(({ id }) => id));
      // The second of two quick presses would change nothing, and take the way back of the first away.
      const asked = JSON.stringify([change, [...ids], matching]);
      if (underWay.current.has(asked)) return;
      underWay.current.add(asked);
      const customers = new Set(inquiries.flatMap(({ customer }) => customer?.id ?? []));
      await client.cancelQueries({ queryKey: ['inquiries'] });
      const stopped = matching && stoppedBefore(client);
      // Of all that match, those that are shown are asked for again.
      const shown = matching ? null : showChange(client, { ids, customers }, given);
      try {
        const result = await answerOf(
          api.POST('/api/v1/inquiries/changes', {
            body: matching
              ? { matching: { filter: matching.filter, upTo: matching.upTo, asOf: matching.asOf }, change }
              : { inquiryIds: [...ids], change },
          }),
        );
        shown?.keep();
        last.current = result.changeId ?? last.current;
        const overtaken = overtakenText(
          given.type,
          result.were,
          (customerId) => inquiries.find(({ customer }) => customer?.id === customerId),
          client.getQueryData(mastersQuery.queryKey),
        );
        const more = besides(result, matching?.count ?? ids.size, matching !== undefined);
        tellUndo(
          sentences([...saidOf(given, result), overtaken, ...more]),
          result.changeId ? () => void undo(result.changeId ?? '') : null,
          texts.undo,
          overtaken !== null || more.length > 0,
        );
        if (result.left > 0 && !matching) again?.(inquiries.filter(({ customer }) => !customer));
      } catch (error) {
        // Asked for again they may not come: what was not changed is not shown as if it were.
        shown?.takeBack();
        const failed = await notDone(client, error, matching?.count ?? ids.size, stopped);
        void notify({ id: 'change', color: 'red', message: failed.message, autoClose: false });
        if (!failed.isStopped) again?.();
      }
      underWay.current.delete(asked);
      // Before all are answered it would show one of them as not made.
      if (areAllAnswered()) await askAgain(client);
    },
    [client, undo],
  );

  const responding = (): Giving => ({
    change: { type: 'respond' },
    given: {
      type: 'respond',
      at: new Date(serverNow()).toISOString(),
      by: user && { id: user.id, name: user.name },
    },
  });
  return {
    give: (inquiries, giving, matching, again) => void give(inquiries, giving, matching, again),
    respond: (inquiries, again) =>
      void give(
        inquiries.filter(({ respondedAt }) => respondedAt === null),
        responding(),
        undefined,
        again,
      ),
    respondAll: (matching, again) => void give([], responding(), matching, again),
    undoLast: () => {
      if (last.current) void undo(last.current);
      else void notify({ id: 'change', message: texts.nothingToUndo });
    },
  };
}

function saidOf(
  given: Given,
  { changed: n, unchanged, left }: { changed: number; unchanged: number; left: number },
): (string | null)[] {
  const rest = left > 0 ? texts.left(left) : null;
  if (n === 0) return [rest ?? (unchanged > 0 ? texts.unchanged : null)];
  switch (given.type) {
    case 'assign':
      return [texts.assigned(given.to?.name ?? words.common.unassigned, n), rest];
    case 'status':
      return [texts.statusSet(given.to?.name ?? words.inquiryList.filters.noStatus, n), rest];
    case 'join':
      return [texts.joined(given.to?.name ?? '', n), rest];
    case 'leave':
      return [texts.parted(given.to?.name ?? '', n), rest];
    case 'respond':
      return [texts.responded(n)];
  }
}

/** Asks anew what a change may have changed. */
export async function askAgain(client: QueryClient): Promise<void> {
  await Promise.all(
    [['inquiries'], ['customers'], ['me']].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
}
