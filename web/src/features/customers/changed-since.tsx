// What others changed of customers since the page about the two of them was opened: what is shown below is no longer what was seen.
import type { MergedCustomer } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Told } from '../../ui/told.tsx';
import { words } from '../../words/index.ts';
import { differencesBetween } from './merge-values.ts';

const { changed: texts, fields, nothing } = words.merge;

interface Side {
  /** What the page calls them. */
  name: string;
  before: MergedCustomer;
  now: MergedCustomer;
}

/** `more`: beside their fields. `again`: what to do. */
export function ChangedSince({ sides, more = [], again }: { sides: Side[]; more?: string[]; again: string }) {
  const lines = sides.flatMap(({ name, before, now }) =>
    differencesBetween(before, now).map(({ field, from, to }) =>
      texts.line(name, fields[field], short(from || nothing, 120), short(to || nothing, 120)),
    ),
  );
  const all = [...lines, ...more];
  return (
    <Told color="yellow" title={texts.title}>
      {all.length === 0 && <p>{texts.other}</p>}
      <ul>
        {all.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>{again}</p>
    </Told>
  );
}
