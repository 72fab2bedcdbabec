// A rule, and why it chose, in words. Pure.
import type { AssignmentConditions, InquiryAssignment } from '../../api/client.ts';
import { fullTime } from '../../format/jst.ts';
import { yen } from '../../format/numbers.ts';
import { short } from '../../format/text.ts';
import { assignment } from '../../words/assignment.ts';
import { words } from '../../words/index.ts';

const { assigned: texts } = words;
const { kindsLong, propertyTypes } = words.inquiry;
const { labels } = texts;
const NAMES_SHOWN = 4;

/** 「種別が査定依頼 かつ エリアが東京都世田谷区」; すべての反響 where nothing is asked. */
export function conditionWords(conditions: AssignmentConditions): string {
  const { kinds, propertyTypes: types, areas, prices, addressees, times } = conditions;
  const all = [
    list(
      labels.kind,
      kinds.map((kind) => kindsLong[kind]),
    ),
    list(
      labels['property-type'],
      types.map((type) => propertyTypes[type] ?? type),
    ),
    list(labels.area, areas.map(areaWords)),
    list(labels.price, prices.map(priceWords)),
    addressees.length > 0 && texts.contains(addressees.map((one) => short(one, 40))),
    list(labels.time, times.map(timeWords)),
  ];
  return all.filter(Boolean).join(texts.joined) || texts.all;
}

const list = (label: string, values: string[]) =>
  values.length > 0 && texts.equals(label, values.join(texts.or));

/** 「東京都世田谷区」. The city is as people typed it. */
const areaWords = ({ prefecture, city }: AssignmentConditions['areas'][number]): string =>
  texts.area(assignment.form.prefectures[prefecture], city ?? '');

function priceWords({ from, below }: AssignmentConditions['prices'][number]): string {
  return [from !== null && texts.priceFrom(yen(from)), below !== null && texts.priceBelow(yen(below))]
    .filter(Boolean)
    .join('');
}

/** 「平日（月〜金） 9時〜18時」. */
function timeWords({ weekdays, from, until }: AssignmentConditions['times'][number]): string {
  const days = [...weekdays].sort((a, b) => a - b);
  const named: Record<string, string> = {
    '1,2,3,4,5,6,7': texts.everyDay,
    '1,2,3,4,5': texts.weekdays,
    '6,7': texts.weekend,
  };
  const which = named[days.join()] ?? days.map((day) => texts.days[day - 1] ?? '').join('');
  return `${which} ${from === 0 && until === 24 ? texts.allDay : texts.hours(from, until)}`;
}

/** What a rule sets, by name. */
interface Outcome {
  assignee: { way: 'person' | 'round-robin' | 'fewest-open'; people: string[] } | null;
  status: string | null;
  group: string | null;
}

/** 「担当者: 佐藤・鈴木を順番に、グループ: 世田谷」. */
export function outcomeWords({ assignee, status, group }: Outcome): string {
  const { sets } = texts;
  const all = [
    assignee &&
      (assignee.people.length === 0 ? sets.nobody : sets[assignee.way](peopleWords(assignee.people))),
    status !== null && sets.status(short(status, 40)),
    group !== null && sets.group(short(group, 40)),
  ];
  return all.filter(Boolean).join(sets.joined) || sets.nothing;
}

function peopleWords(people: string[]): string {
  const shown = people
    .slice(0, NAMES_SHOWN)
    .map((name) => short(name, 30))
    .join(texts.or);
  return people.length > NAMES_SHOWN ? texts.more(shown, people.length - NAMES_SHOWN) : shown;
}

/** 「ルール「世田谷の査定」: 種別=査定依頼、エリア=東京都世田谷区」. Null: its connection had no rules. */
export function assignmentWords(assignment: InquiryAssignment | null): string {
  if (!assignment) return texts.byConnection;
  const { rule, reasons } = assignment;
  if (!rule) return texts.noRule;
  return texts.why(texts.rule(short(rule.name, 60)), reasonsWords(reasons));
}

/** 「種別=査定依頼、エリア=東京都世田谷区」; blank: nothing was asked. */
export function reasonsWords(reasons: InquiryAssignment['reasons']): string {
  return reasons.map(reasonWords).join(texts.and);
}

/** How the assignee was found; null where nothing more is known than that the connection says so. */
export function assigneeWords({ assignee, assigneeName }: InquiryAssignment): string {
  return texts.ways[assignee](short(assigneeName ?? words.common.unassigned, 40));
}

function reasonWords({ condition, value, isContacts }: InquiryAssignment['reasons'][number]): string {
  const said = short(valueWords(condition, value), 60);
  return texts.reason(labels[condition], isContacts ? texts.contacts(said) : said);
}

function valueWords(condition: InquiryAssignment['reasons'][number]['condition'], value: string): string {
  switch (condition) {
    case 'kind':
      return kindsLong[value as keyof typeof kindsLong] ?? value;
    case 'property-type':
      return propertyTypes[value] ?? value;
    case 'price':
      return yen(Number(value));
    case 'time':
      return fullTime(value);
    case 'area':
    case 'addressee':
      return value;
  }
}
