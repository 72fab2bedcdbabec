// A changed list of rules tried on the inquiries of the last 90 days, before it is saved: how many each rule would choose, who would
// get how many, and which inquiries change.
import { Button, Title, VisuallyHidden } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { tryAssignmentRules } from '../../api/assignment.ts';
import type { AssignmentTrial } from '../../api/client.ts';
import { minuteTime } from '../../format/jst.ts';
import { short } from '../../format/text.ts';
import { errorText } from '../../ui/states.tsx';
import { Told } from '../../ui/told.tsx';
import { assignment } from '../../words/assignment.ts';
import { words } from '../../words/index.ts';
import { FactTable } from '../dashboard/fact-table.tsx';
import type { GivenRule } from './rule-entry.ts';
import formClasses from './rule-form.module.css';
import classes from './trial.module.css';

const texts = assignment.trial;

/** `check`: whether what is typed can be tried; shows at the fields what stands in the way. */
export function Trial({
  connectionId,
  rules,
  recentCount,
  check,
}: {
  connectionId: string;
  rules: GivenRule[];
  recentCount: number;
  check: () => boolean;
}) {
  const trial = useMutation({ mutationFn: (given: GivenRule[]) => tryAssignmentRules(connectionId, given) });
  const { data, error, isPending, variables } = trial;
  const isStale = data !== undefined && JSON.stringify(variables) !== JSON.stringify(rules);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (data) result.current?.focus({ preventScroll: true });
  }, [data]);
  return (
    <>
      <Title order={2}>{texts.title}</Title>
      <p className={formClasses.help}>{texts.lead}</p>
      {recentCount === 0 ? (
        <p className={classes.none}>{texts.none}</p>
      ) : (
        <Button
          mt="sm"
          variant="default"
          loading={isPending}
          onClick={() => {
            if (check()) trial.mutate(rules);
          }}
        >
          {texts.action(recentCount)}
        </Button>
      )}
      {error && (
        <Told mt="sm" mb={0}>
          {errorText(error)}
        </Told>
      )}
      {data && (
        <div ref={result} tabIndex={-1} className={classes.result} data-stale={isStale || undefined}>
          {isStale && <p className={classes.stale}>{texts.stale}</p>}
          <Result trial={data} />
        </div>
      )}
    </>
  );
}

function Result({ trial }: { trial: AssignmentTrial }) {
  const { total, changed, repeats, isCut, rules, assignees, samples } = trial;
  const counts = [
    {
      key: 'before',
      label: texts.before,
      value: ({ before }: { before: number; after: number }) => texts.count(before),
    },
    {
      key: 'after',
      label: texts.after,
      value: ({ before, after }: { before: number; after: number }) => (
        <span className={classes.after} data-differs={before !== after || undefined}>
          {before === after ? texts.count(after) : texts.differs(texts.count(after), after - before)}
        </span>
      ),
    },
  ];
  return (
    <>
      <p className={classes.summary} role="status">
        {texts.summary(total, changed)}
      </p>
      <p className={formClasses.help}>
        {[texts.how, repeats > 0 && texts.repeats(repeats), isCut && texts.cut(total)]
          .filter(Boolean)
          .join('')}
      </p>
      <Title order={3}>{texts.byRule}</Title>
      <FactTable
        label={texts.byRule}
        about={texts.rule}
        items={rules.map((rule, i) => ({ ...rule, key: String(i) }))}
        keyOf={({ key }) => key}
        nameOf={({ name }) => (name === null ? texts.noRule : short(name, 60))}
        facts={counts}
      />
      {assignees.length > 0 && (
        <>
          <Title order={3}>{texts.byPerson}</Title>
          <FactTable
            label={texts.byPerson}
            about={texts.person}
            items={assignees}
            keyOf={({ id }) => id ?? ''}
            nameOf={({ name }) => short(name ?? words.common.unassigned, 60)}
            facts={counts}
          />
        </>
      )}
      {samples.length > 0 && (
        <>
          <Title order={3}>{texts.samples(samples.length)}</Title>
          <ul className={classes.samples}>
            {samples.map(({ id, customerName, receivedAt, before, after }) => (
              <li key={id}>
                <Link to="/inquiries" search={{ id }} target="_blank" rel="noopener">
                  {short(customerName ?? words.common.nameless, 40)}
                  <VisuallyHidden>{words.common.opensOutside}</VisuallyHidden>
                </Link>{' '}
                <span className={classes.when}>{minuteTime(receivedAt)}</span>
                <div>
                  {choiceWords(before)} → <b>{choiceWords(after)}</b>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function choiceWords({ rule, assignee }: AssignmentTrial['samples'][number]['after']): string {
  const chosen = rule === null ? texts.noRule : short(rule, 40);
  return assignee === null ? chosen : texts.choice(chosen, short(assignee, 30));
}
