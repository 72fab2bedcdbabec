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
const CR = 0x0d;
/** Names that make a line a header line even where the blank line before the body is missing. */
const KNOWN =
  /^(?:content-|mime-version|x-|date|from|to|cc|bcc|subject|sender|reply-to|message-id|received|return-path|in-reply-to|references|list-|dkim-|arc-|authentication-|delivered-to|importance|priority|precedence|user-agent|errors-to|envelope-to|thread-|auto-|resent-|organization|status|lines|disposition-notification)/i;

/** Offset of the colon behind a field name, 0 where the line is no field. RFC 822 allowed blanks before the colon. */
function colonOf(line: string): number {
  let i = 0;
  while (i < 80 && i < line.length) {
    const code = line.charCodeAt(i);
    if (code === 0x3a) return i;
    if (code < 0x21 || code > 0x7e) break;
    i++;
  }
  if (i === 0) return 0;
  for (let blanks = 0; blanks < 4 && (line[i] === ' ' || line[i] === '\t'); blanks++) i++;
  return line[i] === ':' ? i : 0;
}

/** Fields as they grow line by line, within the limits. */
class Collector {
  readonly fields: Field[] = [];
  cut = false;
  #name = '';
  #lines: string[] | null = null;
  #size = 0;
  #spent = 0;

  get empty(): boolean {
    return this.#lines === null && this.fields.length === 0;
  }

  /** Whether the open field ends inside an encoded word. */
  get insideWord(): boolean {
    const last = this.#lines?.[this.#lines.length - 1];
    return last !== undefined && /=\?[^\s?]{1,60}\?[bq]\?[^\s?]*$/i.test(last.slice(-400));
  }

  open(line: string, colon: number): void {
    this.close();
    if (this.fields.length >= limits.headerFields) this.cut = true;
    else {
      this.#name = line.slice(0, colon).trimEnd().toLowerCase();
      this.#lines = [];
      this.#size = 0;
      this.add(line.slice(colon + 1));
    }
  }

  add(text: string): void {
    if (this.#lines === null) return;
    this.#size += text.length;
    this.#spent += text.length;
    if (this.#size > limits.fieldBytes || this.#spent > limits.headerBytes) this.cut = true;
    else this.#lines.push(text);
  }

  close(): void {
    if (this.#lines !== null) this.fields.push({ name: this.#name, value: unfold(this.#lines) });
    this.#lines = null;
  }

  end(bodyAt: number): HeaderBlock {
    this.close();
    return { fields: this.fields, bodyAt, cut: this.cut };
  }
}

/**
 * Splits the header off a mail or part.
 *
 * It ends at a blank line, or before a line that cannot belong to it (then the blank line is missing).
 * @param part inside a multipart nothing but known names makes a header, so that text which looks like one
 *   (`TEL: …`) stays text
 */
export function readHeader(raw: Buffer, part: boolean): HeaderBlock {
  const found = new Collector();
  // A byte order mark that an editor left before the first field.
  let at = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0;
  while (at < raw.length) {
    const feed = raw.indexOf(LF, at);
    const next = feed < 0 ? raw.length : feed + 1;
    let stop = feed < 0 ? raw.length : feed;
    while (stop > at && raw[stop - 1] === CR) stop--;
    if (stop - at > limits.fieldBytes) found.cut = true;
    const line = raw.toString('latin1', at, Math.min(stop, at + limits.fieldBytes));
    const folded = line[0] === ' ' || line[0] === '\t';
    if (line === '' || (folded && isBlankLine(line) && !fieldAt(raw, next, false))) {
      if (part || !found.empty) return found.end(next);
      at = next;
      continue;
    }
    const colon = folded ? 0 : colonOf(line);
    if (colon > 0 && !(part && found.empty && !KNOWN.test(line))) found.open(line, colon);
    else if (found.empty) {
      // An mbox separator, or a stray fold; else there is no header and all is text.
      if (!/^>?From /.test(line) && !(folded && !part)) return found.end(at);
    } else if (folded) found.add(line);
    else if (line.includes('?=') && (line.startsWith('=?') || found.insideWord)) found.add(` ${line}`);
    else if (fieldAt(raw, next, true)) found.add(` ${line}`);
    else return found.end(at);
    at = next;
  }
  return found.end(raw.length);
}

function isBlankLine(line: string): boolean {
  for (let i = 0; i < line.length; i++) if (line[i] !== ' ' && line[i] !== '\t') return false;
  return true;
}

/** Whether a header line stands at `at` (of a known name, where `known`). */
function fieldAt(raw: Buffer, at: number, known: boolean): boolean {
  const line = raw.toString('latin1', at, Math.min(raw.length, at + 120));
  return colonOf(line) > 0 && (!known || KNOWN.test(line));
}

/**
 * Undoes folds. The blank that made a fold stays, except inside a two-byte character set of ISO-2022-JP, where no
 * blank can stand: there the sender cut the line in the middle of the text.
 */
function unfold(lines: string[]): string {
  let value = lines[0] ?? '';
  let twoByte = inTwoByte(value, false);
  for (const line of lines.slice(1)) {
    value += twoByte ? line.trimStart() : line;
    twoByte = inTwoByte(line, twoByte);
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
