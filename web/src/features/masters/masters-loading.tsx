// The shape of a list of statuses or groups before its first answer.
import { Skeleton } from '@mantine/core';
import { words } from '../../words/index.ts';
import classes from './masters.module.css';

export function MastersLoading() {
  return (
    <div className={classes.list} role="status" aria-label={words.common.loading}>
      {[40, 55, 48].map((width) => (
        <div key={width} className={classes.row}>
          <Skeleton height={18} width={`${width}%`} />
        </div>
      ))}
    </div>
  );
}
