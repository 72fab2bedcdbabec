// Content-Type and Content-Disposition: the value, its parameters, RFC 2231 and what mailers write instead of it.
import { decodeText } from './charset/index.ts';
import { cleanLine } from './clean.ts';
import { decodeRaw, decodeWords, type WordContext } from './encoded-words.ts';

export interface Parametrized {
  /** In lower case, '' when absent. */
  value: string;
  /** Plain parameters as written, names in lower case; the first of a name counts. */
  parameters: Map<string, string>;
}

const MAX_PARAMETERS = 200;

/** Splits `value; name=value; name="value"` with all its common damage: missing `;`, open quotes, blanks round `=`. */
function parseParameters(field: string): Parametrized {
  const value = /^[^\s;"=]*/.exec(field)?.[0] ?? '';
  const parameters = new Map<string, string>();
  let at = value.length;
  while (at < field.length && parameters.size < MAX_PARAMETERS) {
    while (at < field.length && /[\s;,]/.test(field[at] as string)) at++;
    if (field[at] === '(') {
      const close = field.indexOf(')', at);
      if (close > 0) {
        at = close + 1;
        continue;
      }
    }
    const start = at;
    while (at < field.length && !/[\s;=":]/.test(field[at] as string)) at++;
    const name = field.slice(start, at).toLowerCase();
    while (at < field.length && (field[at] === ' ' || field[at] === '\t')) at++;
    if (field[at] !== '=' && !(field[at] === ':' && name === 'charset')) {
      if (at === start) at++;
      continue;
    }
    at++;
    while (at < field.length && /\s/.test(field[at] as string)) at++;
    const read = field[at] === '"' ? quoted(field, at) : unquoted(field, at);
    at = read.end;
    if (name !== '' && !parameters.has(name)) parameters.set(name, read.text);
  }
  return { value: value.toLowerCase(), parameters };
}

function quoted(field: string, at: number): { text: string; end: number } {
  let text = '';
  let i = at + 1;
  for (; i < field.length && field[i] !== '"'; i++) {
    if (field[i] === '\\' && (field[i + 1] === '"' || field[i + 1] === '\\')) i++;
    text += field[i];
  }
  // Never closed: then it ended at the next parameter.
  if (i >= field.length) {
    const stop = field.indexOf(';', at);
    if (stop > 0) return { text: field.slice(at + 1, stop).trim(), end: stop };
  }
  return { text, end: i + 1 };
}

/** To the next `;`: a file name with blanks and no quotes is common, a second parameter behind a blank is not. */
function unquoted(field: string, at: number): { text: string; end: number } {
  const semicolon = field.indexOf(';', at);
  const end = semicolon < 0 ? field.length : semicolon;
  const all = field.slice(at, end).trim();
  const next = /\s[a-z*0-9-]+=(?!\?)/i.exec(all);
  if (next && !all.startsWith('=?')) return { text: all.slice(0, next.index), end: at + next.index + 1 };
  return { text: all, end };
}

function percentBytes(text: string): Buffer {
  const out = Buffer.alloc(text.length * 3);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const pair = text[i] === '%' ? /^[0-9A-Fa-f]{2}/.exec(text.slice(i + 1, i + 3)) : null;
    if (pair) {
      out[n++] = Number.parseInt(pair[0], 16);
      i += 2;
    } else n += out.write(text[i] as string, n, 'utf8');
  }
  return out.subarray(0, n);
}

/**
 * A parameter that is text (file names), decoded: RFC 2231 with its continuations joined before decoding, encoded
 * words inside the value, raw bytes; null when absent or blank.
 */
export function textParameter(parsed: Parametrized, name: string, context: WordContext): string | null {
  const { parameters } = parsed;
  const extended = parameters.get(`${name}*`);
  const text =
    (extended === undefined
      ? continued(parameters, name, context)
      : decodeExtended([{ text: extended, encoded: true }], context)) ?? plain(parameters.get(name), context);
  const tidied = text === null ? '' : cleanLine(text);
  return tidied === '' ? null : tidied;
}

function plain(value: string | undefined, context: WordContext): string | null {
  if (value === undefined) return null;
  const text = decodeWords(value, context);
  // Browsers' way in mail programs made of web pages.
  if (/(?:%[0-9A-Fa-f]{2}){3}/.test(text)) {
    const read = decodeText(percentBytes(text), null);
    if (read.charset === 'utf-8' && !read.damaged) return read.text;
  }
  return text;
}

interface Segment {
  text: string;
  encoded: boolean;
}

function continued(parameters: Map<string, string>, name: string, context: WordContext): string | null {
  const segments: Segment[] = [];
  for (let k = 0; k < MAX_PARAMETERS; k++) {
    const encoded = parameters.get(`${name}*${k}*`);
    const text = encoded ?? parameters.get(`${name}*${k}`);
    if (text === undefined) {
      // Some count from one.
      if (k === 0) continue;
      break;
    }
    segments.push({ text, encoded: encoded !== undefined });
  }
  return segments.length === 0 ? null : decodeExtended(segments, context);
}

function decodeExtended(segments: Segment[], context: WordContext): string {
  const [first] = segments;
  if (!segments.some((segment) => segment.encoded)) {
    return plain(segments.map((segment) => segment.text).join(''), context) ?? '';
  }
  let label: string | null = null;
  if (first?.encoded) {
    const parts = /^([^']*)'([^']*)'/.exec(first.text);
    if (parts) {
      label = parts[1] || null;
      first.text = first.text.slice(parts[0].length);
    }
  }
  if (
    segments.every((segment) => !segment.text.includes('%')) &&
    segments.some((s) => s.text.includes('=?'))
  ) {
    return decodeWords(segments.map((segment) => segment.text).join(''), context);
  }
  const bytes = Buffer.concat(
    segments.map((segment) =>
      segment.encoded ? percentBytes(segment.text) : Buffer.from(segment.text, 'utf8'),
    ),
  );
  const read = decodeText(bytes, label, context.hint);
  if (read.guessed) context.warnings.add('charset-guessed');
  return read.text;
}

/** Parses a structured field whose bytes may be raw Japanese. */
export function readParameters(field: string | null, context: WordContext): Parametrized {
  return parseParameters(field === null ? '' : decodeRaw(field, context));
}
