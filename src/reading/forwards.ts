// Takes a forwarded mail out of its wrappings, so that a portal's reader sees it as if it had come directly. Knows
// ways of forwarding (quoted, inline, attached), no portal.
import { nfkc } from '../lib/japanese-text.ts';
import type { DecodedMail } from '../portal-kit/mail.ts';
import { type ForwardHeader, findForwardHeader, isForwardMarker, unquote } from './forward-header.ts';

const REPLY =
  /^(?:\s|　|\[[^\]]{1,20}\])*(?:re(?:\^\d+|\[\d+\])?|返信|回答|自動返信|automatic reply|auto-?reply)\s*[:：]/i;
const FORWARD = /^(?:\s|　|\[[^\]]{1,20}\])*(?:fwd?(?:\^\d+|\[\d+\])?|転送|tr|wg)\s*[:：]\s*/i;
const MAX_VIEWS = 12;
const MAX_DEPTH = 6;

/** True for a subject that answers another mail (`Re:`, `返信:`). What an answer quotes did not arrive with it. */
export function isReply(subject: string): boolean {
  return REPLY.test(nfkc(subject.slice(0, 200)));
}

/**
 * The mail itself first, then what it forwards, outermost first: each looks like the mail that was forwarded, with
 * the sender and subject its wrapping names (`from` null where it names none). Nothing is unwrapped from an answer.
 */
export function views(mail: DecodedMail): DecodedMail[] {
  const found: DecodedMail[] = [];
  collect(mail, 0, found);
  return found;
}

function collect(mail: DecodedMail, depth: number, found: DecodedMail[]): void {
  if (found.length >= MAX_VIEWS || depth > MAX_DEPTH) return;
  found.push(mail);
  if (isReply(mail.subject)) return;
  for (const inner of mail.nested) collect(inner, depth + 1, found);
  const inner = unwrap(mail);
  if (inner) collect(inner, depth + 1, found);
}

function unwrap(mail: DecodedMail): DecodedMail | null {
  const lines = mail.text.split('\n');
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
  return { ...outer, from, subject, text: body.join('\n'), html: null, nested: [], to: [] };
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
