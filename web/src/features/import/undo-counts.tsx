// What a 取り消し does, or did, in numbers.
import type { CustomerImportUndo } from '../../api/client.ts';
import { customerImport } from '../../words/customer-import.ts';
import classes from '../replay/counts.module.css';

const texts = customerImport.undo;

export function UndoCounts({ undo: { removed, restored, kept, state } }: { undo: CustomerImportUndo }) {
  const labels = state === 'done' ? texts.countsDone : texts.counts;
  const counts = { removed, restored, kept: kept.reduce((sum, { count }) => sum + count, 0) };
  return (
    <dl className={classes.counts} aria-label={texts.countsLabel}>
      {(['removed', 'restored', 'kept'] as const).map((key) => (
        <div key={key} className={classes.count} data-is-none={counts[key] === 0 || undefined}>
          <dt>{labels[key]}</dt>
          <dd>{texts.people(counts[key])}</dd>
        </div>
      ))}
    </dl>
  );
}
