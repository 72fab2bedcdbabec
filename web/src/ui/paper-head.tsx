// What a printed page says of itself: whose it is and of when, on every sheet; and what of the page's things it shows.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { serverNow } from '../api/clock.ts';
import { meQuery } from '../api/queries.ts';
import { minuteTime } from '../format/jst.ts';
import { short } from '../format/text.ts';
import { words } from '../words/index.ts';
import { useOnPaper } from './paper.ts';
import classes from './paper-head.module.css';

/** On paper alone: the firm and the time of printing. `title`: the page's, at the foot of every sheet. */
export function PaperHead({ title }: { title: string }) {
  return useOnPaper() ? <Shown title={title} /> : null;
}

function Shown({ title }: { title: string }) {
  const firm = useQueryClient().getQueryData(meQuery.queryKey)?.organization.name;
  const [at] = useState(serverNow);
  const printed = words.common.paper.printed(minuteTime(at));
  const foot = [firm && short(firm, 40), title].filter(Boolean).join(words.common.gap);
  // The sheets' margins are no part of the page: only the style sheet's @page writes there. A string of JSON is one of CSS.
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--paper-foot', JSON.stringify(foot));
    style.setProperty('--paper-printed', JSON.stringify(printed));
    return () => {
      style.removeProperty('--paper-foot');
      style.removeProperty('--paper-printed');
    };
  }, [foot, printed]);
  return (
    <div className={classes.head}>
      <span>{firm}</span>
      <span className={classes.printed}>{printed}</span>
    </div>
  );
}

/** On paper alone, in place of the fields there: which part of all is shown. */
export function PaperConditions({ children }: { children: ReactNode }) {
  return useOnPaper() ? <p className={classes.conditions}>{children}</p> : null;
}
