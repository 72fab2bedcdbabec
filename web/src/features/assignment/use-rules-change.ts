// Changes of a connection's list of rules, each saved at once, one after another, with the version it was made of. What somebody else
// saved meanwhile is shown instead.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { assignmentRulesQuery, saveAssignmentRules } from '../../api/assignment.ts';
import { type AssignmentRule, type AssignmentRules, refusedAs } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { assignment as texts } from '../../words/assignment.ts';
import { givenOf } from './rule-entry.ts';

const { done } = texts;
const called = ({ name }: AssignmentRule) => short(name, 40);

/** `rules`: in the order that is being saved, while it is. */
export function useRulesChange(connectionId: string, saved: AssignmentRules | undefined) {
  const client = useQueryClient();
  const { queryKey } = assignmentRulesQuery(connectionId);
  // What was pressed before a refusal was seen was meant for another list.
  const refusals = useRef(0);
  const change = useMutation({
    scope: { id: `assignment-rules/${connectionId}` },
    mutationFn: async ({
      rules,
      pressedAfter,
    }: {
      rules: AssignmentRule[];
      message: string;
      pressedAfter: number;
    }) => {
      if (pressedAfter !== refusals.current) return null;
      const version = client.getQueryData(queryKey)?.version ?? 0;
      return saveAssignmentRules(connectionId, { version, rules: rules.map(givenOf) });
    },
    onSuccess(result, { message }) {
      if (!result) return;
      client.setQueryData(queryKey, result);
      void notify({ id: 'assignment-rules', message });
      void client.invalidateQueries();
    },
    onError(error) {
      refusals.current += 1;
      const overtaken = refusedAs(error, 'changed-meanwhile');
      const theirs = overtaken?.data as { current: AssignmentRules } | undefined;
      if (theirs) client.setQueryData(queryKey, theirs.current);
      void notify({
        color: overtaken ? 'yellow' : 'red',
        message: overtaken ? texts.overtaken : errorText(error),
        autoClose: false,
      });
    },
  });
  const rules = (change.isPending ? change.variables.rules : saved?.rules) ?? [];
  const to = (after: AssignmentRule[], message: string) => ({
    rules: after,
    message,
    pressedAfter: refusals.current,
  });
  return {
    rules,
    isPending: change.isPending,
    move(rule: AssignmentRule, place: number) {
      const after = rules.filter(({ id }) => id !== rule.id);
      after.splice(place, 0, rule);
      change.mutate(to(after, done.moved(called(rule), place + 1)));
    },
    pause(rule: AssignmentRule) {
      const isPaused = !rule.isPaused;
      const after = rules.map((one) => (one.id === rule.id ? { ...one, isPaused } : one));
      change.mutate(to(after, isPaused ? done.paused(called(rule)) : done.resumed(called(rule))));
    },
    remove: (rule: AssignmentRule) =>
      change.mutateAsync(
        to(
          rules.filter(({ id }) => id !== rule.id),
          done.removed(called(rule)),
        ),
      ),
  };
}
