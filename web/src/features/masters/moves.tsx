// How a row in an order of a person's is moved: dragged by its grip, or a step at a time.
import type { HTMLAttributes } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { StepButton } from '../../ui/step-button.tsx';
import { words } from '../../words/index.ts';
import classes from './masters.module.css';

const { masters } = words;

export interface Moves {
  handle: HTMLAttributes<HTMLElement>;
  up?: () => void;
  down?: () => void;
}

export function Grip({ name, moves }: { name: string; moves: Moves }) {
  return (
    <span className={classes.grip} title={masters.drag(name)} aria-hidden="true" {...moves.handle}>
      <Icon name="grip" size={18} />
    </span>
  );
}

export function StepButtons({ name, moves }: { name: string; moves: Moves }) {
  return (
    <>
      <StepButton name="up" label={masters.up(name)} go={moves.up} />
      <StepButton name="down" label={masters.down(name)} go={moves.down} />
    </>
  );
}
