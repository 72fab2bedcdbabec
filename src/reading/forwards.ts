// Takes a forwarded mail out of its wrappings, so that a portal's reader sees it as if it had come directly. Knows
// ways of forwarding (quoted, inline, attached), no portal.
import { nfkc } from '../lib/japanese-text.ts';
import type { DecodedMail } from '../portal-kit/mail.ts';
import { type ForwardHeader, findForwardHeader, isForwardMarker, unquote } from './forward-header.ts';

const REPLY =
  /^(?:\s|\[[^\]]{1,20}\])*(?:re(?:\^\d+|\[\d+\])?|返信|回答|自動返信|automatic reply|auto-?reply)\s*[:：]/i;
const FORWARD = /^(?:\s|\[[^\]]{1,20}\])*(?:fwd?(?:\^\d+|\[\d+\])?|転送|tr|wg)\s*[:：]\s*/i;
const BAR = /^[ \u3000]*[|｜] ?/;
const MARKER_END = /ends?\b|ここまで|終わり|終了/i;
const SIGNATURE_NEAR = 10;
const MAX_VIEWS = 12;
const MAX_DEPTH = 6;

/** True for a subject that answers another mail (`Re:`, `返信:`). What an answer quotes did not arrive with it. */
export function isReply(subject: string): boolean {
  return REPLY.test(nfkc(subject.slice(0, 200)));
}

/**
 * The mail itself first, then what it forwards, outermost first: each looks like the mail that was forwarded, with
 * the sender and subject its wrapping names (`from` null where it names none). Nothing is unwrapped from an answer,
 * nor before it is asked for.
 */
export function* views(mail: DecodedMail): Generator<DecodedMail> {
  yield* unwrapped(mail, 0, { left: MAX_VIEWS });
}

function* unwrapped(mail: DecodedMail, depth: number, budget: { left: number }): Generator<DecodedMail> {
  if (budget.left-- <= 0 || depth > MAX_DEPTH) return;
  yield mail;
  if (isReply(mail.subject)) return;
  for (const inner of mail.nested) yield* unwrapped(inner, depth + 1, budget);
  const inner = unwrap(mail);
  if (inner) yield* unwrapped(inner, depth + 1, budget);
}

function unwrap(mail: DecodedMail): DecodedMail | null {
  const lines = barsAsQuotes(mail.text.split('\n'));
  const header = findForwardHeader(lines);
  if (header) return innerMail(mail, header.from, header.subject, bodyAfter(lines, header));
  const forwarded = FORWARD.test(nfkc(mail.subject.slice(0, 200)));
  if (!forwarded && !lines.some(isForwardMarker)) return null;
  const subject = mail.subject.replace(FORWARD, '');
  const body = quoted(lines) ?? (mail.from === null ? null : afterMarker(lines));
  return body === null ? null : innerMail(mail, null, subject, body);
}

function innerMail(
  outer: DecodedMail,
  from: DecodedMail['from'],
  subject: string,
  body: string[],
): DecodedMail {
  const text = withoutForwarder(body, outer.from?.address ?? '').join('\n');
  return { ...outer, from, subject, text, html: null, nested: [], to: [] };
}

/** Quotes marked with `|` or `｜` instead of `>`; a drawn table, with bars at both ends, is none. */
function barsAsQuotes(lines: string[]): string[] {
  const barred = lines.filter((line) => BAR.test(line));
  const closed = barred.filter((line) => line.length > 2 && /[|｜]\s*$/.test(line)).length;
  if (barred.length < 5 || closed * 2 > barred.length) return lines;
  return lines.map((line) => line.replace(BAR, '> '));
}

/** Without the forwarder's own signature at either end, and without the line by which a program ends the forward. */
function withoutForwarder(lines: string[], address: string): string[] {
  const end = lines.findIndex((line) => isForwardMarker(line) && MARKER_END.test(line));
  const body = end < 0 ? lines : lines.slice(0, end);
  if (!address.includes('@') || findForwardHeader(body)) return body;
  const own = body.flatMap((line, at) => (line.includes(address) ? [at] : []));
  const first = own.find((at) => at < SIGNATURE_NEAR);
  const last = own.findLast((at) => at >= body.length - SIGNATURE_NEAR && at !== first);
  const from = first === undefined ? 0 : paragraphEnd(body, first);
  return body.slice(from, last === undefined ? body.length : Math.max(from, paragraphStart(body, last)));
}

function paragraphEnd(lines: readonly string[], at: number): number {
  const next = lines.findIndex((line, i) => i > at && line.trim() === '');
  return next < 0 ? lines.length : next;
}

/** Where a signature begins: at its `-- ` (RFC 3676 §4.3), or else with its paragraph. */
function paragraphStart(lines: readonly string[], at: number): number {
  const sign = lines.findLastIndex((line, i) => i < at && i >= at - SIGNATURE_NEAR && /^--\s?$/.test(line));
  return sign >= 0 ? sign : lines.findLastIndex((line, i) => i < at && line.trim() === '') + 1;
}

/** The lines below a header block, less the quote marks the block itself had. */
function bodyAfter(lines: readonly string[], header: ForwardHeader): string[] {
  const rest = lines.slice(header.next);
  if (header.depth > 0) return unquoted(rest, header.depth);
  return quoted(rest) ?? rest;
}

/** Lines that are quoted at least so deep, marks off; ends where the quote ends. */
function unquoted(lines: readonly string[], depth: number): string[] {
  const last = lines.findLastIndex((line) => unquote(line).depth >= depth);
  return lines.slice(0, last + 1).map((line) => unquote(line, depth).rest);
}

/** What stands quoted, when most of the text does; else null. */
function quoted(lines: readonly string[]): string[] | null {
  const written = lines.filter((line) => line.trim() !== '');
  const marked = written.filter((line) => unquote(line).depth > 0).length;
  if (marked < 3 || marked * 2 < written.length) return null;
  const first = lines.findIndex((line) => unquote(line).depth > 0);
  return unquoted(lines.slice(first), 1);
}

/** The lines after the last marker, or all of them where somebody pasted the mail without one. */
function afterMarker(lines: readonly string[]): string[] {
  return lines.slice(lines.findLastIndex(isForwardMarker) + 1);
}
