// Which rule a request falls under, and why. Pure: the same request and rules give the same answer, whenever they are asked.
import { foldText } from '../../../lib/japanese-text.ts';
import type {
  AssignmentRule,
  PriceRange,
  Reason,
  RequestFacts,
  RuleConditions,
  TimeRange,
} from '../model.ts';
import { isInArea } from './area.ts';

/** A rule that holds, with a reason for each of its conditions. */
export interface Match {
  rule: AssignmentRule;
  reasons: Reason[];
}

/** The first rule that holds and is not paused; null: none does. */
export function chooseRule(rules: readonly AssignmentRule[], facts: RequestFacts): Match | null {
  for (const rule of rules) {
    const reasons = rule.isPaused ? null : whyHolds(rule.conditions, facts);
    if (reasons) return { rule, reasons };
  }
  return null;
}

type Check = (conditions: RuleConditions, facts: RequestFacts) => Reason | null | 'not-asked';

const checks: Check[] = [
  ({ kinds }, { inquiry: { kind } }) =>
    ask(kinds, () => kinds.includes(kind) && { condition: 'kind', value: kind }),
  ({ propertyTypes }, { inquiry }) =>
    ask(propertyTypes, () => {
      const { type } = inquiry.property;
      return (
        type !== undefined && propertyTypes.includes(type) && { condition: 'property-type', value: type }
      );
    }),
  ({ areas }, { inquiry: { property, contact } }) =>
    ask(areas, () => {
      // Where the property is counts, wherever its owner lives.
      const address = property.address ?? contact.address;
      const found = areas.find((area) => address !== undefined && isInArea(address, area));
      const isContacts = property.address === undefined;
      return (
        found !== undefined && {
          condition: 'area',
          value: `${found.prefecture}${found.city ?? ''}`,
          ...(isContacts && { isContacts }),
        }
      );
    }),
  ({ prices }, { inquiry }) =>
    ask(prices, () => {
      const { priceYen } = inquiry.property;
      return (
        priceYen !== undefined &&
        prices.some((range) => isInRange(priceYen, range)) && { condition: 'price', value: String(priceYen) }
      );
    }),
  ({ addressees }, { inquiry: { addressee } }) =>
    ask(addressees, () => {
      const line = foldText(addressee ?? '');
      const found = addressees.find((wanted) => foldText(wanted) !== '' && line.includes(foldText(wanted)));
      return found !== undefined && { condition: 'addressee', value: found };
    }),
  ({ times }, { receivedAt }) =>
    ask(
      times,
      () =>
        times.some((range) => isInTime(receivedAt, range)) && {
          condition: 'time',
          value: receivedAt.toISOString(),
        },
    ),
];

function whyHolds(conditions: RuleConditions, facts: RequestFacts): Reason[] | null {
  const reasons: Reason[] = [];
  for (const check of checks) {
    const reason = check(conditions, facts);
    if (reason === null) return null;
    if (reason !== 'not-asked') reasons.push(reason);
  }
  return reasons;
}

function ask(alternatives: unknown[], met: () => Reason | false): Reason | null | 'not-asked' {
  if (alternatives.length === 0) return 'not-asked';
  return met() || null;
}

const isInRange = (yen: number, { from, below }: PriceRange) =>
  (from === null || yen >= from) && (below === null || yen < below);

const JST_MS = 9 * 3_600_000;

function isInTime(at: Date, { weekdays, from, until }: TimeRange): boolean {
  const japanese = new Date(at.getTime() + JST_MS);
  const hour = japanese.getUTCHours();
  const today = ((japanese.getUTCDay() + 6) % 7) + 1;
  const yesterday = ((today + 5) % 7) + 1;
  if (from < until) return weekdays.includes(today) && hour >= from && hour < until;
  return (weekdays.includes(today) && hour >= from) || (weekdays.includes(yesterday) && hour < until);
}
