// The choices of a field that narrows a list. What it is narrowed to stands there also when it is none of them: deleted, another
// firm's, mistyped.
import { short } from '../format/text.ts';
import { words } from '../words/index.ts';

export interface Named {
  id: string;
  name: string;
}

/** What it is a choice of. */
export type Choosing = keyof typeof words.common.unknown;

interface Choice {
  value: string;
  label: string;
}

export const choicesOf = (items: Named[] = []): Choice[] =>
  items.map(({ id, name }) => ({ value: id, label: short(name, 60) }));

/** `isWhole`: all choices are there; nobody can say before what is unknown. */
export function withChosen(
  choices: Choice[],
  chosen: string | undefined,
  of: Choosing,
  isWhole: boolean,
): Choice[] {
  const { unknown, none } = words.common;
  if (chosen === undefined || choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { value: chosen, label: isWhole ? unknown[of] : none }];
}
