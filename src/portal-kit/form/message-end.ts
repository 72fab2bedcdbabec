// Where a message ends in a block whose labels look like anybody's `key: value` (`ラベル：値`, no marks, no columns):
// an unknown label ends it only when nothing but labels follow. A person's own pair stands among sentences.
import { parseJstDateTime } from '../../lib/jst.ts';
import { toE164 } from '../../lib/phones.ts';
import type { Line } from './line.ts';
import { readAge, readPostalCode } from './values.ts';
import { isBlankNumber } from './words/blanks.ts';
import type { FieldId } from './words/labels.ts';
import { sectionOf } from './words/sections.ts';

const MAX_VALUE = 60;

/**
 * For each line, true when from here on only form-like pairs stand before the next known label, heading, rule,
 * a line that `ends` names, or the end.
 */
export function formTails(lines: readonly Line[], ends: (line: Line, at: number) => boolean): boolean[] {
  const tails = new Array<boolean>(lines.length + 1).fill(true);
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at];
    tails[at] =
      !line ||
      endsForSure(line) ||
      ends(line, at) ||
      ((line.kind === 'blank' || formLike(line)) && tails[at + 1] === true);
  }
  return tails;
}

function endsForSure(line: Line): boolean {
  if (line.kind === 'rule') return true;
  if (line.kind === 'heading') return line.strong || sectionOf(line.title) !== null;
  if (line.kind === 'label' && line.pairs[0].field === null) return sectionOf(line.pairs[0].label) !== null;
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

/** True when a known label's value can be what the field asks for: 「メール：夜のみ見ます」 is a sentence. */
export function couldFill(field: FieldId, value: string): boolean {
  if (isBlankNumber(value)) return true;
  switch (field) {
    case 'email':
      return value.includes('@') || value.includes('＠');
    case 'phone':
      return toE164(value) !== null;
    case 'postalCode':
      return readPostalCode(value) !== null;
    case 'age':
      return readAge(value) !== null;
    case 'requestedAt':
    case 'arrivedAt':
      return parseJstDateTime(value) !== null;
    default:
      return !value.includes('。');
  }
}
