// A text's lines, and what only their neighbours show: a value below its label, a block of `ラベル 値`.
import { isSurelyLabel, type Line } from './line.ts';
import { bySpace } from './pairs.ts';
import { readLine } from './read-line.ts';

const SPACE_ENOUGH = 3;
const MAX_DASH = 12;
const DASH = /^[-‐–—―－−ー]+$/;

/** The lines of a text, each with what the next one shows of it: `ラベル：` with its value below is a style of its own. */
export function readLines(text: string, most: number): Line[] {
  const lines = text.split('\n', most).map(readLine);
  lines.forEach((line, at) => {
    if (line.kind === 'rule' && isDash(line.text) && lacksValue(lines[at - 1])) line.kind = 'text';
  });
  lines.forEach((line, at) => {
    if (line.kind !== 'pair' || line.pairs.length > 1 || line.pairs[0].value !== '' || line.style === '⇥')
      return;
    const next = lines[at + 1];
    if (!next || next.kind === 'blank' || next.kind === 'rule' || (next.kind === 'heading' && next.strong))
      return;
    const same = next.kind === 'pair' ? next.style === line.style : isSurelyLabel(next);
    if (!same) line.style += '↓';
  });
  return inSpaceStyle(lines) ? lines.map(spacedFirst) : lines;
}

/** `------` as the value of the label above it. */
function isDash(text: string): boolean {
  return text.length <= MAX_DASH && DASH.test(text);
}

function lacksValue(line: Line | undefined): boolean {
  return line?.kind === 'label' || (line?.kind === 'pair' && line.pairs[0].value === '');
}

function inSpaceStyle(lines: readonly Line[]): boolean {
  return lines.filter((line) => line.kind === 'pair' && line.style === '␠').length >= SPACE_ENOUGH;
}

/** In a block of `ラベル 値` the blank separates, not a colon in the value; a label alone has none. */
function spacedFirst(line: Line): Line {
  if (line.kind === 'label' && line.style === '⏎' && line.pairs[0].field !== 'message')
    return { ...line, kind: 'pair', style: '␠', column: 0, padded: false };
  if (line.kind !== 'pair' || line.pairs[0].field !== null) return line;
  const shape = bySpace(line.text, '');
  return shape ? { raw: line.raw, text: line.text, ...shape } : line;
}
