// Bytes and what was said about them → text. Trusts a label that fits its bytes and finds the charset where none does.
import { isAscii, isUtf8 } from 'node:buffer';
import { decodeEucJp, decodeShiftJis } from './double-byte.ts';
import { decodeIso2022Jp, hasDesignation, restoreEscapes } from './iso-2022-jp.ts';
import { type JapaneseCharset, readLabel } from './labels.ts';
import { scoreEucJp, scoreShiftJis, scoreUtf8 } from './plausibility.ts';
import type { Decoded } from './units.ts';
import { decodeUtf16, looksLikeUtf16 } from './utf-16.ts';

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

const ESC = 0x1b;
/** How much better (points per byte) another charset must look before a label that decodes is overruled. */
const OVERRULE = 0.7;
/** What a hint from elsewhere in the mail is worth, in points per byte. */
const HINT = 0.4;

const reading = (charset: string, text: string, guessed: boolean, damaged = false): CharsetReading => ({
  text,
  charset,
  guessed,
  damaged,
});

/**
 * Decodes text of unknown honesty.
 *
 * @param label the charset it claims, as written, or null
 * @param hint the charset that the rest of the mail is in, for what carries no label (raw headers)
 */
export function decodeText(bytes: Buffer, label: string | null, hint: string | null = null): CharsetReading {
  const said = readLabel(label);
  if (looksLikeUtf16(bytes) || (said?.kind === 'utf-16' && (bytes.includes(0) || !isUtf8(bytes)))) {
    const text = decodeUtf16(bytes, label ?? '');
    if (text !== null) return reading('utf-16', text, said?.kind !== 'utf-16');
  }
  if (isAscii(bytes)) return decodeSevenBit(bytes, said?.kind ?? null);
  if (bytes.includes(ESC) && hasDesignation(bytes)) {
    const { text, bad } = decodeIso2022Jp(bytes, (run) => decodeEightBit(run));
    return reading('iso-2022-jp', text, said?.kind !== 'iso-2022-jp', bad > 0);
  }
  const whole = withoutCutTail(bytes);
  const utf8 = isUtf8(whole);
  switch (said?.kind) {
    case 'utf-8':
      return utf8 ? reading('utf-8', utf8Text(whole), false) : detect(bytes, 'utf-8', null);
    case 'shift_jis':
    case 'euc-jp': {
      if (utf8 && hasLongSequence(whole)) return reading('utf-8', utf8Text(whole), true);
      const own = said.kind === 'shift_jis' ? decodeShiftJis(bytes) : decodeEucJp(bytes);
      if (own.bad === 0 && !overruled(bytes, said.kind)) return reading(said.kind, own.text, false);
      return detect(bytes, said.kind, null);
    }
    case 'other': {
      if (utf8 && hasLongSequence(whole)) return reading('utf-8', utf8Text(whole), true);
      const text = decodeOther(bytes, said.label);
      return text === null ? detect(bytes, null, hint) : reading(said.label, text, false);
    }
    case 'western':
      if (utf8) return reading('utf-8', utf8Text(whole), true);
      return detect(bytes, 'western', hint);
    default:
      if (utf8 && (hasLongSequence(whole) || detectPair(bytes, hint).score < 0.3)) {
        return reading('utf-8', utf8Text(whole), true);
      }
      // Half-width kana with its eighth bit set is a dialect of ISO-2022-JP; alone it reads like Shift_JIS.
      if (said?.kind === 'iso-2022-jp') return detect(bytes, null, onlyKana(bytes) ? 'shift_jis' : null);
      return detect(bytes, null, hint);
  }
}

function decodeSevenBit(bytes: Buffer, kind: string | null): CharsetReading {
  const jis = kind === 'iso-2022-jp';
  const shifted = jis && (bytes.includes(0x0e) || bytes.includes(0x0f));
  if (shifted || (bytes.includes(ESC) && (jis || hasDesignation(bytes)))) {
    const { text, bad } = decodeIso2022Jp(bytes, (run) => Buffer.from(run).toString('latin1'));
    return reading('iso-2022-jp', text, !jis, bad > 0);
  }
  const restored = jis ? restoreEscapes(bytes) : null;
  if (restored) return reading('iso-2022-jp', decodeIso2022Jp(restored, () => '').text, true);
  return reading('us-ascii', bytes.toString('latin1'), false);
}

function onlyKana(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf));
}

/** A label that decodes is still wrong when its text is nothing and the other charset's is Japanese. */
function overruled(bytes: Buffer, kind: 'shift_jis' | 'euc-jp'): boolean {
  const sjis = kind === 'shift_jis';
  const own = sjis ? scoreShiftJis(bytes) : scoreEucJp(bytes);
  if (own >= 1) return false;
  const other = sjis ? scoreEucJp(bytes) : scoreShiftJis(bytes);
  return other > own + OVERRULE && (sjis ? decodeEucJp(bytes) : decodeShiftJis(bytes)).bad === 0;
}

/** Charset of a run inside a mail that is otherwise ISO-2022-JP. */
function decodeEightBit(run: Uint8Array): string {
  const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
  return isUtf8(bytes) ? utf8Text(bytes) : detect(bytes, null, null).text;
}

function detectPair(bytes: Buffer, hint: string | null): { charset: 'shift_jis' | 'euc-jp'; score: number } {
  const kind = readLabel(hint)?.kind;
  const sjis = scoreShiftJis(bytes) + (kind === 'shift_jis' ? HINT : 0);
  const euc = scoreEucJp(bytes) + (kind === 'euc-jp' ? HINT : 0);
  return euc > sjis ? { charset: 'euc-jp', score: euc } : { charset: 'shift_jis', score: sjis };
}

/** Scored detection where the label gave nothing or was wrong; `said` is not trusted, only told apart from a guess. */
function detect(
  bytes: Buffer,
  said: JapaneseCharset | 'western' | null,
  hint: string | null,
): CharsetReading {
  const pair = detectPair(bytes, hint);
  const utf8 = scoreUtf8(bytes) + (said === 'utf-8' ? HINT : 0);
  if (utf8 > pair.score && utf8 > 0) {
    const lines = decodeByLine(bytes, pair.charset);
    const whole = lines.bad === 0 ? lines.text : utf8Text(bytes);
    return reading('utf-8', whole, said !== 'utf-8' || lines.bad === 0, lines.bad > 0);
  }
  // Lone high bytes among letters are somebody's é, not half of a character.
  if (pair.score < (said === 'western' ? 0.3 : -0.5)) {
    if (said === 'utf-8') return reading('utf-8', utf8Text(bytes), false, true);
    return reading('windows-1252', decodeOther(bytes, 'windows-1252') ?? '', said !== 'western');
  }
  const { text, bad } = decodePair(bytes, pair.charset);
  if (bad > 0) {
    const lines = decodeByLine(bytes, pair.charset);
    if (lines.bad < bad) return reading(pair.charset, lines.text, true, lines.bad > 0);
  }
  return reading(pair.charset, text, said !== pair.charset, bad > 0);
}

function decodePair(bytes: Buffer, charset: 'shift_jis' | 'euc-jp'): Decoded {
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

/** Three-byte sequences: pairs of Shift_JIS or EUC-JP make valid two-byte UTF-8 by chance, these they do not. */
function hasLongSequence(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) >= 0xe0) return true;
  return false;
}

/** A UTF-8 character cut off at the very end (a size limit on the way) is not counted against UTF-8. */
function withoutCutTail(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return need > back ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}

function utf8Text(bytes: Buffer): string {
  const bom = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString('utf8', bom ? 3 : 0, bytes.length);
}

function decodeOther(bytes: Buffer, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
