// People, statuses and groups that rules name, and putting another in one's place. Pure.
import type { IntakeRules } from '../../model.ts';
import type { AssignmentRule } from '../model.ts';

/** Ids of what these rules set, each once. */
export function thingsOf(rules: readonly AssignmentRule[], kind: keyof IntakeRules): string[] {
  return [...new Set(rules.flatMap((rule) => thingsIn(rule, kind)))];
}

function thingsIn(rule: AssignmentRule, kind: keyof IntakeRules): string[] {
  if (kind === 'assigneeId') return rule.assignee?.userIds ?? [];
  const id = rule[kind];
  return id === null ? [] : [id];
}

/** The rule with `to` in place of `from`, or without it: a team is left smaller, and nobody has two turns in it. */
export function withReplaced(
  rule: AssignmentRule,
  kind: keyof IntakeRules,
  from: string,
  to: string | null,
): AssignmentRule {
  if (!thingsIn(rule, kind).includes(from)) return rule;
  if (kind !== 'assigneeId') return { ...rule, [kind]: to };
  const { way = 'person', userIds = [] } = rule.assignee ?? {};
  const replaced = userIds.flatMap((id) => (id === from ? (to ?? []) : id));
  return { ...rule, assignee: { way, userIds: [...new Set(replaced)] } };
}
