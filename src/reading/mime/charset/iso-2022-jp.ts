// ISO-2022-JP in every dialect seen in mail: 1978/83/90 sets, half-width kana by ESC ( I, SO/SI or 8 bits, JIS X 0212,
// NEC and IBM rows, lines that end without a reset, escapes whose ESC byte was lost. Not a validator.
import { jis0208, jis0212, PLANE } from './tables.ts';
import { type Decoded, toText, unitsFor } from './units.ts';

const ESC = 0x1b;
const BAD = 0xfffd;

type Plane = 'ascii' | 'roman' | 'kana' | 'jis0208' | 'jis0212' | 'unknown';

/** Designations (ECMA-35) by what stands between ESC and the text, and 1 byte more for ESC itself. */
const designations: ReadonlyArray<readonly [sequence: string, plane: Plane]> = [
  ['$B', 'jis0208'],
  ['(B', 'ascii'],
  ['(J', 'roman'],
  ['(I', 'kana'],
  ['$@', 'jis0208'],
  ['$(D', 'jis0212'],
  ['$(B', 'jis0208'],
  ['$(@', 'jis0208'],
  ['$(O', 'jis0208'],
  ['$(Q', 'jis0208'],
  ['$(P', 'unknown'],
  ['$(C', 'unknown'],
  ['$(A', 'unknown'],
  ['$A', 'unknown'],
  ['&@', 'ascii'],
  ['(H', 'ascii'],
  ['(A', 'ascii'],
];

function designationAt(bytes: Uint8Array, at: number): readonly [string, Plane] | null {
  for (const entry of designations) {
    const sequence = entry[0];
    let same = true;
    for (let k = 0; k < sequence.length && same; k++) same = bytes[at + k] === sequence.charCodeAt(k);
    if (same) return entry;
  }
  return null;
}

/** Whether a two-byte set or half-width kana is designated anywhere: proof of ISO-2022-JP, whatever the label says. */
export function hasDesignation(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(ESC); at >= 0; at = bytes.indexOf(ESC, at + 1)) {
    const found = designationAt(bytes, at + 1);
    if (found && found[0] !== '(B' && found[0] !== '&@') return true;
  }
  return false;
}

/** Whether the line from `at` reads as pairs of the two-byte set up to its end or next escape. */
function looksTwoByte(bytes: Uint8Array, at: number): boolean {
  let i = at;
  for (; i + 1 < bytes.length; i += 2) {
    const first = bytes[i] as number;
    if (first === ESC || first === 0x0a || first === 0x0d) break;
    const second = bytes[i + 1] as number;
    if (first < 0x21 || first > 0x7e || second < 0x21 || second > 0x7e) return false;
    if (jis0208[(first - 0x21) * 94 + second - 0x21] === 0) return false;
  }
  return true;
}

function looksKana(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === ESC || byte === 0x0a || byte === 0x0d) break;
    if (byte < 0x21 || (byte > 0x5f && byte < 0xa1)) return false;
  }
  return true;
}

/**
 * Decodes ISO-2022-JP.
 *
 * @param eightBit reads a run of bytes ≥ 0x80 that is not half-width kana alone (another charset inside the mail)
 */
export function decodeIso2022Jp(bytes: Uint8Array, eightBit: (run: Uint8Array) => string): Decoded {
  const end = bytes.length;
  let out = unitsFor(end);
  let n = 0;
  let bad = 0;
  let head = '';
  let plane: Plane = 'ascii';
  let shifted = false;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte === ESC) {
      const found = designationAt(bytes, i + 1);
      if (found) {
        i += found[0].length;
        plane = found[1];
        shifted = false;
      }
    } else if (byte === 0x0e || byte === 0x0f) {
      shifted = byte === 0x0e;
    } else if (byte >= 0xa1 && byte <= 0xdf && (plane !== 'ascii' || isKanaRun(bytes, i))) {
      out[n++] = 0xff61 - 0xa1 + byte;
    } else if (byte >= 0x80 && (plane === 'ascii' || plane === 'roman' || plane === 'kana')) {
      let stop = i + 1;
      while (stop < end && bytes[stop] !== ESC && bytes[stop] !== 0x0a) stop++;
      head += toText(out, n) + eightBit(bytes.subarray(i, stop));
      out = unitsFor(end);
      n = 0;
      i = stop - 1;
    } else if (byte < 0x21) {
      out[n++] = byte;
      // No reset at the line's end: the text goes on, unless the next line cannot be read so.
      if (byte === 0x0a && plane === 'jis0208' && !looksTwoByte(bytes, i + 1)) plane = 'ascii';
      if (byte === 0x0a && plane === 'kana' && !looksKana(bytes, i + 1)) plane = 'ascii';
    } else if (shifted || plane === 'kana') {
      if (byte <= 0x5f) out[n++] = 0xff61 - 0x21 + byte;
      else out[n++] = byte;
    } else if (plane === 'ascii') {
      out[n++] = byte;
    } else if (plane === 'roman') {
      out[n++] = byte === 0x5c ? 0xa5 : byte === 0x7e ? 0x203e : byte;
    } else {
      const second = i + 1 < end ? (bytes[i + 1] as number) : 0;
      const index = (byte - 0x21) * 94 + second - 0x21;
      if (second < 0x21 || second > 0x7e) {
        // Half a pair: at the end the mail was cut, elsewhere a byte was lost.
        if (i + 1 < end) {
          out[n++] = BAD;
          bad++;
        }
        continue;
      }
      let unit = 0;
      if (plane === 'jis0208') unit = index < PLANE ? (jis0208[index] as number) : 0;
      else if (plane === 'jis0212') unit = jis0212[index] ?? 0;
      if (unit === 0) bad++;
      out[n++] = unit || BAD;
      i++;
    }
  }
  return { text: head + toText(out, n), bad };
}

function isKanaRun(bytes: Uint8Array, at: number): boolean {
  // Where the run before was kana, this byte was looked at already.
  if (at > 0) {
    const before = bytes[at - 1] as number;
    if (before >= 0xa1 && before <= 0xdf) return true;
  }
  for (let i = at; i < bytes.length && (bytes[i] as number) >= 0x80; i++) {
    const byte = bytes[i] as number;
    if (byte < 0xa1 || byte > 0xdf) return false;
  }
  return true;
}

/**
 * Puts back the ESC bytes that some gateways strip (`$B…(B` left in the text). Only whole runs of defined characters
 * count, so that prices and code in ASCII stay; null where there is nothing to put back.
 */
export function restoreEscapes(bytes: Buffer): Buffer | null {
  const pieces: Buffer[] = [];
  let done = 0;
  let i = 0;
  for (let at = bytes.indexOf('$B'); at >= 0; at = bytes.indexOf('$B', i)) {
    i = at + 2;
    while (i + 1 < bytes.length && !(bytes[i] === 0x28 && (bytes[i + 1] === 0x42 || bytes[i + 1] === 0x4a))) {
      const first = bytes[i] as number;
      const second = bytes[i + 1] as number;
      if (first < 0x21 || first > 0x7e || second < 0x21 || second > 0x7e) break;
      if (jis0208[(first - 0x21) * 94 + second - 0x21] === 0) break;
      i += 2;
    }
    if (i === at + 2 || bytes[i] !== 0x28 || (bytes[i + 1] !== 0x42 && bytes[i + 1] !== 0x4a)) continue;
    pieces.push(bytes.subarray(done, at), Buffer.of(ESC), bytes.subarray(at, i), Buffer.of(ESC, 0x28, 0x42));
    i += 2;
    done = i;
  }
  if (pieces.length === 0) return null;
  pieces.push(bytes.subarray(done));
  return Buffer.concat(pieces);
}
