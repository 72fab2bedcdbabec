// One header block → its fields, still as bytes (a latin1 string, one character a byte). No decoding, no meaning.
import { limits } from './limits.ts';

/** A field: its name in lower case and its value with folds undone, each character one byte. */
export interface Field {
  name: string;
  value: string;
}

export interface HeaderBlock {
  fields: Field[];
  /** Offset of the body's first byte. */
  bodyAt: number;
  /** Something was left out: the block or a field was over its limit. */
  cut: boolean;
}

const LF = 0x0a;
/** Names that make a line a header line even where the blank line before the body is missing. */
const KNOWN =
  /^(?:content-|mime-version|x-|date|from|to|cc|bcc|subject|sender|reply-to|message-id|received|return-path|in-reply-to|references|list-|dkim-|arc-|authentication-|delivered-to|importance|priority|precedence|user-agent|errors-to|envelope-to|thread-|auto-|resent-|organization|status|lines|disposition-notification)/i;

/** Length of the field name before a colon, 0 where the line is no field. */
function nameLength(line: string): number {
  let i = 0;
  while (i < line.length) {
    const code = line.charCodeAt(i);
    if (code === 0x3a) return i;
    if (code < 0x21 || code > 0x7e) break;
    if (++i > 80) return 0;
  }
  // RFC 822 allowed blanks before the colon.
  const end = i;
  while (i > 0 && i < end + 4 && (line[i] === ' ' || line[i] === '\t')) i++;
  return end > 0 && line[i] === ':' ? end : 0;
}

/**
 * Splits the header off [start, end) of a mail or part.
 *
 * The header ends at a blank line, or before a line that cannot belong to it (the blank line is missing).
 * @param strict a part inside a multipart: nothing but known names makes a header there, so that text which looks
 *   like one (`TEL: …`) stays text
 */
export function readHeader(raw: Buffer, start: number, end: number, strict: boolean): HeaderBlock {
  const fields: Field[] = [];
  let cut = false;
  let at = start;
  let current: { name: string; parts: string[]; size: number } | null = null;
  const flush = () => {
    if (current) fields.push({ name: current.name, value: unfold(current.parts) });
    current = null;
  };
  let spent = 0;
  while (at < end) {
    const feed = raw.indexOf(LF, at);
    const next = feed < 0 || feed >= end ? end : feed + 1;
    let stop = next;
    while (stop > at && (raw[stop - 1] === 0x0a || raw[stop - 1] === 0x0d)) stop--;
    if (stop === at) {
      if (fields.length === 0 && !current && !strict) {
        at = next;
        continue;
      }
      flush();
      return { fields, bodyAt: next, cut };
    }
    const first = raw[at] as number;
    const long = stop - at > limits.fieldBytes;
    const line = raw.toString('latin1', at, long ? at + limits.fieldBytes : stop);
    if (long) cut = true;
    const folded: boolean = first === 0x20 || first === 0x09;
    if (folded && current && line.trim() === '' && !fieldFollows(raw, next, end, false)) {
      flush();
      return { fields, bodyAt: next, cut };
    }
    const length = folded ? 0 : nameLength(line);
    if (length > 0 && !(strict && fields.length === 0 && !current && !KNOWN.test(line))) {
      flush();
      spent += line.length;
      if (fields.length >= limits.headerFields || spent > limits.headerBytes) cut = true;
      else {
        const colon = line.indexOf(':', length);
        current = {
          name: line.slice(0, length).toLowerCase(),
          parts: [line.slice(colon + 1)],
          size: line.length,
        };
      }
    } else if (folded || continues(line) || fieldFollows(raw, next, end, true)) {
      if (current === null && fields.length === 0 && !/^>?From /.test(line)) {
        // Text before any field: there is no header here.
        if (!folded || strict) return { fields, bodyAt: at, cut };
      } else if (current !== null) {
        const open: { parts: string[]; size: number } = current;
        spent += line.length;
        if (open.size + line.length > limits.fieldBytes || spent > limits.headerBytes) cut = true;
        else {
          open.parts.push(folded ? line : ` ${line}`);
          open.size += line.length;
        }
      }
    } else if (!/^>?From /.test(line) || fields.length > 0 || current) {
      flush();
      return { fields, bodyAt: at, cut };
    }
    at = next;
  }
  flush();
  return { fields, bodyAt: end, cut };
}

/** An encoded word at the line's start is the rest of a field whose fold lost its blank. */
function continues(line: string): boolean {
  return line.startsWith('=?') && line.includes('?=');
}

/** Whether the line at `at` is a header line (of a known name, where `known`). */
function fieldFollows(raw: Buffer, at: number, end: number, known: boolean): boolean {
  const line = raw.toString('latin1', at, Math.min(end, at + 120));
  return nameLength(line) > 0 && (!known || KNOWN.test(line));
}

/**
 * Undoes folds. The blank that made a fold stays, except inside a two-byte character set of ISO-2022-JP, where no
 * blank can stand: there the sender cut the line in the middle of the text.
 */
function unfold(parts: string[]): string {
  if (parts.length === 1) return (parts[0] as string).trim();
  let value = parts[0] as string;
  let twoByte = inTwoByte(value, false);
  for (const part of parts.slice(1)) {
    value += twoByte ? part.replace(/^[ \t]+/, '') : part;
    twoByte = inTwoByte(part, twoByte);
  }
  return value.trim();
}

function inTwoByte(line: string, before: boolean): boolean {
  const last = line.lastIndexOf('\x1b');
  return last < 0 ? before : line[last + 1] === '$';
}

/** The first field of that name with anything in it, or null. */
export function fieldOf(fields: readonly Field[], name: string): string | null {
  for (const field of fields) if (field.name === name && field.value !== '') return field.value;
  return null;
}
