// Which charset text is in when nobody says so, or says so wrongly: by score, and line by line where one is not enough.
import { isUtf8 } from 'node:buffer';
import { decodeEucJp, decodeShiftJis } from './double-byte.ts';
import { type JapaneseCharset, readLabel } from './labels.ts';
import { scoreEucJp, scoreShiftJis, scoreUtf8 } from './plausibility.ts';
import type { Decoded } from './units.ts';

/** Text and how sure it is. */
export interface CharsetReading {
  text: string;
  /** What it was decoded as: one of ours, or the runtime's name of another charset. */
  charset: string;
  /** No label said so, or the label was wrong. Never set for plain ASCII. */
  guessed: boolean;
  /** Some bytes made no character and became U+FFFD. */
  damaged: boolean;
}

/** What a hint from elsewhere in the mail is worth, in points per byte; and a weak one. */
const HINT = 0.4;
export const WEAK_HINT = 0.2;

export const reading = (
  charset: string,
  text: string,
  guessed: boolean,
  damaged = false,
): CharsetReading => ({
  text,
  charset,
  guessed,
  damaged,
});

export function detectPair(
  bytes: Buffer,
  hint: string | null,
  worth = HINT,
): { charset: 'shift_jis' | 'euc-jp'; score: number } {
  const kind = readLabel(hint)?.kind;
  const sjis = scoreShiftJis(bytes) + (kind === 'shift_jis' ? worth : 0);
  const euc = scoreEucJp(bytes) + (kind === 'euc-jp' ? worth : 0);
  return euc > sjis ? { charset: 'euc-jp', score: euc } : { charset: 'shift_jis', score: sjis };
}

/** Scored detection where the label gave nothing or was wrong; `said` is not trusted, only told apart from a guess. */
export function detect(
  bytes: Buffer,
  said: JapaneseCharset | 'western' | null,
  hint: string | null,
  { worth = HINT, label = 'windows-1252' }: { worth?: number; label?: string } = {},
): CharsetReading {
  const pair = detectPair(bytes, hint, worth);
  const utf8 = scoreUtf8(bytes) + (said === 'utf-8' ? HINT : 0);
  if (utf8 > pair.score && utf8 > 0) {
    const lines = decodeByLine(bytes, pair.charset);
    const whole = lines.bad === 0 ? lines.text : utf8Text(bytes);
    return reading('utf-8', whole, said !== 'utf-8' || lines.bad === 0, lines.bad > 0);
  }
  // Lone high bytes among letters are somebody's é, not half of a character.
  if (pair.score < (said === 'western' ? (highBytesAreLone(bytes) ? 0.3 : -0.3) : -0.5)) {
    if (said === 'utf-8') return reading('utf-8', utf8Text(bytes), false, true);
    const text = decodeOther(bytes, label) ?? decodeOther(bytes, 'windows-1252') ?? '';
    return reading(label, text, said !== 'western');
  }
  const { text, bad } = decodePair(bytes, pair.charset);
  if (bad > 0) {
    const lines = decodeByLine(bytes, pair.charset);
    if (lines.bad < bad) return reading(pair.charset, lines.text, true, lines.bad > 0);
  }
  return reading(pair.charset, text, said !== pair.charset, bad > 0);
}

function highBytesAreLone(bytes: Buffer): boolean {
  for (let i = 1; i < bytes.length; i++) {
    if ((bytes[i] as number) >= 0x80 && (bytes[i - 1] as number) >= 0x80) return false;
  }
  return true;
}

export function decodePair(bytes: Buffer, charset: 'shift_jis' | 'euc-jp'): Decoded {
  return charset === 'shift_jis' ? decodeShiftJis(bytes) : decodeEucJp(bytes);
}

/** Scripts paste a template in one charset and a form's answers in another: each line by itself. */
function decodeByLine(bytes: Buffer, main: 'shift_jis' | 'euc-jp'): Decoded {
  const lines: string[] = [];
  let bad = 0;
  for (let at = 0; at <= bytes.length; ) {
    const feed = bytes.indexOf(0x0a, at);
    const end = feed < 0 ? bytes.length : feed;
    const line = bytes.subarray(at, end);
    at = end + 1;
    if (isUtf8(line)) lines.push(utf8Text(line));
    else {
      const read = decodePair(line, detectPair(line, main).charset);
      lines.push(read.text);
      bad += read.bad;
    }
  }
  return { text: lines.join('\n'), bad };
}

export function utf8Text(bytes: Buffer): string {
  const bom = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString('utf8', bom ? 3 : 0, bytes.length);
}

/** By the runtime's decoder; null where the bytes are malformed in that charset. */
export function decodeOther(bytes: Buffer, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
