// A rule as it is typed, and as the API gives and takes it. Pure.
import type { AssignmentConditions, AssignmentRule, AssignmentRulesEdit } from '../../api/client.ts';
import { assignment } from '../../words/assignment.ts';
import { words } from '../../words/index.ts';

const { required } = assignment.form;
const NAME_MOST = 60;
const MAN = 10_000;

export type GivenRule = AssignmentRulesEdit['rules'][number];
type Area = AssignmentConditions['areas'][number];

/** Amounts are typed in 万円, hours chosen from lists. */
export interface RuleEntry {
  name: string;
  isPaused: boolean;
  kinds: string[];
  propertyTypes: string[];
  areas: { prefecture: string | null; city: string }[];
  prices: { from: string; below: string }[];
  addressees: { text: string }[];
  times: { weekdays: string[]; from: string; until: string }[];
  way: 'default' | 'person' | 'round-robin' | 'fewest-open';
  userIds: string[];
  statusId: string | null;
  groupId: string | null;
}

export const blankRule: RuleEntry = {
  name: '',
  isPaused: false,
  kinds: [],
  propertyTypes: [],
  areas: [],
  prices: [],
  addressees: [],
  times: [],
  way: 'default',
  userIds: [],
  statusId: null,
  groupId: null,
};

/** A line of a list, as it is when it is added. */
export const blankLines = {
  areas: { prefecture: null, city: '' },
  prices: { from: '', below: '' },
  addressees: { text: '' },
  times: { weekdays: ['1', '2', '3', '4', '5'], from: '9', until: '18' },
};

export type ListKey = keyof typeof blankLines;

/** A rule that is there, for typing. */
export function entryOf({ name, isPaused, conditions, assignee, status, group }: AssignmentRule): RuleEntry {
  const { kinds, propertyTypes, areas, prices, addressees, times } = conditions;
  const man = (yen: number | null) => (yen === null ? '' : String(yen / MAN));
  return {
    name,
    isPaused,
    kinds,
    propertyTypes,
    areas: areas.map(({ prefecture, city }) => ({ prefecture, city: city ?? '' })),
    prices: prices.map(({ from, below }) => ({ from: man(from), below: man(below) })),
    addressees: addressees.map((text) => ({ text })),
    times: times.map(({ weekdays, from, until }) => ({
      weekdays: weekdays.map(String),
      from: String(from),
      until: String(until),
    })),
    way: assignee?.way ?? 'default',
    userIds: assignee?.people.map(({ id }) => id) ?? [],
    statusId: status?.id ?? null,
    groupId: group?.id ?? null,
  };
}

/** What was typed, as the API takes it. It has no problems. */
export function ruleOf(entry: RuleEntry, id: string | null): GivenRule {
  const { name, isPaused, way, userIds, statusId, groupId } = entry;
  return {
    ...(id !== null && { id }),
    name: name.trim(),
    isPaused,
    conditions: {
      kinds: entry.kinds as AssignmentConditions['kinds'],
      propertyTypes: entry.propertyTypes as AssignmentConditions['propertyTypes'],
      areas: entry.areas.map(({ prefecture, city }) => ({
        prefecture: prefecture as Area['prefecture'],
        city: city.trim() || null,
      })),
      prices: entry.prices.map(({ from, below }) => ({ from: yenOf(from), below: yenOf(below) })),
      addressees: entry.addressees.map(({ text }) => text.trim()),
      times: entry.times.map(({ weekdays, from, until }) => ({
        weekdays: weekdays.map(Number).sort(),
        from: Number(from),
        until: Number(until),
      })),
    },
    assignee: way === 'default' ? null : { way, userIds: way === 'person' ? userIds.slice(0, 1) : userIds },
    statusId,
    groupId,
  };
}

/** A rule that is there, as the API takes it. */
export function givenOf(rule: AssignmentRule): GivenRule {
  const { id, name, isPaused, conditions, assignee, status, group } = rule;
  return {
    id,
    name,
    isPaused,
    conditions,
    assignee: assignee && { way: assignee.way, userIds: assignee.people.map((one) => one.id) },
    statusId: status?.id ?? null,
    groupId: group?.id ?? null,
  };
}

/** The list with this rule in its place, or behind the others when it is new or gone. */
export function withRule(rules: AssignmentRule[], id: string | null, entry: RuleEntry): GivenRule[] {
  const isThere = rules.some((rule) => rule.id === id);
  const given = rules.map((rule) => (rule.id === id ? ruleOf(entry, id) : givenOf(rule)));
  return isThere ? given : [...given, ruleOf(entry, null)];
}

/** Yen of an amount in 万円 as people type it (３，０００); null: none, NaN: not a number. */
export function yenOf(man: string): number | null {
  const plain = man.normalize('NFKC').replace(/[,\s]|万円?$/g, '');
  return plain === '' ? null : Math.round(Number(plain) * MAN);
}

/** What is wrong, by path. */
export function ruleProblems(entry: RuleEntry): Record<string, string> {
  const name = entry.name.trim();
  const problems: [path: string, text: string | false][] = [
    ['name', name === '' ? required.name : name.length > NAME_MOST && words.common.tooLong(NAME_MOST)],
    ['userIds', entry.way !== 'default' && entry.userIds.length === 0 && required.people],
    ...entry.areas.map((area, i) => line(`areas.${i}.prefecture`, !area.prefecture && required.prefecture)),
    ...entry.prices.map(({ from, below }, i) =>
      line(`prices.${i}.from`, priceProblem(yenOf(from), yenOf(below))),
    ),
    ...entry.addressees.map((one, i) =>
      line(`addressees.${i}.text`, one.text.trim() === '' && required.addressee),
    ),
    ...entry.times.map((one, i) =>
      line(`times.${i}.weekdays`, one.weekdays.length === 0 && required.weekdays),
    ),
  ];
  return Object.fromEntries(problems.filter((one): one is [string, string] => one[1] !== false));
}

const line = (path: string, text: string | false): [string, string | false] => [path, text];

function priceProblem(from: number | null, below: number | null): string | false {
  const isNumber = (yen: number | null) => yen === null || (Number.isFinite(yen) && yen >= 0);
  if ((from === null && below === null) || !isNumber(from) || !isNumber(below)) return required.price;
  return from !== null && below !== null && from >= below && required.priceOrder;
}

/** A refusal's fields (`rules.2.conditions.areas.0.city`), by the form's paths; those of other rules are left out. */
export function problemsAt(fields: Record<string, string>, place: number): Record<string, string> {
  const own = `rules.${place}.`;
  const names: [RegExp, string][] = [
    [/^assignee(Id)?(\.|$).*/, 'userIds'],
    [/^(prices\.\d+)$/, '$1.from'],
    [/^(addressees\.\d+)$/, '$1.text'],
    [/^(times\.\d+\.weekdays).*/, '$1'],
  ];
  return Object.fromEntries(
    Object.entries(fields).flatMap(([path, text]) => {
      if (!path.startsWith(own)) return [];
      const inRule = path.slice(own.length).replace(/^conditions\./, '');
      return [[names.reduce((at, [pattern, to]) => at.replace(pattern, to), inRule), text]];
    }),
  );
}
