// An instant on the page: short for the eye, the full Japanese time on hover and for screen readers.
import { VisuallyHidden } from '@mantine/core';
import { ageWords } from '../format/age.ts';
import { fullTime, minuteTime } from '../format/jst.ts';
import { useNow } from './now.ts';
import classes from './time.module.css';

/** 「3分前」, ticking; on paper 「2026/11/20 14:03」. */
export function Age({ at }: { at: string }) {
  return <Shown at={at} text={ageWords(at, useNow())} />;
}

/** 「2026/11/20 14:03」. */
export function Moment({ at }: { at: string }) {
  return <Shown at={at} text={minuteTime(at)} />;
}

function Shown({ at, text }: { at: string; text: string }) {
  const full = fullTime(at);
  return (
    <time className={classes.age} dateTime={at} title={full} data-paper={minuteTime(at)}>
      <span aria-hidden="true">{text}</span>
      <VisuallyHidden>{full}</VisuallyHidden>
    </time>
  );
}
