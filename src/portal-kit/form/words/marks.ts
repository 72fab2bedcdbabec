// The signs Japanese mails are laid out with: marks before a label, brackets around one, separators after it, rules
// between blocks. Data and tests of single characters only.

/** Marks that open a heading, or a label of a block written with them. */
export const HEADING_MARKS = '■□◆◇●○◎◯▼▽▲△▶►▷★☆♦❖◈▣⬛⬜☗#＃';
/** Marks that open a list item or a label, never a heading. */
export const BULLETS = '・･•▪▫‣-‐–—－−*＊※>＞✓✔☑';
/** Brackets that can hold a label or a heading; （） only hold a whole `ラベル：値`. */
export const BRACKETS: Record<string, string> = {
  '【': '】',
  '[': ']',
  '［': '］',
  '〔': '〕',
  '《': '》',
  '≪': '≫',
  '〈': '〉',
  '＜': '＞',
  '<': '>',
  '〖': '〗',
  '｢': '｣',
};
/** Signs between label and value. A tab or a blank separates too; those are not signs. */
export const SEPARATORS = '：:﹕︰∶｜|│┃￤';
/** Sides of a drawn box, at both ends of a line. */
export const BOX_SIDES = '┃│|｜║';

const RULE_SIGNS = '-‐–—―－−ー─━═=＝_＿*＊~～〜+＋┏┓┗┛┌┐└┘┣┫├┤┳┻┬┴╋┼╂╔╗╚╝･・.…‥◆◇■□●○★☆▼▲※#＃^<>＜＞/／';
const DECORATION = ' \t\u3000=＝-‐–—―－−─━═*＊~～〜_＿#＃◆◇■□●○◎▼▽▲△★☆♦※・';
const DASHES = '-‐–—―－−ー_*.';
const MIN_RULE = 3;
const MIN_DASH_RULE = 5;
const MAX_RULE = 400;

/** True for a line that only divides (`------`, `━━━`, `┏━━┓`). A short dash is a blank value, not a rule. */
export function isRule(text: string): boolean {
  if (!RULE_SIGNS.includes(text.charAt(0)) || text.length > MAX_RULE) return false;
  let previous = '';
  let changes = 0;
  let dashes = true;
  for (const sign of text) {
    if (sign === ' ' || sign === '\u3000') continue;
    if (!RULE_SIGNS.includes(sign)) return false;
    if (sign !== previous) changes++;
    if (!DASHES.includes(sign)) dashes = false;
    previous = sign;
  }
  if (text.length < (dashes ? MIN_DASH_RULE : MIN_RULE)) return false;
  return changes <= 4 || text.length >= 10;
}

/** A heading's words without the signs around them (`――― 物件情報 ―――` → `物件情報`). */
export function undecorated(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && DECORATION.includes(text.charAt(start))) start++;
  while (end > start && (DECORATION.includes(text.charAt(end - 1)) || text.charAt(end - 1) === '：')) end--;
  return text.slice(start, end);
}

/** Width on a terminal's grid, by which senders line their columns up: a full-width letter counts two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    columns += code < 0x2000 || (code >= 0xff61 && code <= 0xff9f) ? 1 : 2;
  }
  return columns;
}
