// What a person changed in a list of rules, for its history: with names as they are at that moment. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { AssigneeWay, AssignmentRule, RuleConditions } from '../model.ts';

/** What an id is called; null: nobody knows it any more. */
export type NamesOf = (id: string) => string | null;

/** A rule in names. */
interface NamedRule {
  conditions: RuleConditions;
  assignee: { way: AssigneeWay; people: string[] } | null;
  status: string | null;
  group: string | null;
}

/** One thing done to one rule, or the order of all of them. */
export type RuleChange =
  | { what: 'added' | 'changed'; name: string; rule: NamedRule }
  | { what: 'removed' | 'paused' | 'resumed'; name: string }
  | { what: 'renamed'; name: string; from: string }
  | { what: 'ordered'; names: string[] };

/** In the order of the list as it is now; what was removed comes last. Empty: nothing was changed. */
export function rulesChanges(
  before: readonly AssignmentRule[],
  after: readonly AssignmentRule[],
  namesOf: NamesOf,
): RuleChange[] {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const now = new Set(after.map(({ id }) => id));
  const changes = after.flatMap((rule): RuleChange[] => {
    const was = old.get(rule.id);
    const { name, isPaused } = rule;
    if (!was) return [{ what: 'added', name, rule: named(rule, namesOf) }];
    return [
      ...(was.name === name ? [] : [{ what: 'renamed' as const, name, from: was.name }]),
      ...(isDeepStrictEqual(does(was), does(rule))
        ? []
        : [{ what: 'changed' as const, name, rule: named(rule, namesOf) }]),
      ...(was.isPaused === isPaused ? [] : [{ what: isPaused ? 'paused' : 'resumed', name } as const]),
    ];
  });
  const removed = before.filter(({ id }) => !now.has(id));
  const stayed = before.filter(({ id }) => now.has(id)).map(({ id }) => id);
  const isOrdered = !isDeepStrictEqual(
    stayed,
    after.filter(({ id }) => old.has(id)).map(({ id }) => id),
  );
  return [
    ...changes,
    ...removed.map(({ name }) => ({ what: 'removed' as const, name })),
    ...(isOrdered ? [{ what: 'ordered' as const, names: after.map(({ name }) => name) }] : []),
  ];
}

const does = ({ conditions, assignee, statusId, groupId }: AssignmentRule) => ({
  conditions,
  assignee,
  statusId,
  groupId,
});

function named({ conditions, assignee, statusId, groupId }: AssignmentRule, namesOf: NamesOf): NamedRule {
  return {
    conditions,
    assignee: assignee && {
      way: assignee.way,
      people: assignee.userIds.flatMap((id) => namesOf(id) ?? []),
    },
    status: statusId && namesOf(statusId),
    group: groupId && namesOf(groupId),
  };
}
