// Somebody else saved the rules while this one was being typed: what they made of it, and the choice. Nothing typed is lost.
import { Button } from '@mantine/core';
import type { AssignmentRule } from '../../api/client.ts';
import { Told } from '../../ui/told.tsx';
import { assignment } from '../../words/assignment.ts';
import { conditionWords, outcomeWords } from './rule-words.ts';

const texts = assignment.conflict;

/** `theirs` null: they deleted it, or it is new and theirs are other rules. */
export function RuleConflict({
  theirs,
  isNew,
  onTake,
}: {
  theirs: AssignmentRule | null;
  isNew: boolean;
  onTake: (rule: AssignmentRule) => void;
}) {
  return (
    <Told color="yellow" title={texts.title}>
      <p>{theirs || isNew ? texts.body : texts.gone}</p>
      {theirs && (
        <>
          <p>
            {texts.theirs}: {theirs.name} ― {conditionWords(theirs.conditions)} →{' '}
            {outcomeWords({
              assignee: theirs.assignee && {
                way: theirs.assignee.way,
                people: theirs.assignee.people.map(({ name }) => name),
              },
              status: theirs.status?.name ?? null,
              group: theirs.group?.name ?? null,
            })}
          </p>
          <Button variant="default" onClick={() => onTake(theirs)}>
            {texts.take}
          </Button>
        </>
      )}
    </Told>
  );
}
