// Who was merged into this customer (統合), and the way back.
import { Paper, Title } from '@mantine/core';
import type { CustomerDetail } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './merged-here.module.css';

const { merged: texts } = words.merge;

export function MergedHere({ customer: { id, merges } }: { customer: CustomerDetail }) {
  if (merges.length === 0) return null;
  return (
    <Paper withBorder component="section" className={classes.card} aria-label={texts.title}>
      <Title order={2}>{texts.title}</Title>
      <ul className={classes.lines}>
        {merges.map(({ id: mergeId, at, by, other, canBeUndone }) => (
          <li key={mergeId}>
            <span>
              {texts.line(short(other.name ?? words.common.nameless, 60), short(by, 40))}{' '}
              <span className={classes.quiet}>
                <Age at={at} />
              </span>
            </span>
            {canBeUndone ? (
              <ButtonLink
                to="/customers/$id/merges/$mergeId"
                params={{ id, mergeId }}
                variant="default"
                size="compact-sm"
              >
                {texts.split}
              </ButtonLink>
            ) : (
              <span className={classes.quiet}>{texts.later}</span>
            )}
          </li>
        ))}
      </ul>
    </Paper>
  );
}
