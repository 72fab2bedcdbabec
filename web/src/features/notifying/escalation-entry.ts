// Who is next when nobody responds, as it is typed: for the firm, or for one connection. Pure.
import type { Escalation, EscalationEdit } from '../../api/client.ts';
import type { FieldWords } from '../../ui/met-meanwhile.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';
import { hoursWords, type WeekTimeEntry, weekTimeEntry, weekTimeOf } from './preferences.ts';

const texts = notifying.escalation;
const OFFICE: WeekTimeEntry = { from: '09:00', to: '18:00', days: ['1', '2', '3', '4', '5', '6', '0'] };
const USUAL_MINUTES = 30;

/** `firm`: of a connection, as the firm says · `own`: as it stands here · `off`: nobody but the assignee is told. */
export type How = 'firm' | 'own' | 'off';
type Rule = Pick<Escalation, 'afterMinutes' | 'people' | 'managerId' | 'hours'>;

export interface EscalationEntry extends Record<string, unknown> {
  how: How;
  afterMinutes: string;
  people: string[];
  managerId: string | null;
  hasHours: boolean;
  hours: WeekTimeEntry;
}

export const entryOf = (how: How, rule: Rule | null): EscalationEntry => ({
  how,
  afterMinutes: String(rule?.afterMinutes ?? USUAL_MINUTES),
  people: rule?.people ?? [],
  managerId: rule?.managerId ?? null,
  hasHours: rule?.hours != null,
  hours: weekTimeEntry(rule?.hours ?? null, OFFICE),
});

/** Whether a rule tells anybody; one that names nobody switches a connection's off. */
export const namesSomebody = ({ people, managerId }: Rule): boolean =>
  people.length > 0 || managerId !== null;

/** What is sent for `own`. */
export const ownRule = (entry: EscalationEntry): EscalationEdit['rule'] => ({
  afterMinutes: minutesOf(entry.afterMinutes),
  people: entry.people,
  managerId: entry.managerId,
  hours: entry.hasHours ? weekTimeOf(entry.hours) : null,
});

/** What is sent so that nobody is told. */
export const nobodysRule: EscalationEdit['rule'] = {
  afterMinutes: USUAL_MINUTES,
  people: [],
  managerId: null,
  hours: null,
};

/** What is wrong, by field. */
export const validateEscalation = {
  afterMinutes: (typed: string, { how }: EscalationEntry) => {
    const minutes = minutesOf(typed);
    return how === 'own' && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 10_080)
      ? texts.minutes
      : null;
  },
  people: (_: string[], { how, ...entry }: EscalationEntry) =>
    how === 'own' && entry.people.length === 0 && !entry.managerId ? texts.needsSomebody : null,
};

/** By field. `people`: whom there is to choose from. */
export function escalationInWords(
  entry: EscalationEntry,
  people: { id: string; name: string }[],
): FieldWords<EscalationEntry>[] {
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? texts.gone;
  const hours = entry.hasHours ? hoursWords(entry.hours, texts.hoursShort) : words.common.none;
  return [
    { key: 'how', label: texts.ofConnection.which, text: texts.ofConnection.hows[entry.how] },
    { key: 'afterMinutes', label: texts.after, text: entry.afterMinutes },
    { key: 'people', label: texts.people, text: entry.people.map(nameOf).join(' → ') },
    {
      key: 'managerId',
      label: texts.manager,
      text: entry.managerId ? nameOf(entry.managerId) : texts.nobody,
    },
    { key: 'hasHours', label: texts.hours, text: hours },
    { key: 'hours', label: texts.hours, text: hours },
  ];
}

/** NFKC: digits of a Japanese keyboard are digits. */
const minutesOf = (typed: string): number => Number(typed.normalize('NFKC').trim() || Number.NaN);
