// One line of a mail, as what it could be. What it is in its place (a label, or a line of somebody's message) is
// decided in walk.ts, with the lines around it.
import type { FieldId } from './words/labels.ts';

/** A label with what followed it on its line. `field` is null for a label nobody knows. */
export interface Pair {
  label: string;
  value: string;
  field: FieldId | null;
}

export type Line = { raw: string; text: string } & (
  | { kind: 'blank' | 'rule' | 'text' }
  /** `strong` by a mark that no message uses; `style` is empty for one known by its words alone. */
  | { kind: 'heading'; title: string; strong: boolean; style: string }
  /** `style` is how the label is written; labels of one block share it. `column` is where its separator stands. */
  | { kind: 'pair'; pairs: [Pair, ...Pair[]]; style: string; column: number; padded: boolean }
  /** A label alone, its value on the lines below. */
  | { kind: 'label'; pairs: [Pair, ...Pair[]]; style: string }
  /** A line that starts with the separator: the value above goes on (`　　　: 神奈川県…`). */
  | { kind: 'continued'; value: string }
);

/** A line with a label on it. */
export type Labelled = Extract<Line, { kind: 'pair' | 'label' }>;

/** A line without its text: what a reader of one way of writing gives. */
export type Shape<K> = K extends unknown ? Omit<K, 'raw' | 'text'> : never;

/** A known label alone on its line, in brackets or after a mark: it is nobody's value. */
export function isSurelyLabel(line: Line): boolean {
  return line.kind === 'label' && line.style !== '⏎' && line.pairs[0].field !== null;
}
