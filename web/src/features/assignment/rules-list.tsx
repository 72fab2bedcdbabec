// 振り分けルール on a connection's page: in words and in their order, with what can be done to each.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { assignmentRulesQuery } from '../../api/assignment.ts';
import type { AssignmentRule } from '../../api/client.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { NotYet } from '../../ui/states.tsx';
import { assignment as texts } from '../../words/assignment.ts';
import { words } from '../../words/index.ts';
import { Part } from '../connections/part.tsx';
import { RuleRow } from './rule-row.tsx';
import classes from './rules-list.module.css';
import { useRulesChange } from './use-rules-change.ts';

const MOST = 50;

export function RulesList({ connectionId }: { connectionId: string }) {
  const query = useQuery(assignmentRulesQuery(connectionId));
  const { data } = query;
  const { rules, isPending, move, pause, remove } = useRulesChange(connectionId, data);
  const catchAll = rules.findIndex((rule) => !rule.isPaused && asksNothing(rule));
  const isFull = rules.length >= MOST;
  return (
    <Part
      id="assignment"
      title={texts.title}
      action={
        data?.isEditable &&
        !isFull && (
          <ButtonLink
            to="/connections/$id/rules/$ruleId"
            params={{ id: connectionId, ruleId: 'new' }}
            variant="default"
          >
            {texts.add}
          </ButtonLink>
        )
      }
    >
      {!data ? (
        <NotYet of={query} room={<Loading />} />
      ) : rules.length === 0 ? (
        <div className={classes.empty}>
          <strong>{texts.empty.title}</strong>
          <p>{texts.empty.body}</p>
        </div>
      ) : (
        <>
          <p className={classes.lead}>{texts.lead}</p>
          <ol className={classes.list} aria-label={texts.title} aria-busy={isPending || undefined}>
            {rules.map((rule, i) => (
              <RuleRow
                key={rule.id}
                connectionId={connectionId}
                rule={rule}
                place={i + 1}
                isReached={catchAll === -1 || i <= catchAll}
                {...(data.isEditable && {
                  actions: {
                    up: i > 0 ? () => move(rule, i - 1) : undefined,
                    down: i < rules.length - 1 ? () => move(rule, i + 1) : undefined,
                    pause: () => pause(rule),
                    remove: () => remove(rule),
                  },
                })}
              />
            ))}
          </ol>
          {isFull && <p className={classes.lead}>{texts.most(MOST)}</p>}
        </>
      )}
    </Part>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={words.common.loading}>
      <Skeleton height={44} mb={8} />
      <Skeleton height={72} mb={8} />
      <Skeleton height={72} />
    </div>
  );
}

const asksNothing = ({ conditions }: AssignmentRule) =>
  Object.values(conditions).every((alternatives) => alternatives.length === 0);
