// How much a run of bytes looks like Japanese in Shift_JIS, EUC-JP or UTF-8: the judge between charsets that all
// decode. Weights are per character and compared per byte; no decoding happens here.
import { isShiftJisLead, shiftJisIndex } from './double-byte.ts';
import { jis0208, PLANE } from './tables.ts';

/** Long mails are judged by their start. */
const SAMPLE = 8 * 1024;

/** Weights in tenths of a point. */
const UNDEFINED = -60;
const weights = new Int8Array(PLANE).map((_, index) => {
  if (jis0208[index] === 0) return UNDEFINED;
  const row = Math.floor(index / 94) + 1;
  if (row === 4) return 30;
  if (row <= 3 || row === 5) return 25;
  if (row <= 8) return -10;
  if (row === 13) return 10;
  if (row <= 47) return 15;
  if (row <= 84) return -5;
  if (row >= 95 && row <= 114) return -40;
  return 5;
});

/** Half-width kana: punctuation alone is rare, a voicing mark has to follow a kana it can voice. */
function kanaWeight(byte: number, before: number): number {
  if (byte <= 0xa5) return -10;
  if (byte === 0xde)
    return before === 0xb3 || (before >= 0xb6 && before <= 0xc4) || (before >= 0xca && before <= 0xce)
      ? 8
      : -20;
  if (byte === 0xdf) return before >= 0xca && before <= 0xce ? 8 : -20;
  const atStart = before < 0xa6 || before > 0xdf;
  if ((byte >= 0xa7 && byte <= 0xb0) || byte === 0xdd || byte === 0xa6) return atStart ? -10 : 5;
  return 5;
}

/** Points per byte ≥ 0x80 in the sample; higher is more like Japanese. About 1 is good, below 0 is not. */
export function scoreShiftJis(bytes: Uint8Array): number {
  const end = Math.min(bytes.length, SAMPLE);
  let points = 0;
  let high = 0;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) continue;
    high++;
    if (isShiftJisLead(byte)) {
      if (i + 1 >= end) break;
      const index = shiftJisIndex(byte, bytes[i + 1] as number);
      points += index < 0 ? UNDEFINED : (weights[index] as number);
      if (index >= 0) {
        i++;
        high++;
      }
    } else if (byte >= 0xa1 && byte <= 0xdf) points += kanaWeight(byte, i > 0 ? (bytes[i - 1] as number) : 0);
    else points += UNDEFINED;
  }
  return high ? points / high / 10 : 0;
}

export function scoreEucJp(bytes: Uint8Array): number {
  const end = Math.min(bytes.length, SAMPLE);
  let points = 0;
  let high = 0;
  let kana = 0;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) continue;
    high++;
    if (i + 1 >= end) break;
    const trail = bytes[i + 1] as number;
    // 8E xx 8E xx …: half-width kana here, kanji that all begin with the same byte in Shift_JIS.
    kana = byte === 0x8e ? kana + 1 : 0;
    if (byte === 0x8e && trail >= 0xa1 && trail <= 0xdf) points += Math.min(kana * 15 - 5, 40);
    else if (byte === 0x8f && trail >= 0xa1) {
      points -= 10;
      i++;
      high++;
    } else if (byte >= 0xa1 && byte <= 0xfe && trail >= 0xa1 && trail <= 0xfe) {
      points += weights[(byte - 0xa1) * 94 + trail - 0xa1] as number;
    } else {
      points += UNDEFINED;
      continue;
    }
    i++;
    high++;
  }
  return high ? points / high / 10 : 0;
}

/** UTF-8 with damage: a whole three-byte sequence hardly ever happens by chance. */
export function scoreUtf8(bytes: Uint8Array): number {
  const end = Math.min(bytes.length, SAMPLE);
  let points = 0;
  let high = 0;
  const follows = (at: number) => at >= bytes.length || ((bytes[at] as number) & 0xc0) === 0x80;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) continue;
    const length = byte >= 0xf0 && byte <= 0xf4 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    high++;
    let k = 1;
    while (k < length && follows(i + k)) k++;
    if (length === 1 || byte > 0xf4 || k < length) points += UNDEFINED;
    else {
      points += length === 2 ? -10 : 15 * length;
      i += length - 1;
      high += length - 1;
    }
  }
  return high ? points / high / 10 : 0;
}
