// What somebody else gave just before, told with what was given in its place: nobody's change goes without a word.
import { words } from '../../words/index.ts';

const { overtaken: texts } = words.inquiryList.changes;

interface Was {
  customerId: string;
  from: string | null;
}

interface Named {
  id: string;
  name: string;
}

/** `seen`: a customer as the person saw them; undefined: not at all. Null: nobody was quicker, or nothing of the kind was given. */
export function overtakenText(
  type: string,
  were: Was[],
  seen: (customerId: string) => { assignee: Named | null; status: Named | null } | undefined,
  masters: { members: Named[]; statuses: Named[] } | undefined,
): string | null {
  if (type !== 'assign' && type !== 'status') return null;
  const theirs = were.filter(({ customerId, from }) => {
    const shown = seen(customerId);
    return shown !== undefined && ((type === 'assign' ? shown.assignee : shown.status)?.id ?? null) !== from;
  });
  if (theirs.length === 0) return null;
  const named = (type === 'assign' ? masters?.members : masters?.statuses) ?? [];
  const none = type === 'assign' ? words.common.unassigned : words.inquiryList.filters.noStatus;
  const names = new Set(
    theirs.map(({ from }) =>
      from === null ? none : (named.find(({ id }) => id === from)?.name ?? texts.another),
    ),
  );
  return texts.line(words.common.list([...names]), theirs.length);
}
