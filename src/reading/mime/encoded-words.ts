// RFC 2047 encoded words, read as leniently as Japanese mail needs: words of one charset are joined as bytes first,
// because senders cut them inside a character or an escape sequence. Raw 8-bit headers too.
import { isUtf8 } from 'node:buffer';
import { decodeText } from './charset/index.ts';
import { sameCharset } from './charset/labels.ts';
import { cleanLine } from './clean.ts';
import { decodeBase64 } from './transfer.ts';
import type { Warnings } from './warnings.ts';

interface Word {
  charset: string;
  base64: boolean;
  text: string;
  end: number;
}

const WORD_START = '=?';

/** What decoding a header value needs besides the value. */
export interface WordContext {
  /** The charset of the mail's body, for raw bytes in headers. */
  hint: string | null;
  warnings: Warnings;
}

/**
 * Reads one encoded word at `at` (where `=?` stands), or null. Blanks inside the text, unescaped `?` in a Q word and
 * a missing `?=` at the very end are accepted.
 */
export function wordAt(value: string, at: number): Word | null {
  const mark = value.indexOf('?', at + 2);
  if (mark < 0 || mark - at > 80 || mark === at + 2) return null;
  const charset = value.slice(at + 2, mark);
  if (/[\s=<>"]/.test(charset)) return null;
  const letter = value[mark + 1]?.toLowerCase();
  if ((letter !== 'b' && letter !== 'q') || value[mark + 2] !== '?') return null;
  const from = mark + 3;
  let inner = value.indexOf(WORD_START, from);
  // Padding and the end of the word (`==?=`) are no start of another.
  while (inner >= 0 && value[inner + 2] === '=') inner = value.indexOf(WORD_START, inner + 2);
  let stop = value.indexOf('?=', from);
  if (letter === 'q') {
    // `?=E3` inside a Q word is a question mark and an encoded byte, when the word goes on behind it.
    while (
      stop >= 0 &&
      (inner < 0 || stop < inner) &&
      /^\?=[0-9A-Fa-f]{2}[^\s?]*\?=/.test(value.slice(stop, stop + 200))
    ) {
      stop = value.indexOf('?=', stop + 2);
    }
  }
  if (stop < 0 || (inner >= 0 && inner < stop)) {
    // Cut off: by the end of the header, or by the next word.
    const limit = inner >= 0 ? inner : value.length;
    const text = value.slice(from, limit).trimEnd();
    if (inner < 0 && stop < 0 && (text === '' || /[^\w+/=.-]/.test(text))) return null;
    if (inner >= 0 && /[\s?]/.test(text)) return null;
    return { charset, base64: letter === 'b', text, end: limit };
  }
  const text = value.slice(from, stop);
  if (letter === 'b' && /[^A-Za-z0-9+/=\s_-]/.test(text)) return null;
  return { charset, base64: letter === 'b', text, end: stop + 2 };
}

function wordBytes(word: Word): Buffer {
  if (word.base64) return decodeBase64(Buffer.from(word.text, 'latin1')).bytes;
  const out = Buffer.alloc(word.text.length * 3);
  let n = 0;
  for (let i = 0; i < word.text.length; i++) {
    const unit = word.text.charCodeAt(i);
    const pair = unit === 0x3d ? /^[0-9A-Fa-f]{2}/.exec(word.text.slice(i + 1, i + 3)) : null;
    if (pair) {
      out[n++] = Number.parseInt(pair[0], 16);
      i += 2;
    } else if (unit === 0x5f) out[n++] = 0x20;
    else if (unit < 0x80) out[n++] = unit;
    else n += out.write(word.text[i] as string, n, 'utf8');
  }
  return out.subarray(0, n);
}

/**
 * Decodes a run of words of one charset: joined as bytes, since they are cut inside characters; joined as letters
 * where base64 was cut inside a quantum; one by one where each was complete and joining made nonsense.
 */
function decodeRun(run: readonly Word[], context: WordContext): string {
  const label = (run[0] as Word).charset;
  const pieces = run.map(wordBytes);
  let best = decodeText(cutInQuantum(run) ? lettersJoined(run) : Buffer.concat(pieces), label);
  if (run.length > 1 && (best.damaged || best.guessed)) {
    const letters = decodeText(lettersJoined(run), label);
    const single = pieces.map((piece) => decodeText(piece, label));
    if (run.every((word) => word.base64) && !letters.damaged && !letters.guessed) best = letters;
    else if (best.damaged && single.every((piece) => !piece.damaged)) {
      best = { ...best, text: single.map((piece) => piece.text).join(''), damaged: false };
    }
  }
  if (best.guessed) context.warnings.add('charset-guessed');
  if (best.damaged) context.warnings.add('charset-damaged');
  return best.text;
}

function lettersJoined(run: readonly Word[]): Buffer {
  return decodeBase64(Buffer.from(run.map((word) => word.text).join(''), 'latin1')).bytes;
}

/** A word before the last whose final letters hold bits of the next byte: base64 was cut as text. */
function cutInQuantum(run: readonly Word[]): boolean {
  if (!run.every((word) => word.base64)) return false;
  return run.slice(0, -1).some(({ text }) => {
    const over = text.includes('=') ? 0 : text.length % 4;
    if (over === 0) return false;
    // Two letters carry 4 bits too many, three carry 2; an encoder that stops there leaves them zero.
    return over === 1 || (over === 2 ? !/[AQgw]$/.test(text) : !/[AEIMQUYcgkosw048]$/.test(text));
  });
}

/** Decodes every encoded word of a text whose other characters are already characters. */
export function decodeWords(value: string, context: WordContext, again = 1): string {
  let at = value.indexOf(WORD_START);
  if (at < 0) return value;
  let out = '';
  let done = 0;
  let run: Word[] = [];
  const close = () => {
    if (run.length > 0) out += decodeRun(run, context);
    run = [];
  };
  for (; at >= 0; at = value.indexOf(WORD_START, at)) {
    const word = wordAt(value, at);
    if (!word) {
      at += 2;
      continue;
    }
    const between = value.slice(done, at);
    if (run.length === 0) out += between;
    else if (!/^[ \t\r\n]*$/.test(between)) {
      close();
      out += between;
    } else if (!sameCharset((run[0] as Word).charset, word.charset)) close();
    run.push(word);
    at = done = word.end;
  }
  close();
  out += value.slice(done);
  // Gateways that encode what was encoded already.
  return again > 0 && /^\s*=\?[\w.*-]+\?[bq]\?[^?]*\?=/i.test(out)
    ? decodeWords(out, context, again - 1)
    : out;
}

/** A header value's bytes as characters, encoded words left as they stand. */
export function decodeRaw(value: string, context: WordContext): string {
  if (!/[\x80-\xff\x1b\x0e]/.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  let read = decodeText(bytes, null, context.hint);
  if (read.damaged || (read.charset !== 'iso-2022-jp' && !isUtf8(bytes))) {
    // Folded inside a character, the blank of the fold stands between its bytes.
    const joined = Buffer.from(value.replace(/([\x80-\xff])[ \t]+(?=[\x40-\xff])/g, '$1'), 'latin1');
    const again = joined.length === bytes.length ? read : decodeText(joined, null, context.hint);
    if (!again.damaged && (read.damaged || again.charset === 'utf-8')) read = again;
  }
  if (read.charset !== 'iso-2022-jp') context.warnings.add('charset-guessed');
  if (read.damaged) context.warnings.add('charset-damaged');
  return read.text;
}

/** Unstructured text (Subject): raw bytes, encoded words, no control characters, no blanks at its ends. */
export function decodeUnstructured(value: string, context: WordContext): string {
  return cleanLine(decodeWords(decodeRaw(value, context), context));
}
