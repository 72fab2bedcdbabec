// The sender's own signature, taken off a mail's lines. Its address, phone and mail are never the customer's, and in a notice they
// are the only ones of the mail.
import { nfkc } from '../../lib/japanese-text.ts';
import { pageIn } from './detail-url.ts';
import type { Labelled, Line } from './line.ts';
import type { FieldId } from './words/labels.ts';
import { sectionOf } from './words/sections.ts';

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
const NEAR = 20;

/** The lines without the sender's own signature, above the form (its labels taken for text) and below (cut off). */
export function withoutSignature(lines: readonly Line[], sender: SenderWords): readonly Line[] {
  const own = ownWords(sender);
  const form = lines.slice(0, footerStart(lines, sender, own));
  const first = form.findIndex(isFormLine);
  for (const [at, line] of form.slice(0, Math.max(0, first)).entries())
    if (isLabelled(line) && isLetterhead(form, at, own)) form[at] = asText(line);
  return form;
}

type Own = (text: string) => boolean;

/** Whether a text names the sender or its domain, otherwise than by the address of a page. */
function ownWords(sender: SenderWords): Own {
  const names = sender.names.map(fold);
  const domains = sender.domains.map(fold);
  return (text) => {
    if (pageIn(text, sender.domains) !== null) return false;
    const words = fold(text.slice(0, MAX_WORDS));
    return names.some((name) => words.includes(name)) || domains.some((domain) => words.includes(domain));
  };
}

/** Index of the first line of the signature below the form, or the number of lines when there is none. */
function footerStart(lines: readonly Line[], sender: SenderWords, own: Own): number {
  const last = lines.findLastIndex(isFormLine);
  const firstLabel = lines.findIndex(
    (line) => isLabelled(line) && line.pairs.some(({ field }) => field !== null),
  );
  for (let i = last + 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.kind === 'blank') continue;
    if (line.kind === 'rule') {
      const rest = block(lines, i + 1);
      const linked = rest.some(({ text }) => pageIn(text, sender.domains) !== null);
      if (!linked && isSignature(rest, own, () => seenFields(lines.slice(0, last + 1)))) return i;
    } else if (BOILERPLATE.test(line.text) && opensBlock(lines, i)) return i;
    else if (!own(line.text) || (i < firstLabel && !paragraph(lines, i).includes(lines[firstLabel] as Line)))
      continue;
    else if (OFFICE.test(line.text) && !line.text.includes('。')) return i;
    else if (opensBlock(lines, i) && !isAnswer(line) && i > firstLabel && CLOSING.test(line.text)) return i;
  }
  return lines.length;
}

/** The sender's name, address and phone above the form: a paragraph of its own that fills no other field. */
function isLetterhead(lines: readonly Line[], at: number, own: Own): boolean {
  const around = paragraph(lines, at);
  if (around.some((line) => isFormLine(line) || (line.kind === 'heading' && sectionOf(line.title) !== null)))
    return false;
  return around.some(({ text }) => own(text) || OFFICE.test(text));
}

function asText({ raw, text }: Line): Line {
  return { raw, text, kind: 'text' };
}

/** The lines around this one up to the next blank line or rule; of a longer paragraph only what stands near. */
function paragraph(lines: readonly Line[], at: number): readonly Line[] {
  const parts = (line: Line | undefined): boolean => !line || line.kind === 'blank' || line.kind === 'rule';
  let start = at;
  let end = at + 1;
  while (at - start < NEAR && !parts(lines[start - 1])) start--;
  while (end - at < NEAR && !parts(lines[end])) end++;
  return lines.slice(start, end);
}

function isSignature(lines: readonly Line[], own: Own, seenBefore: () => ReadonlySet<FieldId>): boolean {
  if (lines.some((line) => own(line.text) || OFFICE.test(line.text) || BOILERPLATE.test(line.text)))
    return true;
  const fields = lines.flatMap((line) => (line.kind === 'pair' ? line.pairs.map((pair) => pair.field) : []));
  if (fields.length === 0 || fields.some((field) => field !== null && !SIGNATURE_FIELDS.has(field)))
    return false;
  const seen = seenBefore();
  return fields.every((field) => field === null || seen.has(field));
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

/** A label that no signature holds. */
function isFormLine(line: Line): boolean {
  if (!isLabelled(line) || line.style === '⏎') return false;
  return line.pairs.some(({ field }) => field !== null && !SIGNATURE_FIELDS.has(field));
}

function isLabelled(line: Line): line is Labelled {
  return line.kind === 'pair' || line.kind === 'label';
}

function seenFields(lines: readonly Line[]): Set<FieldId> {
  return new Set(lines.filter(isLabelled).flatMap((line) => line.pairs.flatMap(({ field }) => field ?? [])));
}

function fold(text: string): string {
  return nfkc(text).toLowerCase();
}
