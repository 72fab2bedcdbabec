// Several sentences one after another, with or without their own stops.
import { words } from '../words/index.ts';

const { stop, afterStop } = words.common;

export const sentences = (all: (string | null)[]): string =>
  all
    .filter((one) => one !== null)
    .reduce((said, next) => said + (/[。.][）)]?$/.test(said) ? afterStop : stop) + next);
