// Where a message ends in a block whose labels look like anybody's `key: value` (`ラベル：値`, no marks, no columns):
// an unknown label ends it only when nothing but labels follow. A person's own pair stands among sentences.
import type { Line } from './line.ts';
import type { FieldId } from './words/labels.ts';

const MAX_VALUE = 60;

/** For each line, true when from here on only form-like pairs stand before the next known label, heading, rule or end. */
export function formTails(lines: readonly Line[]): boolean[] {
  const tails = new Array<boolean>(lines.length + 1).fill(true);
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at];
    tails[at] =
      !line || endsForSure(line) || ((line.kind === 'blank' || formLike(line)) && tails[at + 1] === true);
  }
  return tails;
}

function endsForSure(line: Line): boolean {
  if (line.kind === 'rule') return true;
  if (line.kind === 'heading') return line.strong;
  return (line.kind === 'pair' || line.kind === 'label') && isForm(line.pairs[0].field);
}

function formLike(line: Line): boolean {
  if (line.kind !== 'pair') return false;
  const { value } = line.pairs[0];
  return value.length <= MAX_VALUE && !/[。：！？!?]|(?<!https?):(?!\d\d)/.test(value);
}

function isForm(field: FieldId | null): boolean {
  return field !== null && field !== 'note';
}
