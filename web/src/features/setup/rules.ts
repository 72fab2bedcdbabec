// 連携名称と詳細設定, as typed. Pure.
import type { Connection } from '../../api/client.ts';
import { words } from '../../words/index.ts';

const texts = words.setup.rules;
const NAME_MOST = 100;

export interface RulesEntry {
  name: string;
  assigneeId: string | null;
  statusId: string | null;
  groupId: string | null;
}

export const blankRules: RulesEntry = { name: '', assigneeId: null, statusId: null, groupId: null };

export const rulesFields = ['name', 'assigneeId', 'statusId', 'groupId'] as const;

export const rulesLabels: Record<keyof RulesEntry, string> = {
  name: texts.name,
  assigneeId: texts.assignee,
  statusId: texts.status,
  groupId: texts.group,
};

export function rulesOf({ name, assigneeId, statusId, groupId }: Connection): RulesEntry {
  return { name, assigneeId, statusId, groupId };
}

/** As the API takes it. */
export function trimmed(entry: RulesEntry): RulesEntry {
  return { ...entry, name: entry.name.trim() };
}

export function sameRules(one: RulesEntry, other: RulesEntry): boolean {
  return rulesFields.every((field) => trimmed(one)[field] === trimmed(other)[field]);
}

/** What is wrong, by field. */
export function rulesProblems({ name }: RulesEntry): { name?: string } {
  const given = name.trim();
  if (given === '') return { name: words.common.required(texts.name) };
  return given.length > NAME_MOST ? { name: words.common.tooLong(NAME_MOST) } : {};
}

/** The masters a rule is chosen from, as /masters gives them. */
export interface Masters {
  members: { id: string; name: string }[];
  statuses: { id: string; name: string; color: string }[];
  groups: { id: string; name: string }[];
}

/** What a rule's value is called; a master that has gone has no name. */
export function ruleWords(field: keyof RulesEntry, entry: RulesEntry, masters: Masters): string {
  if (field === 'name') return entry.name;
  const id = entry[field];
  if (id === null) return texts.none;
  return choicesOf(field, masters).find((choice) => choice.id === id)?.name ?? texts.unknown;
}

function choicesOf(field: Exclude<keyof RulesEntry, 'name'>, masters: Masters) {
  return { assigneeId: masters.members, statusId: masters.statuses, groupId: masters.groups }[field];
}

/** The rules without what has gone, and a word at each field it has gone from. */
export function withoutGone(
  entry: RulesEntry,
  masters: Masters,
): { entry: RulesEntry; problems: Partial<Record<keyof RulesEntry, string>> } {
  const problems: Partial<Record<keyof RulesEntry, string>> = {};
  const kept = { ...entry };
  for (const field of ['assigneeId', 'statusId', 'groupId'] as const) {
    const id = entry[field];
    if (id === null || choicesOf(field, masters).some((choice) => choice.id === id)) continue;
    kept[field] = null;
    problems[field] = texts.gone(rulesLabels[field]);
  }
  return { entry: kept, problems };
}
