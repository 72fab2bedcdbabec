// The first mails that are different, field by field: what was kept, and what today's readers say.
import { Title, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Replay } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './differences.module.css';
import { fieldWord, valueWord } from './field-words.ts';

const { differences: texts, chips } = words.replay;
type Difference = Replay['differences'][number];
type Change = Difference['changes'][number];

const tones: Record<string, Tone> = { complete: 'good', announced: 'good', changed: 'accent', less: 'warn' };

export function Differences({ replay }: { replay: Replay }) {
  const { differences, counts, phase } = replay;
  if (differences.length === 0) return null;
  const all = counts.complete + counts.announced + counts.changed + counts.less;
  return (
    <section>
      <Title order={3} className={classes.title}>
        {phase === 'apply' ? texts.titleApplied : texts.title}
      </Title>
      {all > differences.length && <p className={classes.hint}>{texts.first(differences.length)}</p>}
      <ul className={classes.list}>
        {differences.map((difference) => (
          <One key={difference.mailId} difference={difference} />
        ))}
      </ul>
    </section>
  );
}

function One({ difference }: { difference: Difference }) {
  const { mailId, kind, subject, receivedAt, customer, isNewCustomer, changes } = difference;
  return (
    <li className={classes.one} data-id={mailId}>
      <div className={classes.head}>
        <Chip tone={tones[kind] ?? 'neutral'}>{chips[kind] ?? kind}</Chip>
        <Link to="/mails/$id" params={{ id: mailId }}>
          {short(subject || words.mail.noSubject, 60)}
        </Link>
        <span className={classes.hint}>
          <Moment at={receivedAt} />
        </span>
        {isNewCustomer && <Chip>{texts.newCustomer}</Chip>}
        {customer && (
          <Link to="/customers/$id" params={{ id: customer.id }}>
            {short(customer.name ?? words.common.nameless, 40)}
          </Link>
        )}
      </div>
      {changes.length === 0 ? (
        <p className={classes.hint}>{texts.same}</p>
      ) : (
        <dl className={classes.changes}>
          {changes.map((change, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two extras of one label differ by nothing else
            <Changed key={at} change={change} />
          ))}
        </dl>
      )}
    </li>
  );
}

function Changed({ change: { field, from, to } }: { change: Change }) {
  return (
    <div className={classes.change}>
      <dt>{short(fieldWord(field), 30)}</dt>
      <dd>
        {from !== null && (
          <>
            <VisuallyHidden>{texts.before}: </VisuallyHidden>
            <del className={classes.from}>
              <LongText text={valueWord(field, from)} most={80} />
            </del>
            <span aria-hidden="true"> → </span>
          </>
        )}
        <VisuallyHidden>{texts.after}: </VisuallyHidden>
        {to === null || to === '' ? (
          <span className={classes.hint}>{to === null ? texts.gone : texts.none}</span>
        ) : (
          <ins className={classes.to}>
            <LongText text={valueWord(field, to)} most={80} />
          </ins>
        )}
      </dd>
    </div>
  );
}
