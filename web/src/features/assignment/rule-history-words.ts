// What people did to 振り分けルール, in words, and which rule chose, for histories. Pure. The API may know more than this screen.
import type { AssignmentConditions, InquiryAssignment } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { words } from '../../words/index.ts';
import { conditionWords, outcomeWords, reasonsWords } from './rule-words.ts';

const { assigned } = words;
const { history: texts } = assigned;
const NAME = 60;

interface Change {
  what?: unknown;
  name?: unknown;
  from?: unknown;
  names?: unknown;
  rule?: { conditions: AssignmentConditions } & Parameters<typeof outcomeWords>[0];
}

/** Of `connection.assignment-changed`; blank where nothing of it is known. */
export function rulesChangedWords(changes: unknown): string {
  const all = Array.isArray(changes) ? changes : [];
  return all.flatMap((change) => changeWords(change as Change) ?? []).join(texts.joined);
}

function changeWords({ what, name, from, names, rule }: Change): string | null {
  const called = short(String(name ?? ''), NAME);
  switch (what) {
    case 'added':
    case 'changed':
      return rule ? texts[what](called, `${conditionWords(rule.conditions)} → ${outcomeWords(rule)}`) : null;
    case 'removed':
    case 'paused':
    case 'resumed':
      return texts[what](called);
    case 'renamed':
      return texts.renamed(called, short(String(from ?? ''), NAME));
    case 'ordered':
      return Array.isArray(names)
        ? texts.ordered(names.map((one, i) => `${i + 1}. ${short(String(one), 30)}`).join(' '))
        : null;
    default:
      return null;
  }
}

/** Of `connection.assignment-replaced`. */
export function rulesReplacedWords({ rule, rules, from, to }: Record<string, unknown>): string {
  const { fields, none } = words.connectionPage.history;
  const which = Array.isArray(rules) ? rules.map((name) => short(String(name), 30)) : [];
  const field = fields[String(rule).replace(/Id$/, '')] ?? '';
  return texts.replaced(which, field, short(String(from ?? ''), NAME), to ? short(String(to), NAME) : none);
}

/** Of a customer's `rule-chosen`. */
export function ruleChosenWords({ rule, reasons }: InquiryAssignment): string {
  if (!rule) return texts.notChosen;
  return texts.chosen(assigned.rule(short(rule.name, NAME)), reasonsWords(reasons));
}
