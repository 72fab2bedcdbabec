// Text of any length that a stranger wrote: wraps, and folds behind 「全文を表示」 when it is very long. On paper it is whole.
import { UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { startOf, startOfLines } from '../format/text.ts';
import { words } from '../words/index.ts';
import { LinkedText } from './linked-text.tsx';
import classes from './long-text.module.css';
import { useOnPaper } from './paper.ts';

const MOST_LINES = 16;

/** `wrap`: puts the text into a link or heading; the button stays outside of it. `lines`: keeps line ends. `linked`: web addresses lead there. */
export function LongText({
  text,
  most = 120,
  lines = false,
  linked = false,
  wrap = (shown) => shown,
}: {
  text: string;
  most?: number;
  lines?: boolean;
  linked?: boolean;
  wrap?: (shown: ReactNode) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const onPaper = useOnPaper();
  const start = lines ? startOfLines(text, most, MOST_LINES) : startOf(text, most);
  const whole = start === null || open || onPaper ? text : `${start}…`;
  const shown = linked ? <LinkedText text={whole} /> : whole;
  return (
    <>
      {wrap(lines ? <span className={classes.lines}>{shown}</span> : shown)}
      {start !== null && ' '}
      {start !== null && (
        <UnstyledButton className={classes.more} onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? words.common.showLess : words.common.showAll}
        </UnstyledButton>
      )}
    </>
  );
}
