// The name of a status or group, before it goes to the API. Pure.
import { words } from '../../words/index.ts';

const MOST = 100;

/** What is wrong with it, or null. `label`: what the field is called. */
export function nameProblem(typed: string, label: string): string | null {
  const name = typed.trim();
  if (name === '') return words.common.required(label);
  return name.length > MOST ? words.common.tooLong(MOST) : null;
}
