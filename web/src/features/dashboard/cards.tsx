// The period in five numbers, each with its change.
import type { ReactNode } from 'react';
import type { Dashboard } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import classes from './cards.module.css';
import {
  type Change,
  countChange,
  medianChange,
  number,
  shareChange,
  shareText,
  spanText,
} from './figures.ts';
import { type Asked, ToList } from './to-list.tsx';

const texts = words.dashboard.cards;

export function Cards({ dashboard: { days, total, before } }: { dashboard: Dashboard }) {
  const { count, repeats, open, medianSeconds } = total;
  const share = (key: 'within5' | 'within30') => (
    <Card
      label={texts[key]}
      value={shareText(total[key], count)}
      note={count > 0 && texts.of(number(total[key]), number(count))}
      change={shareChange(total, before, key)}
    />
  );
  return (
    <section className={classes.cards} aria-label={texts.label}>
      <Card
        label={texts.count}
        value={<Cases n={count} asked={days} />}
        note={
          repeats > 0 ? (
            <ToList asked={{ ...days, repeat: true }}>{texts.repeats(number(repeats))}</ToList>
          ) : (
            count > 0 && texts.repeats('0')
          )
        }
        change={countChange(total, before)}
      />
      <Card
        label={texts.open}
        value={<Cases n={open} asked={{ ...days, response: 'open' }} />}
        note={count > 0 && texts.openOf(number(count))}
        change={null}
      />
      <Card
        label={texts.median}
        value={medianSeconds === null ? texts.unknown : spanText(medianSeconds)}
        note={medianSeconds !== null && texts.medianOf(number(count - open))}
        change={medianChange(total, before)}
      />
      {share('within5')}
      {share('within30')}
    </section>
  );
}

function Cases({ n, asked }: { n: number; asked: Asked }) {
  const text = texts.cases(number(n));
  return n > 0 ? <ToList asked={asked}>{text}</ToList> : text;
}

function Card({
  label,
  value,
  note,
  change,
}: {
  label: string;
  value: ReactNode;
  note: ReactNode;
  change: Change | null;
}) {
  return (
    <div className={classes.card}>
      <h2 className={classes.label}>{label}</h2>
      <p className={classes.value}>{value}</p>
      {note && <p className={classes.note}>{note}</p>}
      {change && (
        <p className={classes.change} data-tone={change.tone}>
          {change.text}
        </p>
      )}
    </div>
  );
}
