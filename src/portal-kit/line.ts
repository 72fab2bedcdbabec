// One line of a mail, as what it could be: blank, rule, heading, label with value … What it is in its place (a label
// or a line of somebody's message) is decided in entries.ts, with the lines around it.
import { fieldOf } from './label-key.ts';
import type { FieldId } from './words/labels.ts';
import {
  BOX_SIDES,
  BRACKETS,
  BULLETS,
  columnsOf,
  HEADING_MARKS,
  isRule,
  SEPARATORS,
  undecorated,
} from './words/marks.ts';
import { isBareHeading } from './words/sections.ts';

/** A label with what followed it on its line. `field` is null for a label nobody knows. */
export interface Pair {
  label: string;
  value: string;
  field: FieldId | null;
}

export type Line = { raw: string; text: string } & (
  | { kind: 'blank' | 'rule' | 'text' }
  /** `strong` by a mark that no message uses, `bare` by its words alone. */
  | { kind: 'heading'; title: string; strong: boolean; bare: boolean }
  /** `style` is how the label is written; labels of one block share it. `column` is where its separator stands. */
  | { kind: 'pair'; pairs: [Pair, ...Pair[]]; style: string; column: number; padded: boolean }
  /** A label alone, its value on the lines below. */
  | { kind: 'label'; pairs: [Pair, ...Pair[]]; style: string }
  /** A line that starts with the separator: the value above goes on (`　　　: 神奈川県…`). */
  | { kind: 'continued'; value: string }
);

const MAX_LABEL = 40;
const MAX_SPLIT = 120;
const MAX_WORDS = 400;
const PROSE = /[。、！？!?@＠]|です|ます|ません|ください|\/\//;
const STRONG_MARKS = '■□◆◇▼▽';
const NUMBERED = /^(?:[①-⑳]|[(（]?[0-9０-９]{1,2}[)）.．])[ \u3000]*/;
const TIME_BEFORE = ' \u3000~～〜/-(（:：T前後';
const SPACE_RUN = /[ \u3000]+/;

/** Reads a line without looking at its neighbours. Linear in the line's length. */
export function readLine(raw: string): Line {
  const text = unboxed(raw.includes('\t') ? raw.trimStart() : raw.trim());
  const at = { raw, text };
  if (text === '') return { ...at, kind: 'blank' };
  if (isRule(text)) return { ...at, kind: 'rule' };
  const mark = markOf(text);
  const body = mark === '' ? text : text.slice(mark.length).trimStart();
  return {
    ...at,
    ...readBody(raw, body, mark.length > 1 || (mark > '\u2460' && mark < '\u2474') ? '1.' : mark),
  };
}

type Shape<K> = K extends unknown ? Omit<K, 'raw' | 'text'> : never;

function readBody(raw: string, body: string, mark: string): Shape<Line> {
  const bracketed = inBrackets(body, mark);
  if (bracketed) return bracketed;
  const tabbed = body.includes('\t') ? byTab(body) : null;
  if (tabbed) return tabbed;
  return readWords(raw, body.trimEnd(), mark);
}

function readWords(raw: string, body: string, mark: string): Shape<Line> {
  const at = separatorAt(body);
  if (at >= 0) {
    const shape = bySeparator(raw, body, at, mark);
    if (shape) return shape;
  }
  const whole = fieldOf(body);
  if (whole) return { kind: 'label', pairs: [{ label: body, value: '', field: whole }], style: `${mark}⏎` };
  const spaced = bySpace(body, mark);
  if (spaced) return spaced;
  return asHeading(body, mark) ?? { kind: 'text' };
}

function asHeading(body: string, mark: string): Shape<Line> | null {
  const title = undecorated(body);
  const before = body.indexOf(title);
  const after = body.length - before - title.length;
  const drawn = before > 1 || (before > 0 && after > 0);
  if (title === '' || columnsOf(title) > 60) return null;
  if (drawn || (mark !== '' && HEADING_MARKS.includes(mark)))
    return { kind: 'heading', title, strong: drawn || STRONG_MARKS.includes(mark), bare: false };
  return mark === '' && isBareHeading(body) ? { kind: 'heading', title, strong: false, bare: true } : null;
}

/** `【ラベル】値`, `[ラベル]`, `＜見出し＞`, `（ラベル：値）`. */
function inBrackets(body: string, mark: string): Shape<Line> | null {
  const open = body.charAt(0);
  if (open === '（' || open === '(') return inParentheses(body);
  const close = BRACKETS[open];
  if (!close) return null;
  const end = body.indexOf(close);
  if (end < 2 || end > MAX_LABEL) return null;
  const label = body.slice(1, end).trim();
  const value = body.slice(end + 1).replace(/^[ \u3000]*[：:｜|]?[ \u3000]*/, '');
  const field = fieldOf(label);
  if (!field && (PROSE.test(label) || (open === '<' && value !== ''))) return null;
  if (value === '') return { kind: 'label', pairs: [{ label, value, field }], style: `${mark}${open}⏎` };
  return {
    kind: 'pair',
    pairs: [{ label, value, field }],
    style: `${mark}${open}`,
    column: 0,
    padded: false,
  };
}

function inParentheses(body: string): Shape<Line> | null {
  const last = body.at(-1);
  if (last !== '）' && last !== ')') return null;
  const inner = body.slice(1, -1);
  const at = separatorAt(inner);
  const field = at > 0 ? fieldOf(inner.slice(0, at).trim()) : null;
  if (!field) return at > 0 ? { kind: 'text' } : null;
  const pair = { label: inner.slice(0, at).trim(), value: inner.slice(at + 1).trim(), field };
  return { kind: 'pair', pairs: [pair], style: '（', column: 0, padded: false };
}

/** Cells of a table's row: `ラベル⇥値`, also two pairs in a row, also with a separator left in a cell. */
function byTab(body: string): Shape<Line> | null {
  const cells = body.split('\t').map((cell) => cell.trim());
  const pairs: Pair[] = [];
  for (let i = 0; i < cells.length; i += 2) {
    const label = (cells[i] ?? '').replace(/[ \u3000]*[：:]$/, '').replace(/^[【［[](.*)[】］\]]$/, '$1');
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

function bySeparator(raw: string, body: string, at: number, mark: string): Shape<Line> | null {
  const sign = body[at] ?? '';
  const label = body.slice(0, at).trimEnd();
  const value = body.slice(at + 1).trim();
  if (label === '') return mark === '' ? { kind: 'continued', value } : null;
  const field = fieldOf(label);
  if (!field && (PROSE.test(label) || columnsOf(label) > MAX_LABEL)) return null;
  if (!field && value === '' && isBareHeading(label))
    return { kind: 'heading', title: label, strong: mark !== '', bare: mark === '' };
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
function bySpace(body: string, mark: string): Shape<Line> | null {
  if (body.length > MAX_WORDS) return null;
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
function separatorAt(body: string): number {
  const end = Math.min(body.length, MAX_LABEL + 40);
  for (let at = 0; at < end; at++) {
    const sign = body.charAt(at);
    if (!SEPARATORS.includes(sign)) continue;
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

function markOf(text: string): string {
  const first = text.charAt(0);
  if (HEADING_MARKS.includes(first)) return first;
  if (BULLETS.includes(first)) return text.length > 1 ? first : '';
  return NUMBERED.exec(text)?.[0] ?? '';
}

function unboxed(text: string): string {
  if (text.length < 3 || !BOX_SIDES.includes(text.charAt(0))) return text;
  const inner = text.slice(1).trimStart();
  return BOX_SIDES.includes(inner.at(-1) ?? '') ? inner.slice(0, -1).trimEnd() : inner;
}
