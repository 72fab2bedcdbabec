// 履歴 tab: what happened to this customer, by whom, newest first.
import { Paper, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { HistoryLine } from '../../api/client.ts';
import { historyQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { More } from '../../ui/more.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './history-tab.module.css';
import { eventWords, otherCustomerOf } from './history-words.ts';

const { history: texts, noHistory } = words.customer;

export function HistoryTab({ customerId }: { customerId: string }) {
  const query = useInfiniteQuery(historyQuery(customerId));
  const lines = query.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      {lines?.length === 0 && <p>{noHistory}</p>}
      {lines && lines.length > 0 && (
        <Paper withBorder component="ol" className={classes.lines}>
          {lines.map((line) => (
            <Line key={line.id} line={line} customerId={customerId} />
          ))}
        </Paper>
      )}
      <More query={query} />
    </>
  );
}

function Line({ line, customerId }: { line: HistoryLine; customerId: string }) {
  const other = otherCustomerOf(line.event);
  return (
    <li className={classes.line}>
      <span className={classes.when}>
        <Age at={line.at} />
      </span>
      <span>
        {eventWords(line.event)}{' '}
        {other && (
          <Link to="/customers/$id" params={{ id: other.id }}>
            {other.open}
          </Link>
        )}
        {line.customerId !== customerId && (
          <Text component="span" c="dimmed" size="sm">
            {words.merge.history.ofOther}
          </Text>
        )}
      </span>
      <span className={classes.who}>{texts.actors[line.actor.type](short(line.actor.name, 40))}</span>
    </li>
  );
}
