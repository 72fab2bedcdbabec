import { expect, it } from 'vitest';
import type { AssignmentRule } from '../../connections/index.ts';
import { type PastRequest, simulateRules } from './simulate-rules.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 1, minute));
const asked = (n: number, given: Partial<PastRequest> = {}): PastRequest => ({
  id: `i${n}`,
  customerId: `c${n}`,
  isRepeat: false,
  receivedAt: at(n),
  respondedAt: null,
  inquiry: { kind: 'appraisal', contact: {}, property: {}, request: {}, extras: [] },
  ...given,
});
const rule = (way: 'round-robin' | 'fewest-open', userIds = ['a', 'b']): AssignmentRule => ({
  id: 'r',
  name: 'r',
  isPaused: false,
  conditions: { kinds: [], propertyTypes: [], areas: [], prices: [], addressees: [], times: [] },
  assignee: { way, userIds },
  statusId: null,
  groupId: null,
});
const around = {
  assigneeId: 'own',
  isActive: (id: string) => id !== 'gone',
  turns: new Map<string, string | null>(),
  assigneeOf: () => null,
  others: [],
};
const who = (...given: Parameters<typeof simulateRules>) =>
  simulateRules(...given).map(({ assigneeId }) => assigneeId);

it('goes on where the rule’s turn is now', () => {
  const past = [asked(1), asked(2)];
  expect(who([rule('round-robin')], past, { ...around, turns: new Map([['r', 'a']]) })).toEqual(['b', 'a']);
});

it('counts what was open at that moment: answered later it was, answered before it was not', () => {
  const past = [asked(1, { respondedAt: at(2) }), asked(3), asked(4)];
  const others = [
    { assigneeId: 'b', receivedAt: at(0), respondedAt: at(30) },
    { assigneeId: 'a', receivedAt: at(20), respondedAt: null },
  ];
  // a is free again at 3, has that one at 4, and b has one of another connection all the time.
  expect(who([rule('fewest-open')], past, { ...around, others })).toEqual(['a', 'a', 'b']);
});

it('a known customer’s request counts for whom the customer was given to', () => {
  const past = [asked(1), asked(2, { customerId: 'c1', isRepeat: true }), asked(3), asked(4)];
  expect(who([rule('fewest-open')], past, around)).toEqual(['a', undefined, 'b', 'b']);
});

it('leaves it to the connection where nobody of the rule is there, or no rule holds', () => {
  expect(who([rule('round-robin', ['gone'])], [asked(1)], around)).toEqual(['own']);
  expect(simulateRules([], [asked(1)], around)).toEqual([{ ruleId: null, assigneeId: 'own' }]);
  expect(who([], [asked(1)], { ...around, assigneeId: 'gone' })).toEqual([null]);
});
