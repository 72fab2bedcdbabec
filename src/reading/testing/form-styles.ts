// Test support: the ways headings and labels are written, every separator seen in the wild.
import type { Dice } from './dice.ts';

/** One filled-in line of a form. `message` may hold line breaks. */
export interface Row {
  field: string;
  label: string;
  value: string;
}

/** How labels are written. `unknown`: whether a label nobody knows can be told apart in it. */
export const SEPARATORS = [
  'marked',
  'marked-thin',
  'colon',
  'colon-half',
  'padded',
  'right',
  'dash',
  'corner',
  'square-below',
  'space',
  'tab',
  'dot-pipe',
  'pipe',
  'below',
  'angle-message',
  'marked-below',
  'corner-below',
] as const;
export type Separator = (typeof SEPARATORS)[number];
export const HEADINGS = [
  '▼',
  '■',
  '◆ ',
  '==',
  '――',
  '──',
  '＜＞',
  '【】',
  '▼━',
  '●',
  'bare',
  'none',
] as const;
export type Heading = (typeof HEADINGS)[number];

/** The portal's own signature, under a rule or not. */
export const FOOTERS = [
  '━━━━━━━━━━━━━━━━━━━━━━━━━\nリガイド（RE-Guide）運営事務局\n住　所：東京都港区みほん1-1-1\nＴＥＬ：03-0000-9999（平日10時～18時）\nMail：support@re-guide.jp\nURL：https://www.re-guide.jp/\n━━━━━━━━━━━━━━━━━━━━━━━━━',
  '-----------------------------------------\n※本メールは送信専用です。\nお問い合わせ：support@re-guide.jp\n-----------------------------------------',
  'リガイド運営事務局\n電話番号：03-0000-9999\nメールアドレス：support@re-guide.jp',
  '今後ともリガイドをよろしくお願いいたします。\n\nRE-Guide運営事務局\nTEL 03-0000-9999\n住所 東京都港区みほん1-1-1',
  '==================================================\n【リガイド カスタマーサポート】\n■電話番号　　： 03-0000-9999\n■メールアドレス： support@re-guide.jp\n==================================================',
  '',
];

/** A heading's lines. */
export function head(heading: Heading, title: string): string[] {
  switch (heading) {
    case 'none':
      return [];
    case 'bare':
      return [title];
    case '==':
      return [`== ${title} ==`];
    case '――':
      return [`――― ${title} ―――`];
    case '──':
      return [`──────── ${title} ────────`];
    case '＜＞':
      return [`＜${title}＞`];
    case '【】':
      return [`【${title}】`];
    case '▼━':
      return [`▼━━${title}━━━━━━━━━`];
    default:
      return [`${heading}${title}`];
  }
}

/** A label's lines. `width` is the widest label's. */
export function write(separator: Separator, { field, label, value }: Row, width: number): string[] {
  const pad = '　'.repeat(Math.max(0, width - label.length));
  switch (separator) {
    case 'marked':
      return [`■${label}${pad}： ${value}`];
    case 'marked-thin':
      return [`■${label} : ${value}`];
    case 'colon':
      return [`${label}：${value}`];
    case 'colon-half':
      return [`${label}: ${value}`];
    case 'padded':
      return [`${label}${pad}: ${value}`];
    case 'right':
      return [`${pad}${label}：${value}`];
    case 'dash':
      return [`- ${label}：${value}`, ''];
    case 'corner':
      return [`【${label}】${value}`];
    case 'square-below':
      return [`[${label}]`, value];
    case 'corner-below':
      return [`【${label}】`, value];
    case 'marked-below':
      return [`■${label}`, value];
    case 'space':
      return [`${label} ${value}`];
    case 'tab':
      return [`${label}\t${value}`];
    case 'dot-pipe':
      return [`・${label} ｜ ${value}`];
    case 'pipe':
      return [`${label}｜${value}`];
    case 'below':
      return [`${label}：`, value];
    case 'angle-message':
      return field === 'message' ? [`＜${label}＞`, value] : [`${label}${pad}：${value}`];
  }
}

/** Now and then two short pairs on a line: `姓 山田 名 太郎`. */
export function joined(dice: Dice, separator: Separator, rows: readonly Row[]): Row[] {
  if (separator !== 'space' && separator !== 'colon' && separator !== 'colon-half') return [...rows];
  const sign = { space: ' ', colon: '：', 'colon-half': ': ' }[separator];
  const out: Row[] = [];
  for (const row of rows) {
    const last = out.at(-1);
    const pair = last && PAIRS.has(`${last.field}+${row.field}`) && dice.chance(0.6);
    if (pair && last) last.value += `${dice.pick([' ', '　'])}${row.label}${sign}${row.value}`;
    else out.push({ ...row });
  }
  return out;
}

const PAIRS = new Set(['familyName+givenName', 'familyKana+givenKana', 'requestedDate+requestedTime']);
