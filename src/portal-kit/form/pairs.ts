// Label and value on one line, by each way of parting them: a tab, a sign, a blank. Cells, not meaning.
import { fieldOf } from './label-key.ts';
import type { Line, Pair, Shape } from './line.ts';
import { columnsOf, SEPARATORS } from './words/marks.ts';
import { isBareHeading } from './words/sections.ts';

/** Longest label, in letters; an unknown one also in half-width columns. */
export const MAX_LABEL = 40;
/** What no label holds: a sentence, an address. */
export const PROSE = /[。、！？!?@＠]|です|ます|ません|ください|\/\//;
const MAX_SPLIT = 120;
const MAX_WORDS = 400;
const SIGNS = new Set([...SEPARATORS].map((sign) => sign.charCodeAt(0)));
const TIME_BEFORE = ' \u3000~～〜/-(（:：T前後';
const SPACE_RUN = /[ \u3000]+/;

/** Cells of a table's row: `ラベル⇥値`, also two pairs in a row, also with a separator left in a cell. */
export function byTab(body: string): Shape<Line> | null {
  const cells = body.split('\t').map((cell) => cell.trim());
  const pairs: Pair[] = [];
  for (let i = 0; i < cells.length; i += 2) {
    const label = cellLabel(cells[i] ?? '');
    const field = fieldOf(label);
    if (i === 0 && !field && separatorAt(label) > 0) return null;
    if (i > 0 && !field) {
      const first = pairs.at(-1);
      const more = cells
        .slice(i)
        .filter((cell) => cell !== '')
        .join(' ');
      if (first && more !== '') first.value = first.value === '' ? more : `${first.value} ${more}`;
      break;
    }
    if (label === '' || columnsOf(label) > 2 * MAX_LABEL || (!field && PROSE.test(label))) return null;
    pairs.push({ label, value: (cells[i + 1] ?? '').replace(/^[：:｜|][ \u3000]*/, ''), field });
  }
  const [first, ...rest] = pairs;
  return first ? { kind: 'pair', pairs: [first, ...rest], style: '⇥', column: 0, padded: false } : null;
}

/** A cell's label without a separator behind it or brackets around it. */
function cellLabel(cell: string): string {
  const bare = /[：:]$/.test(cell) ? cell.slice(0, -1).trimEnd() : cell;
  return /^[【［[]/.test(bare) && /[】］\]]$/.test(bare) ? bare.slice(1, -1).trim() : bare;
}

export function bySeparator(raw: string, body: string, at: number, mark: string): Shape<Line> | null {
  const sign = body[at] ?? '';
  const label = body.slice(0, at).trimEnd();
  const value = body.slice(at + 1).trim();
  if (label === '') return mark === '' ? { kind: 'continued', value } : null;
  const field = fieldOf(label);
  if (!field && (PROSE.test(label) || columnsOf(label) > MAX_LABEL)) return null;
  if (!field && value === '' && isBareHeading(label))
    return { kind: 'heading', title: label, strong: mark !== '', style: '' };
  const piped = sign !== '：' && sign !== ':' && sign !== '﹕' && sign !== '︰' && sign !== '∶';
  const padded = body.charAt(at - 1) !== label.at(-1) || (mark === '' && /^[ \u3000]/.test(raw));
  const style = mark !== '' ? mark : piped ? '｜' : sign;
  const column = mark === '' ? columnsOf(raw.slice(0, raw.indexOf(body) + at)) : 0;
  const pairs: [Pair, ...Pair[]] = [{ label, value, field }];
  if (field && field !== 'message' && field !== 'note') splitFurther(pairs, sign);
  return { kind: 'pair', pairs, style, column, padded };
}

/** `姓：山田　名：太郎`: a known label after a blank, with the same separator, opens the next pair. */
function splitFurther(pairs: [Pair, ...Pair[]], sign: string): void {
  let last = pairs[0];
  for (
    let at = last.value.indexOf(sign);
    at > 0 && at < MAX_SPLIT && pairs.length < 8;
    at = last.value.indexOf(sign)
  ) {
    const before = last.value.slice(0, at).trimEnd();
    const start = Math.max(before.lastIndexOf(' '), before.lastIndexOf('\u3000'));
    const label = before.slice(start + 1);
    const field = start > 0 ? fieldOf(label) : null;
    if (!field) return;
    const next = { label, value: last.value.slice(at + 1).trim(), field };
    last.value = last.value.slice(0, start).trim();
    pairs.push(next);
    last = next;
  }
}

/** `ラベル 値`, and more pairs on the line (`姓 山田 名 太郎`): each known label opens the next pair. */
export function bySpace(body: string, mark: string): Shape<Line> | null {
  if (body.length > MAX_WORDS) return null;
  const blank = body.search(SPACE_RUN);
  if (blank < 1) return null;
  const tokens = body.split(SPACE_RUN);
  if (tokens.length < 2 || tokens.length > 60) return null;
  const first = fieldOf(tokens[0] ?? '') ? 1 : fieldOf(`${tokens[0]}${tokens[1]}`) ? 2 : 0;
  const label = tokens.slice(0, first).join(' ');
  const field = first > 0 ? fieldOf(label) : null;
  if (!field || first >= tokens.length) return null;
  const pairs: [Pair, ...Pair[]] = [{ label, value: '', field }];
  let last: Pair = pairs[0];
  const rest = body.slice(body.indexOf(tokens[first - 1] ?? '') + (tokens[first - 1] ?? '').length).trim();
  if (field === 'message' || field === 'note') last.value = rest;
  else
    for (const piece of rest.split(/([ \u3000]+)/)) {
      const free = last.field !== 'message' && last.value.trim() !== '' && !SPACE_RUN.test(piece);
      const next = free ? fieldOf(piece) : null;
      if (next && next !== 'note') {
        last.value = last.value.trim();
        last = { label: piece, value: '', field: next };
        pairs.push(last);
      } else last.value += last.value === '' && SPACE_RUN.test(piece) ? '' : piece;
    }
  last.value = last.value.trim();
  return { kind: 'pair', pairs, style: `${mark}␠`, column: 0, padded: false };
}

/** Where the first separator stands, or -1. A URL's and a time's colon is none. */
export function separatorAt(body: string): number {
  const end = Math.min(body.length, MAX_LABEL + 40);
  for (let at = 0; at < end; at++) {
    if (!SIGNS.has(body.charCodeAt(at))) continue;
    if (body.startsWith('//', at + 1)) return -1;
    if (isTime(body, at) && !fieldOf(body.slice(0, at))) continue;
    return at;
  }
  return -1;
}

/** `14:03` and `14：03`: one or two digits that stand alone before, two after. */
function isTime(text: string, at: number): boolean {
  if (!isDigit(text, at - 1) || !isDigit(text, at + 1) || !isDigit(text, at + 2) || isDigit(text, at + 3))
    return false;
  const start = isDigit(text, at - 2) ? at - 2 : at - 1;
  return start === 0 || TIME_BEFORE.includes(text.charAt(start - 1));
}

function isDigit(text: string, at: number): boolean {
  const c = text.charAt(at);
  return (c >= '0' && c <= '9') || (c >= '０' && c <= '９');
}
