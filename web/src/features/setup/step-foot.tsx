// Under each step: back at the left, on at the right.
import type { ReactNode } from 'react';
import classes from './step-foot.module.css';

export function StepFoot({ back, children }: { back?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.foot}>
      {back ?? <span />}
      <div className={classes.on}>{children}</div>
    </div>
  );
}
