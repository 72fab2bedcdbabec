// One condition of a list in words: what it is of, and the name of what was chosen.
import { words } from '../words/index.ts';
import type { Choosing } from './with-chosen.ts';

const { pair, none, unknown } = words.common;

/**
 * `others`: words for what is chosen and is no item, by its value (`none`: those without one). False where nothing is chosen.
 */
export function chosenWords(
  label: string,
  of: Choosing,
  id: string | undefined,
  items: { id: string; name: string }[] | undefined,
  others: Record<string, string> = {},
): string | false {
  const nameless = items ? unknown[of] : none;
  return (
    id !== undefined && pair(label, others[id] ?? items?.find((item) => item.id === id)?.name ?? nameless)
  );
}
