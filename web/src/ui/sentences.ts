// Several sentences one after another, with or without their own stops.
import { words } from '../words/index.ts';

const { stop, afterStop } = words.common;
const own = stop.trimEnd();
const hasStop = (sentence: string) => sentence.endsWith(own) || sentence.endsWith(`${own})`);

/** Nulls are left out; of none it is empty. */
export const sentences = (all: (string | null)[]): string =>
  all
    .filter((one) => one !== null)
    .map((one, nth, said) => {
      const before = said[nth - 1];
      return before === undefined ? one : (hasStop(before) ? afterStop : stop) + one;
    })
    .join('');
