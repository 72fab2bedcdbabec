// Two sets of rules by what they make of the same requests: how many each rule chooses, who gets how many, and where they
// differ. Pure.
import type { AssignmentRule, RulesTrial } from '../../connections/index.ts';
import type { Choice, PastRequest } from './simulate-rules.ts';

interface Side {
  rules: readonly AssignmentRule[];
  /** In the requests' order. */
  choices: readonly Choice[];
}

const SAMPLES = 20;

/** Compares; `past` oldest first, `names` of people by id. */
export function compareChoices({
  past,
  before,
  after,
  names,
}: {
  past: readonly (PastRequest & { customerName: string | null })[];
  before: Side;
  after: Side;
  names: ReadonlyMap<string, string>;
}): Omit<RulesTrial, 'isCut'> {
  const rules = new Map([...after.rules, ...before.rules].reverse().map(({ id, name }) => [id, name]));
  const inOrder = [...new Set([...after.rules, ...before.rules].map(({ id }) => id))];
  const byRule = ({ choices }: Side, id: string | null) =>
    choices.filter(({ ruleId }) => ruleId === id).length;
  const byPerson = ({ choices }: Side, id: string | null) =>
    choices.filter(({ assigneeId }) => assigneeId === id).length;
  const people = [...before.choices, ...after.choices].flatMap(({ assigneeId }) => assigneeId ?? []);
  const nameOf = (id: string | null | undefined) => (id ? (names.get(id) ?? null) : null);
  const differing = past.flatMap((request, i) => {
    const [was, is] = [before.choices[i], after.choices[i]];
    if (!was || !is || (was.ruleId === is.ruleId && was.assigneeId === is.assigneeId)) return [];
    const named = ({ ruleId, assigneeId }: Choice) => ({
      rule: ruleId === null ? null : (rules.get(ruleId) ?? null),
      assignee: nameOf(assigneeId),
    });
    const { id, customerName, receivedAt } = request;
    return [{ id, customerName, receivedAt: receivedAt.toISOString(), before: named(was), after: named(is) }];
  });
  return {
    total: past.length,
    repeats: past.filter(({ isRepeat }) => isRepeat).length,
    rules: [
      ...inOrder.map((id) => ({
        name: rules.get(id) ?? null,
        before: byRule(before, id),
        after: byRule(after, id),
      })),
      { name: null, before: byRule(before, null), after: byRule(after, null) },
    ],
    assignees: [...new Set(people), null]
      .map((id) => ({ id, name: nameOf(id), before: byPerson(before, id), after: byPerson(after, id) }))
      .filter((one) => one.before + one.after > 0)
      .sort((a, b) => b.after - a.after || b.before - a.before),
    changed: differing.length,
    samples: differing.slice(-SAMPLES).reverse(),
  };
}
