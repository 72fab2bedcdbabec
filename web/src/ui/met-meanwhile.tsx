// Somebody else saved while this was being typed: what of theirs is shown now, and both of what the two changed.
import { Button } from '@mantine/core';
import { words } from '../words/index.ts';
import type { Merged } from './merge-edits.ts';
import classes from './met-meanwhile.module.css';
import { Told } from './told.tsx';

const { changed: texts } = words.customer.form;

/** A field in words: what it is called, and what is in it. */
export interface FieldWords<V> {
  key: keyof V;
  label: string;
  text: string;
}

export function MetMeanwhile<V>({
  met: { taken, conflicts },
  theirs,
  onTake,
  said = texts,
  w,
}: {
  met: Merged<V>;
  theirs: FieldWords<V>[];
  onTake: (keys: (keyof V)[]) => void;
  /** Where it is not somebody else. */
  said?: Pick<typeof texts, 'title' | 'taken' | 'conflicts'>;
  w?: string;
}) {
  // Two fields may be one to whoever reads them.
  const labelsOf = (keys: (keyof V)[]) => [
    ...new Set(theirs.filter(({ key }) => keys.includes(key)).map(({ label }) => label)),
  ];
  const both = labelsOf(conflicts);
  const shown = labelsOf(taken).filter((label) => !both.includes(label));
  return (
    <Told color="yellow" title={said.title} mb={0} w={w}>
      {shown.length > 0 && <p>{said.taken(words.common.list(shown))}</p>}
      {both.length > 0 && <p>{said.conflicts(words.common.list(both))}</p>}
      {both.map((label) => {
        const fields = theirs.filter((field) => field.label === label);
        return (
          <div key={label} className={classes.theirs}>
            <span>
              {words.common.pair(label, '')}
              <b>{fields[0]?.text || texts.empty}</b>
            </span>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={words.common.pair(label, texts.take)}
              onClick={() => onTake(fields.map(({ key }) => key))}
            >
              {texts.take}
            </Button>
          </div>
        );
      })}
      <p>{texts.again}</p>
    </Told>
  );
}
