// One 振り分けルール in words, and for an admin what can be done to it.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef } from 'react';
import type { AssignmentRule } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Chip } from '../../ui/chip.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { StepButton } from '../../ui/step-button.tsx';
import { assignment as texts } from '../../words/assignment.ts';
import { conditionWords, outcomeWords } from './rule-words.ts';
import classes from './rules-list.module.css';

const { actions: labels } = texts;

interface Actions {
  up: (() => void) | undefined;
  down: (() => void) | undefined;
  pause: () => void;
  remove: () => Promise<unknown>;
}

/** `actions`: absent for those who may not change anything. `isReached`: no rule above takes all. */
export function RuleRow({
  connectionId,
  rule,
  place,
  isReached,
  actions,
}: {
  connectionId: string;
  rule: AssignmentRule;
  place: number;
  isReached: boolean;
  actions?: Actions;
}) {
  const { id, name, isPaused, conditions, assignee, status, group } = rule;
  const called = short(name, 40);
  const outcome = outcomeWords({
    assignee: assignee && { way: assignee.way, people: assignee.people.map((one) => one.name) },
    status: status?.name ?? null,
    group: group?.name ?? null,
  });
  return (
    <li className={classes.row} data-paused={isPaused || undefined} data-id={id}>
      <span className={classes.place} aria-hidden="true">
        {place}.
      </span>
      <div>
        <div className={classes.name}>
          <span>{name}</span>
          {isPaused && <Chip>{texts.paused}</Chip>}
        </div>
        <p className={classes.words}>
          <LongText text={conditionWords(conditions)} most={200} />
        </p>
        <p className={classes.words}>
          → <span className={classes.then}>{outcome}</span>
        </p>
        {assignee?.people.length === 0 && <p className={classes.note}>{texts.notChosen}</p>}
        {!isReached && !isPaused && <p className={classes.note}>{texts.reached}</p>}
      </div>
      {actions && (
        <div className={classes.actions}>
          <StepButton name="up" label={labels.up(called)} go={actions.up} />
          <StepButton name="down" label={labels.down(called)} go={actions.down} />
          <ButtonLink
            to="/connections/$id/rules/$ruleId"
            params={{ id: connectionId, ruleId: id }}
            variant="subtle"
            size="compact-sm"
            aria-label={labels.editOf(called)}
          >
            {labels.edit}
          </ButtonLink>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={actions.pause}
            aria-label={isPaused ? labels.resumeOf(called) : labels.pauseOf(called)}
          >
            {isPaused ? labels.resume : labels.pause}
          </Button>
          <Remove name={called} run={actions.remove} />
        </div>
      )}
    </li>
  );
}

function Remove({ name, run }: { name: string; run: () => Promise<unknown> }) {
  const [opened, { open, close }] = useDisclosure();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        variant="subtle"
        size="compact-sm"
        color="gray"
        onClick={open}
        aria-label={labels.removeOf(name)}
      >
        {labels.remove}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={texts.removing.title}
        confirm={texts.removing.confirm}
        isGrave
        run={run}
        onDone={() => {}}
      >
        {texts.removing.body(name)}
      </Confirm>
    </>
  );
}
