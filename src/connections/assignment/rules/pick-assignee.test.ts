import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pickAssignee } from './pick-assignee.ts';
import { thingsOf, withReplaced } from './things.ts';

const TEAM = ['a', 'b', 'c', 'd'];

/** Gives so many one after another; who is there may change. */
function give(
  way: 'round-robin' | 'fewest-open',
  userIds: string[],
  times: number,
  start: { last: string | null; open: Record<string, number> } = { last: null, open: {} },
) {
  let { last } = start;
  const open = { ...start.open };
  return Array.from({ length: times }, () => {
    const picked = pickAssignee(
      { way, userIds },
      { isActive: (id) => id !== 'gone', last, open: (id) => open[id] ?? 0 },
    );
    last = picked ?? last;
    if (picked) open[picked] = (open[picked] ?? 0) + 1;
    return picked;
  });
}

it('goes round from the one after the last, and passes over who is not there', () => {
  expect(give('round-robin', ['a', 'gone', 'b'], 4)).toEqual(['a', 'b', 'a', 'b']);
  expect(give('round-robin', TEAM, 2, { last: 'c', open: {} })).toEqual(['d', 'a']);
  expect(give('round-robin', TEAM, 1, { last: 'who left the team', open: {} })).toEqual(['a']);
  expect(give('round-robin', ['gone'], 1)).toEqual([null]);
});

it('the fewest come first, and those who have as few take turns', () => {
  expect(give('fewest-open', ['a', 'b', 'c'], 4, { last: null, open: { a: 2, b: 0, c: 1 } })).toEqual([
    'b',
    'c',
    'b',
    'c',
  ]);
  const idle = pickAssignee(
    { way: 'fewest-open', userIds: TEAM },
    { isActive: () => true, last: 'a', open: () => 0 },
  );
  expect(idle).toBe('b');
});

it('shares are equal but for one, whoever began, in both ways', () => {
  fc.assert(
    fc.property(
      fc.subarray([...TEAM, 'gone'], { minLength: 1 }),
      fc.nat(40),
      fc.constantFrom('round-robin', 'fewest-open'),
      fc.constantFrom(null, ...TEAM),
      (team, times, way, last) => {
        const given = give(way, team, times, { last, open: {} });
        const there = team.filter((id) => id !== 'gone');
        const shares = there.map((id) => given.filter((one) => one === id).length);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(there.length === 0 ? 0 : times);
        if (there.length > 0) expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 300 },
  );
});

it('puts another person in one’s place once, and leaves a team smaller without one', () => {
  const rule = {
    id: 'r',
    name: 'r',
    isPaused: false,
    conditions: { kinds: [], propertyTypes: [], areas: [], prices: [], addressees: [], times: [] },
    assignee: { way: 'round-robin' as const, userIds: ['a', 'b', 'c'] },
    statusId: 's',
    groupId: null,
  };
  const people = (to: string | null) => withReplaced(rule, 'assigneeId', 'b', to).assignee?.userIds;
  expect(people('d')).toEqual(['a', 'd', 'c']);
  expect(people('c')).toEqual(['a', 'c']);
  expect(people(null)).toEqual(['a', 'c']);
  expect(withReplaced(rule, 'statusId', 's', 't').statusId).toBe('t');
  expect(thingsOf([rule, rule], 'statusId')).toEqual(['s']);
  expect(withReplaced(rule, 'statusId', 'other', 't')).toBe(rule);
});
