// Where the sender's own signature begins. Its address, phone and mail are never the customer's, and in a notice they
// are the only ones of the mail.
import { nfkc } from '../../lib/japanese-text.ts';
import { pageIn } from './detail-url.ts';
import type { Line } from './line.ts';
import type { FieldId } from './words/labels.ts';

/** How a sender calls itself: display names and domains. */
export interface SenderWords {
  names: readonly string[];
  domains: readonly string[];
}

/** What a signature may hold; any other known label shows that the form still goes on. */
const SIGNATURE_FIELDS = new Set<FieldId>([
  'phone',
  'email',
  'address',
  'postalCode',
  'note',
  'propertyAddress',
  'detailUrl',
]);
const OFFICE =
  /事務局|サポート|センター|カスタマー|株式会社|有限会社|運営(?:会社|元|者|：)|窓口|ヘルプデスク/;
const CLOSING = /今後とも|引き?続き|ご利用|配信|送信|ログイン|管理画面|お問い?合わ?せ/;
const BOILERPLATE =
  /(?:送信|配信)専用|自動(?:的に)?(?:送信|配信)|^[※*＊]?[ \u3000]*(?:本|この|当)(?:メール|通知)/;
const MAX_WORDS = 300;

/** Index of the first line of the sender's signature, or the number of lines when there is none. */
export function footerStart(lines: readonly Line[], sender: SenderWords): number {
  const names = sender.names.map(fold);
  const domains = sender.domains.map(fold);
  const own = (text: string): boolean => {
    const words = fold(text.slice(0, MAX_WORDS));
    if (pageIn(text, sender.domains) !== null) return false;
    return names.some((name) => words.includes(name)) || domains.some((domain) => words.includes(domain));
  };
  const seen = seenFields(lines);
  for (let i = lastFormLine(lines) + 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.kind === 'blank') continue;
    if (line.kind === 'rule') {
      const rest = block(lines, i + 1);
      const linked = rest.some(({ text }) => pageIn(text, sender.domains) !== null);
      if (!linked && isSignature(rest, own, seen)) return i;
    } else if (BOILERPLATE.test(line.text) && opensBlock(lines, i)) return i;
    else if (!own(line.text)) continue;
    else if (OFFICE.test(line.text) && !line.text.includes('。')) return i;
    else if (opensBlock(lines, i) && !isAnswer(line) && (CLOSING.test(line.text) || OFFICE.test(line.text)))
      return i;
  }
  return lines.length;
}

function isSignature(
  lines: readonly Line[],
  own: (text: string) => boolean,
  seen: ReadonlySet<FieldId>,
): boolean {
  if (lines.some((line) => own(line.text) || OFFICE.test(line.text) || BOILERPLATE.test(line.text)))
    return true;
  const fields = lines.flatMap((line) => (line.kind === 'pair' ? line.pairs.map((pair) => pair.field) : []));
  return (
    fields.length > 0 &&
    fields.every((field) => field === null || (SIGNATURE_FIELDS.has(field) && seen.has(field)))
  );
}

/** The lines from here to the next rule. */
function block(lines: readonly Line[], from: number): readonly Line[] {
  let end = from;
  while (end < lines.length && lines[end]?.kind !== 'rule') end++;
  return lines.slice(from, end);
}

function opensBlock(lines: readonly Line[], at: number): boolean {
  const before = lines[at - 1];
  return !before || before.kind === 'blank' || before.kind === 'rule';
}

/** A line that fills a field: the sender may stand in its value without it being the sender's signature. */
function isAnswer(line: Line): boolean {
  return (line.kind === 'pair' || line.kind === 'label') && line.pairs[0].field === 'message';
}

function lastFormLine(lines: readonly Line[]): number {
  return lines.findLastIndex(
    (line) =>
      (line.kind === 'pair' || line.kind === 'label') &&
      line.style !== '⏎' &&
      line.pairs.some(({ field }) => field !== null && !SIGNATURE_FIELDS.has(field)),
  );
}

function seenFields(lines: readonly Line[]): Set<FieldId> {
  const seen = new Set<FieldId>();
  const last = lastFormLine(lines);
  lines.forEach((line, i) => {
    if (i <= last && (line.kind === 'pair' || line.kind === 'label'))
      for (const { field } of line.pairs) if (field) seen.add(field);
  });
  return seen;
}

function fold(text: string): string {
  return nfkc(text).toLowerCase();
}
