// Bytes and what was said about them → text. Trusts a label that fits its bytes and finds the charset where none does.
import { isAscii, isUtf8 } from 'node:buffer';
import {
  type CharsetReading,
  decodeOther,
  decodePair,
  detect,
  detectPair,
  reading,
  utf8Text,
  WEAK_HINT,
} from './detect.ts';
import { decodeIso2022Jp, hasDesignation, restoreEscapes } from './iso-2022-jp.ts';
import { readLabel } from './labels.ts';
import { scoreEucJp, scoreShiftJis } from './plausibility.ts';
import { decodeUtf16, looksLikeUtf16 } from './utf-16.ts';

const ESC = 0x1b;
/** How much better (points per byte) another charset must look before a label that decodes is overruled. */
const OVERRULE = 0.7;

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
      const own = decodePair(bytes, said.kind);
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
      return detect(bytes, 'western', hint, { label: said.label });
    default:
      if (
        utf8 &&
        (hasLongSequence(whole) || readLabel(hint)?.kind === 'utf-8' || detectPair(bytes, hint).score < 0.3)
      ) {
        return reading('utf-8', utf8Text(whole), true);
      }
      // Half-width kana with its eighth bit set is a dialect of ISO-2022-JP; alone it reads like Shift_JIS.
      if (said?.kind === 'iso-2022-jp')
        return detect(bytes, null, onlyKana(bytes) ? 'shift_jis' : null, { worth: WEAK_HINT });
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
  return other > own + OVERRULE && decodePair(bytes, sjis ? 'euc-jp' : 'shift_jis').bad === 0;
}

/** Charset of a run inside a mail that is otherwise ISO-2022-JP. */
function decodeEightBit(run: Uint8Array): string {
  const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
  return isUtf8(bytes) ? utf8Text(bytes) : detect(bytes, null, null).text;
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
