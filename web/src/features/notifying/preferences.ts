// How somebody wants to be told, as typed and in words. Pure.
import type { NoticePreferences, WeekTime } from '../../api/client.ts';
import type { FieldWords } from '../../ui/met-meanwhile.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';

const texts = notifying.preferences;

/** A time of the week as typed; days as their numbers. */
export interface WeekTimeEntry {
  from: string;
  to: string;
  days: string[];
}

export interface PreferencesEntry extends Record<string, unknown> {
  mail: boolean;
  push: boolean;
  pace: NoticePreferences['pace'];
  hasQuiet: boolean;
  quiet: WeekTimeEntry;
}

const NIGHT: WeekTimeEntry = { from: '22:00', to: '08:00', days: ['0', '1', '2', '3', '4', '5', '6'] };

export const weekTimeEntry = (time: WeekTime | null, usual: WeekTimeEntry): WeekTimeEntry =>
  time ? { ...time, days: time.days.map(String) } : usual;

export const weekTimeOf = ({ from, to, days }: WeekTimeEntry): WeekTime => ({
  from,
  to,
  days: days.map(Number),
});

export const entryOf = ({ mail, push, pace, quiet }: NoticePreferences): PreferencesEntry => ({
  mail,
  push,
  pace,
  hasQuiet: quiet !== null,
  quiet: weekTimeEntry(quiet, NIGHT),
});

export const preferencesOf = (entry: PreferencesEntry): NoticePreferences => ({
  mail: entry.mail,
  push: entry.push,
  pace: entry.pace,
  quiet: entry.hasQuiet ? weekTimeOf(entry.quiet) : null,
});

/** Weeks begin on Mondays here. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0];

/** `月・火・水` in the order of the week, or 毎日. */
export const daysWords = (days: number[]): string =>
  WEEK.every((day) => days.includes(day))
    ? texts.everyDay
    : words.common.dots(WEEK.filter((day) => days.includes(day)).map((day) => texts.dayNames[day] ?? ''));

/** All of it in a line. */
export function preferencesWords({ mail, push, pace, quiet }: NoticePreferences): string {
  if (!mail && !push) return texts.none;
  return words.common.dots([
    mail && texts.mail,
    push && texts.push,
    texts.paces[pace],
    quiet && texts.quietShort(quiet.from, quiet.to, daysWords(quiet.days)),
  ]);
}

/** By field. */
export function preferencesInWords(entry: PreferencesEntry): FieldWords<PreferencesEntry>[] {
  const how = words.common.dots([entry.mail && texts.mail, entry.push && texts.push]) || texts.none;
  const quiet = entry.hasQuiet ? hoursWords(entry.quiet, texts.quietShort) : words.common.none;
  return [
    { key: 'mail', label: texts.how, text: how },
    { key: 'push', label: texts.how, text: how },
    { key: 'pace', label: texts.pace, text: texts.paces[entry.pace] },
    { key: 'hasQuiet', label: texts.quiet, text: quiet },
    { key: 'quiet', label: texts.quiet, text: quiet },
  ];
}

/** A time as typed, the way `say` puts it. */
export const hoursWords = (
  { from, to, days }: WeekTimeEntry,
  say: (from: string, to: string, days: string) => string,
) => say(from, to, daysWords(days.map(Number)));

/** The server names fields from the root of what it was sent; the form has them without. */
export const fieldsFrom = (fields: Record<string, string>, root: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([path, text]) => [
      path.startsWith(root) ? path.slice(root.length) : path,
      text,
    ]),
  );
