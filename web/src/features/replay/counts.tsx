// What comes of a replay, or came of it, in numbers. What is none of is left out, but for what everybody asks about.
import type { Replay } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import classes from './counts.module.css';

const texts = words.replay;
type Key = keyof Replay['counts'];

const always: Key[] = ['complete', 'changed', 'unchanged', 'newCustomers'];
const order: Key[] = [
  'complete',
  'announced',
  'changed',
  'unchanged',
  'less',
  'unread',
  'in-flight',
  'newCustomers',
  'told',
];

export function Counts({ replay: { counts, phase } }: { replay: Replay }) {
  const labels = phase === 'apply' ? texts.applied : texts.lines;
  const shown = order.filter((key) => counts[key] > 0 || always.includes(key));
  return (
    <dl className={classes.counts} aria-label={texts.countsLabel}>
      {shown.map((key) => (
        <div key={key} className={classes.count} data-is-none={counts[key] === 0 || undefined}>
          <dt>{labels[key]}</dt>
          <dd>{texts.unit(counts[key], key === 'newCustomers')}</dd>
        </div>
      ))}
    </dl>
  );
}
