// Content-Transfer-Encoding undone, as far as the bytes allow it. Lenient: what is not encoded at all stays as it is.

const LF = 0x0a;
const CR = 0x0d;
const EQUALS = 0x3d;

export interface Transferred {
  bytes: Buffer;
  /** The bytes were not what the header said, or were damaged. */
  broken: boolean;
}

/** @param encoding the header's value as written: case, comments and quotes do not matter */
export function decodeTransfer(body: Buffer, encoding: string): Transferred {
  switch (/[a-z0-9-]+/.exec(encoding.slice(0, 100).toLowerCase())?.[0]) {
    case 'base64':
    case 'b64':
      return decodeBase64(body);
    case 'quoted-printable':
    case 'quotedprintable':
    case 'quoted':
    case 'qp':
      return { bytes: decodeQuotedPrintable(body), broken: false };
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
    case 'uue':
      return decodeUuencode(body);
    default:
      return { bytes: body, broken: false };
  }
}

/** Sextet of a base64 letter, the URL-safe ones too; 64 white space, 65 the padding sign, 66 anything else. */
const sextets = new Uint8Array(256).fill(66);
for (let i = 0; i < 64; i++) {
  sextets['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charCodeAt(i)] = i;
}
sextets[0x2d] = 62;
sextets[0x5f] = 63;
for (const byte of [0x20, 0x09, CR, LF, 0x00]) sextets[byte] = 64;
sextets[EQUALS] = 65;

const isLetter = (byte: number | undefined) => byte !== undefined && (sextets[byte] as number) < 64;

/**
 * Base64 with line ends anywhere, missing padding, padding in the middle (two encodings joined) and junk in between.
 * A body that is mostly not base64 was never encoded and comes back as it is.
 */
export function decodeBase64(body: Buffer): Transferred {
  const out = Buffer.allocUnsafe(Math.ceil((body.length * 3) / 4) + 3);
  let n = 0;
  let bits = 0;
  let held = 0;
  let junk = 0;
  let blanks = 0;
  let padded = false;
  for (let i = 0; i < body.length; i++) {
    const sextet = sextets[body[i] as number] as number;
    if (sextet < 64) {
      padded = false;
      held = ((held << 6) | sextet) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        out[n++] = held >> bits;
      }
    } else if (sextet === 65) {
      bits = 0;
      if (!padded && footerFollows(body, i)) return { bytes: out.subarray(0, n), broken: true };
      padded = true;
    } else if (sextet === 66) junk++;
    // A blank between letters, not at a line's edge.
    else if (body[i] === 0x20 && isLetter(body[i - 1]) && isLetter(body[i + 1])) blanks++;
  }
  if (junk + blanks > 8 && (junk + blanks) * 12 > body.length) return { bytes: body, broken: true };
  return { bytes: out.subarray(0, n), broken: junk > 0 };
}

/** Plain text that a gateway put behind the padding (a virus scanner's or list's footer). */
function footerFollows(body: Buffer, at: number): boolean {
  let i = at;
  while (i < body.length && (body[i] === EQUALS || sextets[body[i] as number] === 64)) i++;
  for (let k = i; k < body.length && k < i + 76; k++) {
    const kind = sextets[body[k] as number];
    if (body[k] === CR || body[k] === LF) return false;
    if (kind === 66 || body[k] === 0x20) return true;
  }
  return false;
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/**
 * Quoted-printable; `=` that starts neither a pair nor a line break stays, as do raw 8-bit bytes.
 * Raw ISO-2022-JP is full of `=` and was never encoded, or its ESC would have been.
 */
function decodeQuotedPrintable(body: Buffer): Buffer {
  if (body.includes('\x1b$') && !/=1b/i.test(body.toString('latin1', 0, 4_096))) return body;
  const out = Buffer.allocUnsafe(body.length);
  let n = 0;
  // End of what may not be trimmed as trailing white space of a line.
  let solid = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] as number;
    if (byte === EQUALS) {
      const high = hex(body[i + 1]);
      const low = high < 0 ? -1 : hex(body[i + 2]);
      if (low >= 0) {
        out[n++] = high * 16 + low;
        solid = n;
        i += 2;
        continue;
      }
      let next = i + 1;
      while (next < body.length && (body[next] === 0x20 || body[next] === 0x09 || body[next] === CR)) next++;
      if (next >= body.length || body[next] === LF) {
        i = next;
        solid = n;
        continue;
      }
      out[n++] = byte;
      solid = n;
    } else if (byte === LF) {
      const withReturn = n > solid && out[n - 1] === CR;
      if (withReturn) n--;
      while (n > solid && (out[n - 1] === 0x20 || out[n - 1] === 0x09)) n--;
      if (withReturn) out[n++] = CR;
      out[n++] = LF;
      solid = n;
    } else {
      out[n++] = byte;
      if (byte !== 0x20 && byte !== 0x09 && byte !== CR) solid = n;
    }
  }
  return out.subarray(0, n);
}

/** The bytes between `begin` and `end`; a body without them comes back as it is. */
function decodeUuencode(body: Buffer): Transferred {
  const text = body.toString('latin1');
  const begin = /^begin [0-7]{3,4} /m.exec(text);
  if (!begin) return { bytes: body, broken: true };
  const out = Buffer.allocUnsafe(body.length);
  let n = 0;
  const six = (at: number) => ((text.charCodeAt(at) || 0x20) - 0x20) & 63;
  for (let at = text.indexOf('\n', begin.index) + 1; at > 0 && at < text.length; ) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    if (/^end\s*$/.test(text.slice(at, Math.min(end, at + 8))))
      return { bytes: out.subarray(0, n), broken: false };
    const count = Math.min(six(at), Math.floor(((end - at - 1) * 3) / 4) + 2);
    for (let k = 0, from = at + 1; k < count; k += 3, from += 4) {
      const triple = (six(from) << 18) | (six(from + 1) << 12) | (six(from + 2) << 6) | six(from + 3);
      for (let shift = 16, left = Math.min(3, count - k); left > 0; left--, shift -= 8)
        out[n++] = (triple >> shift) & 255;
    }
    if (feed < 0) break;
    at = feed + 1;
  }
  return { bytes: out.subarray(0, n), broken: true };
}
