// The header lines that mail programs write above what they forward (差出人 / 件名 / 宛先, From / Date / To / Subject).
// Knows programs, no portal.
import { nfkc } from '../lib/japanese-text.ts';
import type { MailAddress } from '../portal-kit/mail.ts';

type Name = 'from' | 'subject' | 'date' | 'to' | 'other';

/** A block of header lines. `first` and `next` are line numbers; `depth` counts the `>` before them. */
export interface ForwardHeader {
  first: number;
  next: number;
  depth: number;
  from: MailAddress | null;
  subject: string;
}

const NAMES: Record<string, Name> = {};
const name = (kind: Name, words: string): void => {
  for (const word of words.split(' ')) NAMES[word] = kind;
};
name('from', 'from 差出人 送信者 送信元 発信者 発信元 差出人アドレス von de');
name('subject', 'subject 件名 題名 表題 タイトル');
name('date', 'date sent 日付 日時 送信日時 送信日 受信日時 日付: 作成日時');
name('to', 'to 宛先 あて先 受信者 送信先');
name(
  'other',
  'cc bcc ｃｃ reply-to 返信先 添付ファイル attachments attachment 重要度 importance priority organization x-mailer sender resent-from message-id 同報',
);

const HEADER = /^[*_\s]*([A-Za-z\u3040-\u9fff\uff21-\uff5a-]{2,14})[*_]?[ \u3000]*[:：][*_]?[ \u3000]*(.*)$/;
const ADDRESS = /[^\s<>()[\]"'、,;:：]+@[^\s<>()[\]"'、,;:：]+/;
const MARKER =
  /forwarded (?:message|mail|by)|original message|begin forwarded|start of forwarded|転送(?:された)?(?:メッセージ|メール|元)|元のメッセージ|以下の?(?:メール|メッセージ)?を?転送|ここから転送/i;
const MAX_BLOCK = 14;
const MAX_LINE = 2_000;

/** Counts the quote marks at a line's start and gives the rest. `> > a`, `>>a` and `＞a` are quotes. */
export function unquote(line: string, most = Number.POSITIVE_INFINITY): { depth: number; rest: string } {
  let depth = 0;
  let at = 0;
  while (depth < most) {
    let next = at;
    while (depth > 0 && (line[next] === ' ' || line[next] === '\u3000') && next - at < 2) next++;
    const sign = line[next];
    if (sign !== '>' && sign !== '＞') break;
    at = next + 1;
    depth++;
  }
  if (depth > 0 && line[at] === ' ') at++;
  return { depth, rest: line.slice(at) };
}

/** True for a line by which programs open a forward (`---------- Forwarded message ---------`, 転送メッセージ). */
export function isForwardMarker(line: string): boolean {
  return line.length < 120 && MARKER.test(line) && !line.includes('。');
}

/** The first block of header lines that names a sender, from line `start` on, or null. */
export function findForwardHeader(lines: readonly string[], start = 0): ForwardHeader | null {
  for (let first = start; first < lines.length; first++) {
    const head = headerOf(lines[first] ?? '');
    if (!head) continue;
    const block = readBlock(lines, first);
    if (block) return block;
  }
  return null;
}

function readBlock(lines: readonly string[], first: number): ForwardHeader | null {
  const depth = unquote(lines[first] ?? '').depth;
  const seen = new Map<Name, string>();
  let last: Name | null = null;
  let count = 0;
  let at = first;
  for (; at < lines.length && at < first + MAX_BLOCK; at++) {
    const line = unquote(lines[at] ?? '');
    const head = line.depth === depth ? headerOf(lines[at] ?? '') : null;
    if (head) {
      if (!seen.has(head.name)) seen.set(head.name, head.value);
      last = head.name;
      count++;
    } else if (last !== null && line.depth === depth && isContinuation(line.rest, seen.get(last) ?? '')) {
      seen.set(last, `${seen.get(last)} ${line.rest.trim()}`.trim());
    } else if (line.rest.trim() === '' && count === 1 && seen.has('from') === false) break;
    else break;
  }
  const from = seen.get('from');
  if (from === undefined) return null;
  const marked = lines
    .slice(Math.max(0, first - 4), first)
    .some((line) => isForwardMarker(unquote(line).rest));
  const sure = count >= 2 || marked || (depth > 0 && ADDRESS.test(from));
  return sure ? { first, next: at, depth, from: senderOf(from), subject: seen.get('subject') ?? '' } : null;
}

function headerOf(line: string): { name: Name; value: string } | null {
  if (line.length > MAX_LINE) return null;
  const found = HEADER.exec(unquote(line).rest);
  if (!found) return null;
  const known =
    NAMES[
      nfkc(found[1] ?? '')
        .replace(/\s/g, '')
        .toLowerCase()
    ];
  return known ? { name: known, value: (found[2] ?? '').trim() } : null;
}

/** Long lines go on indented, and an empty `To:` has its value below. */
function isContinuation(rest: string, before: string): boolean {
  if (rest.trim() === '') return false;
  return (
    /^[ \t]{1,}\S/.test(rest) &&
    rest.length < 300 &&
    (before === '' || /[,;>]$/.test(before) || rest.startsWith('\t') || rest.startsWith('  '))
  );
}

function senderOf(value: string): MailAddress | null {
  const address = ADDRESS.exec(value.replace(/mailto:/gi, ''))?.[0] ?? '';
  const display = value
    .replace(/[<[(].*$/, '')
    .replace(/["*]/g, '')
    .trim();
  return address === '' && display === '' ? null : { name: display === address ? '' : display, address };
}
