// 変更履歴: who did what to this connection, newest first.
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectionHistoryQuery } from '../../api/setup.ts';
import { short } from '../../format/text.ts';
import { NotYet } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './history.module.css';
import { historyWords } from './history-words.ts';

const { history: texts } = words.connectionPage;
const FIRST = 5;

export function History({ connectionId }: { connectionId: string }) {
  const query = useQuery(connectionHistoryQuery(connectionId));
  const { data } = query;
  const [isOpen, setOpen] = useState(false);
  if (!data) return <NotYet of={query} height={90} />;
  if (data.items.length === 0) return <p className={classes.none}>{texts.empty}</p>;
  const shown = isOpen ? data.items : data.items.slice(0, FIRST);
  return (
    <>
      <ol className={classes.lines}>
        {shown.map(({ at, actor, action, details }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines of one moment have nothing else that differs
          <li key={`${at}${action}${i}`}>
            <span className={classes.when}>
              <Moment at={at} />
            </span>
            <span>{historyWords(action, details)}</span>
            <span className={classes.who}>{short(actor, 40)}</span>
          </li>
        ))}
      </ol>
      {data.items.length > FIRST && (
        <UnstyledButton className={classes.more} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.common.showLess : texts.all(data.items.length)}
        </UnstyledButton>
      )}
    </>
  );
}
