// What somebody else gave just before, told with what was given in its place: nobody's change goes without a word.
import { words } from '../../words/index.ts';

const { overtaken: texts } = words.inquiryList.changes;

interface Was {
  customerId: string;
  from: string | null;
}

/** `seen`: what the person saw of a customer; undefined: nothing. `named`: what can be given. Null: nobody was quicker. */
export function overtakenText(
  were: Was[],
  seen: (customerId: string) => string | null | undefined,
  named: { id: string; name: string }[],
  none: string,
): string | null {
  const theirs = were.filter(({ customerId, from }) => {
    const known = seen(customerId);
    return known !== undefined && known !== from;
  });
  if (theirs.length === 0) return null;
  const names = new Set(
    theirs.map(({ from }) =>
      from === null ? none : (named.find(({ id }) => id === from)?.name ?? texts.another),
    ),
  );
  return texts.line(words.common.list([...names]), theirs.length);
}
