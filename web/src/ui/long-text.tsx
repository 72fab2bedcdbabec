// Text of any length that a stranger wrote: wraps, and folds behind 「全文を表示」 when it is very long.
import { UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { startOf, startOfLines } from '../format/text.ts';
import { words } from '../words/index.ts';
import classes from './long-text.module.css';

const MOST_LINES = 16;

/** `wrap`: puts the text into a link or heading; the button stays outside of it. `lines`: keeps line ends. */
export function LongText({
  text,
  most = 120,
  lines = false,
  wrap = (shown) => shown,
}: {
  text: string;
  most?: number;
  lines?: boolean;
  wrap?: (shown: ReactNode) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const start = lines ? startOfLines(text, most, MOST_LINES) : startOf(text, most);
  const shown = start === null || open ? text : `${start}…`;
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
