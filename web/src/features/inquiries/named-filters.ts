// Filters that are kept under names (views of 反響, 動的な顧客グループ): brought up to date and deleted with the way back.
import { useQueryClient } from '@tanstack/react-query';
import { Refusal } from '../../api/client.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { tellUndo } from './tell-undo.tsx';

interface Named<Filter> {
  name: string;
  filter: Filter;
}
export type NamedFilter<Filter> = Named<Filter> & { id: string };

/** How they are kept, and what is said of it. */
export interface Keeping<Filter> {
  queryKey: readonly unknown[];
  list(): Promise<NamedFilter<Filter>[]>;
  add(one: Named<Filter>): Promise<NamedFilter<Filter>>;
  edit(id: string, edit: Partial<Named<Filter>> & { was: Partial<Named<Filter>> }): Promise<unknown>;
  remove(id: string): Promise<unknown>;
  texts: { done(name: string): string; removed(name: string): string; changedSince: string };
}

const { undone } = words.inquiryList.changes;
/** The same filter is the same text. */
export const textOf = (filter: object): string => JSON.stringify(Object.entries(filter).sort());

/** `onAgain`: one that was deleted is there again, under this id. */
export function useNamedFilters<Filter extends object>(
  { queryKey, list, add, edit, remove, texts }: Keeping<Filter>,
  onAgain: (id: string) => void = () => {},
) {
  const client = useQueryClient();
  const askAgain = () => client.invalidateQueries({ queryKey });
  const tell = async (change: () => Promise<unknown>) => {
    try {
      await change();
    } catch (error) {
      // Made again, its name may be another one's by now.
      const message = (error instanceof Refusal && error.fields.name) || errorText(error);
      void notify({ id: 'change', color: 'red', message, autoClose: false });
    }
    await askAgain();
  };
  const overwrite = ({ id, name, filter: was }: NamedFilter<Filter>, filter: Filter) =>
    tell(async () => {
      await edit(id, { filter, was: { filter: was } });
      const back = async () => {
        await edit(id, { filter: was, was: { filter } });
        void notify({ id: 'change', message: undone });
      };
      tellUndo(texts.done(name), () => void tell(back));
    });
  /** @throws Refusal, also where it is another one by now: that one was never looked at */
  const takeAway = async (seen: NamedFilter<Filter>) => {
    const now = (await list()).find(({ id }) => id === seen.id);
    if (now && (now.name !== seen.name || textOf(now.filter) !== textOf(seen.filter))) {
      void askAgain();
      throw new Refusal(409, texts.changedSince, { code: 'changed-meanwhile' });
    }
    await remove(seen.id);
  };
  const tellGone = ({ name, filter }: NamedFilter<Filter>) => {
    const back = async () => {
      const made = await add({ name, filter });
      onAgain(made.id);
      void notify({ id: 'change', message: undone });
    };
    tellUndo(texts.removed(name), () => void tell(back));
  };
  return {
    overwrite: (one: NamedFilter<Filter>, filter: Filter) => void overwrite(one, filter),
    remove: (one: NamedFilter<Filter>) =>
      void tell(async () => {
        await takeAway(one);
        tellGone(one);
      }),
    takeAway,
    wasTakenAway: (one: NamedFilter<Filter>) => {
      tellGone(one);
      void askAgain();
    },
  };
}
