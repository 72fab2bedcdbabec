// UTF-16 in mail: by its mark, by its label, or by the NUL bytes that ASCII text leaves in it.

/** Whether the bytes carry a UTF-16 mark or look like UTF-16 text without one (every other byte of ASCII is NUL). */
export function looksLikeUtf16(bytes: Buffer): boolean {
  if (bytes.length < 2) return false;
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return nulSide(bytes) !== null;
}

/** Which byte of the pairs is NUL wherever the text has ASCII; null where the pattern is not there. */
function nulSide(bytes: Buffer): 'low-first' | 'high-first' | null {
  const end = Math.min(bytes.length, 512);
  // A stray NUL in a short header value is damage, not UTF-16.
  if (end < 16 || bytes.length % 2 !== 0 || !bytes.subarray(0, end).includes(0)) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < end; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = end / 2;
  if (odd > pairs * 0.2 && even === 0) return 'low-first';
  if (even > pairs * 0.2 && odd === 0) return 'high-first';
  return null;
}

/** The text, or null where the bytes are no UTF-16 after all (a label on other bytes). */
export function decodeUtf16(bytes: Buffer, label: string): string | null {
  const marked = bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff;
  const littleMark = bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe;
  const side = nulSide(bytes);
  const big =
    marked || (!littleMark && (side === 'high-first' || (side === null && !/le$/i.test(label.trim()))));
  try {
    return new TextDecoder(big ? 'utf-16be' : 'utf-16le', { fatal: true }).decode(
      bytes.length % 2 === 0 ? bytes : bytes.subarray(0, -1),
    );
  } catch {
    return null;
  }
}
