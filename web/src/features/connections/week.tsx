// The inquiries of the last seven days: bars, their sum, and each day in words.
import { jstParts } from '../../format/jst.ts';
import { useNow } from '../../ui/now.ts';
import { Sparkline } from '../../ui/sparkline.tsx';
import { words } from '../../words/index.ts';
import classes from './week.module.css';

const { facts } = words.connection;
const DAY = 24 * 60 * 60 * 1000;

/** `counts`: a number a day, the oldest first, today last. */
export function Week({ counts }: { counts: number[] }) {
  const now = useNow();
  const days = counts.map((count, i) => {
    const day = jstParts(now - (counts.length - 1 - i) * DAY);
    return facts.day(words.formats.dayUnderBar(`${Number(day?.month)}`, `${Number(day?.day)}`), count);
  });
  return (
    <span className={classes.week}>
      <Sparkline values={counts} text={words.common.pair(facts.week, words.common.list(days))} />
      {facts.count(counts.reduce((sum, count) => sum + count, 0))}
    </span>
  );
}
