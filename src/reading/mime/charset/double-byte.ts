// Shift_JIS (CP932) and EUC-JP (CP51932, with JIS X 0212) to text. Malformed bytes become U+FFFD and are counted.
import { jis0208, jis0212 } from './tables.ts';
import { type Decoded, toText, unitsFor } from './units.ts';

const BAD = 0xfffd;

/** Index into the JIS X 0208 plane of a Shift_JIS pair, or −1 where the trail byte cannot be one. */
export function shiftJisIndex(lead: number, trail: number): number {
  if (trail < 0x40 || trail === 0x7f || trail > 0xfc) return -1;
  return (lead - (lead < 0xa0 ? 0x81 : 0xc1)) * 188 + trail - (trail < 0x7f ? 0x40 : 0x41);
}

export function isShiftJisLead(byte: number): boolean {
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

/** CP932 as Windows reads it: 0x5C is a backslash, 8160 is ～ (U+FF5E). A pair cut off at the end is dropped. */
export function decodeShiftJis(bytes: Uint8Array): Decoded {
  const end = bytes.length;
  const out = unitsFor(end);
  let n = 0;
  let bad = 0;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) out[n++] = byte;
    else if (byte >= 0xa1 && byte <= 0xdf) out[n++] = 0xff61 - 0xa1 + byte;
    else if (isShiftJisLead(byte)) {
      if (i + 1 >= end) break;
      const trail = bytes[i + 1] as number;
      const index = shiftJisIndex(byte, trail);
      const unit = index < 0 ? 0 : (jis0208[index] as number);
      if (unit === 0) bad++;
      out[n++] = unit || BAD;
      // An ASCII byte behind a broken lead is more likely text than half a character.
      if (unit !== 0 || (index >= 0 && trail >= 0x80)) i++;
    } else {
      out[n++] = BAD;
      bad++;
    }
  }
  return { text: toText(out, n), bad };
}

/** EUC-JP with half-width kana (8E xx) and JIS X 0212 (8F xx xx). A character cut off at the end is dropped. */
export function decodeEucJp(bytes: Uint8Array): Decoded {
  const end = bytes.length;
  const out = unitsFor(end);
  let n = 0;
  let bad = 0;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x80) {
      out[n++] = byte;
      continue;
    }
    const wide = byte === 0x8f;
    const at = wide ? i + 2 : i + 1;
    if (at >= end && (byte === 0x8e || wide || (byte >= 0xa1 && byte <= 0xfe))) break;
    const trail = bytes[at] as number;
    let unit = 0;
    if (byte === 0x8e) {
      if (trail >= 0xa1 && trail <= 0xdf) unit = 0xff61 - 0xa1 + trail;
    } else if (trail >= 0xa1 && trail <= 0xfe) {
      const row = wide ? (bytes[i + 1] as number) : byte;
      if (row >= 0xa1 && row <= 0xfe) {
        unit = (wide ? jis0212 : jis0208)[(row - 0xa1) * 94 + trail - 0xa1] as number;
      }
    }
    if (unit === 0) {
      bad++;
      out[n++] = BAD;
      if (byte >= 0xa1 && trail >= 0xa1 && trail <= 0xfe) i++;
    } else {
      out[n++] = unit;
      i = at;
    }
  }
  return { text: toText(out, n), bad };
}
