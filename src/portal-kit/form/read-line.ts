// Reads one line without looking at its neighbours: marks, brackets, headings, rules.
import { fieldOf } from './label-key.ts';
import type { Line, Shape } from './line.ts';
import { bySeparator, bySpace, byTab, MAX_LABEL, PROSE, separatorAt } from './pairs.ts';
import {
  BOX_SIDES,
  BRACKETS,
  BULLETS,
  columnsOf,
  HEADING_MARKS,
  isRule,
  undecorated,
} from './words/marks.ts';
import { isBareHeading } from './words/sections.ts';

const STRONG_MARKS = '■□◆◇▼▽';
const NO_LABEL = /^[^\p{L}]*$/u;
const NUMBER_FIRST = '0123456789０１２３４５６７８９(（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';
/** Whatever stands around a heading's words: brackets, lines, numbers. */
const NO_WORDS = /^[^\p{L}]+|[^\p{L}]+$/gu;
const MAX_BARE = 60;
const NUMBERED = /^(?:[①-⑳]|[(（]?[0-9０-９]{1,2}[)）.．])[ \u3000]*/;

/** Reads a line without looking at its neighbours. Linear in the line's length. */
export function readLine(raw: string): Line {
  const text = unboxed(raw.includes('\t') ? raw.trimStart() : raw.trim());
  if (text === '') return { raw, text, kind: 'blank' };
  if (isRule(text)) return { raw, text, kind: 'rule' };
  const mark = markOf(text);
  const body = mark === '' ? text : text.slice(mark.length).trimStart();
  const numbered = mark.length > 1 || (mark >= '①' && mark <= '⑳');
  const line = readBody(raw, body, numbered ? '1.' : mark) as Line;
  line.raw = raw;
  line.text = text;
  return line;
}

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
    return {
      kind: 'heading',
      title,
      strong: drawn || STRONG_MARKS.includes(mark),
      style: drawn ? '' : `${mark}⏎`,
    };
  const words =
    body.length > MAX_BARE || /[。、：:！？!?]/.test(body)
      ? ''
      : body.replace(NO_WORDS, '').replace(/\s+/g, '');
  return isBareHeading(words) ? { kind: 'heading', title: words, strong: false, style: '' } : null;
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
  if (!field && (NO_LABEL.test(label) || PROSE.test(label) || (open === '<' && value !== ''))) return null;
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

function markOf(text: string): string {
  const first = text.charAt(0);
  if (HEADING_MARKS.includes(first)) return first;
  if (BULLETS.includes(first)) return text.length > 1 ? first : '';
  return NUMBER_FIRST.includes(first) ? (NUMBERED.exec(text)?.[0] ?? '') : '';
}

function unboxed(text: string): string {
  if (text.length < 3 || !BOX_SIDES.includes(text.charAt(0))) return text;
  const inner = text.slice(1).trimStart();
  return BOX_SIDES.includes(inner.at(-1) ?? '') ? inner.slice(0, -1).trimEnd() : inner;
}
