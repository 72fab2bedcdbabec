// Points out what is odd about a value as it is typed or pasted, with one press that mends it.
import { Button } from '@mantine/core';
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
  const { hasBlankEnds, wide } = odditiesOf(value);
  return (
    <div role="status" className={classes.notes}>
      {hasBlankEnds && (
        <div className={classes.note}>
          <span>{texts.edges(label)}</span>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={texts.trimOf(label)}
            onClick={() => onRepair(withoutBlankEnds(value))}
          >
            {texts.trim}
          </Button>
        </div>
      )}
      {wide && (
        <div className={classes.note}>
          <span>{wide === 'repairable' ? texts.wide(label) : texts.otherwise(label)}</span>
          {wide === 'repairable' && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={texts.narrowOf(label)}
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
