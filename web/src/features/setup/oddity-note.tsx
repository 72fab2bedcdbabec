// Points out what is odd about a value as it is typed or pasted, with one press that mends it.
import { Button } from '@mantine/core';
import { useId } from 'react';
import { words } from '../../words/index.ts';
import { narrowed, odditiesOf, withoutBlankEnds } from './oddities.ts';
import classes from './oddity-note.module.css';

const texts = words.setup.login.odd;

export function OddityNote({
  label,
  value,
  onRepair,
}: {
  label: string;
  value: string;
  onRepair: (value: string) => void;
}) {
  const id = useId();
  const { hasBlankEnds, wide } = odditiesOf(value);
  return (
    <div role="status" className={classes.notes}>
      {hasBlankEnds && (
        <div className={classes.note}>
          <span id={`${id}-blank`}>{texts.edges(label)}</span>
          <Button
            size="compact-sm"
            variant="default"
            aria-describedby={`${id}-blank`}
            onClick={() => onRepair(withoutBlankEnds(value))}
          >
            {texts.trim}
          </Button>
        </div>
      )}
      {wide && (
        <div className={classes.note}>
          <span id={`${id}-wide`}>{wide === 'repairable' ? texts.wide(label) : texts.otherwise(label)}</span>
          {wide === 'repairable' && (
            <Button
              size="compact-sm"
              variant="default"
              aria-describedby={`${id}-wide`}
              onClick={() => onRepair(narrowed(value))}
            >
              {texts.narrow}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
