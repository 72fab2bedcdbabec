// Numbers and plurals in English sentences.

/** 1234 → 1,234. */
export const number = (n: number): string => n.toLocaleString('en-US');

/** 「1 mail」「1,234 mails」; `many` where it is not `one` with an s. */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${number(n)} ${n === 1 ? one : many}`;

/** The same for a number that is written already. */
export const counted = (n: string, one: string, many = `${one}s`): string => `${n} ${n === '1' ? one : many}`;

/** One of two wordings, by number: is/are, it/them. */
export const either = (n: number, one: string, many: string): string => (n === 1 ? one : many);
