// A reusable run of UTF-16 units that decoders write into; its string is made in one native call.

let scratch = new Uint16Array(16 * 1024);

/** Room for at least `size` units. Only one decoder may hold it at a time; none of them yields. */
export function unitsFor(size: number): Uint16Array {
  if (scratch.length < size) scratch = new Uint16Array(size + (size >> 1));
  // One huge mail must not pin its memory for the life of the process.
  else if (scratch.length > 1 << 20 && size < 1 << 16) scratch = new Uint16Array(1 << 16);
  return scratch;
}

/** The first `length` units as a string. */
export function toText(units: Uint16Array, length: number): string {
  return Buffer.from(units.buffer, units.byteOffset, length * 2).toString('utf16le');
}

/** What a strict decoder says: the text with U+FFFD where bytes made no character, and how many of those. */
export interface Decoded {
  text: string;
  bad: number;
}
