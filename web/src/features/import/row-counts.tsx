// What comes of the rows of a file, or came of them, in numbers.
import type { CustomerImport } from '../../api/client.ts';
import { customerImport } from '../../words/customer-import.ts';
import classes from '../replay/counts.module.css';

const texts = customerImport;
const order = ['new', 'suspected', 'known', 'repeated', 'refused', 'filled'] as const;
const always: readonly string[] = ['new', 'known', 'refused'];

export function RowCounts({ one: { counts, phase } }: { one: CustomerImport }) {
  const labels = phase === 'apply' ? texts.applied : texts.lines;
  return (
    <dl className={classes.counts} aria-label={texts.countsLabel}>
      {order
        .filter((key) => counts[key] > 0 || always.includes(key))
        .map((key) => (
          <div key={key} className={classes.count} data-is-none={counts[key] === 0 || undefined}>
            <dt>{labels[key]}</dt>
            <dd>{texts.unit(counts[key])}</dd>
          </div>
        ))}
    </dl>
  );
}
