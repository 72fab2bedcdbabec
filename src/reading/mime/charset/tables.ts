// JIS X 0208 (with NEC's and IBM's extensions) and JIS X 0212 as code-point tables, made once from the runtime's own
// Shift_JIS and EUC-JP decoders. Decoding bytes with them is the neighbours' work.

/** Rows × cells of the Shift_JIS plane: 94 of JIS X 0208, then user-defined (95–114) and IBM rows (115–120). */
export const PLANE = 120 * 94;

function readPairs(encoding: string, pairs: Uint8Array[]): string[] {
  const joined = Buffer.concat(pairs.flatMap((pair) => [pair, Uint8Array.of(0x0a)]));
  return new TextDecoder(encoding).decode(joined).split('\n');
}

function toTable(size: number, encoding: string, pair: (index: number) => Uint8Array): Uint16Array {
  const table = new Uint16Array(size);
  const decoded = readPairs(
    encoding,
    Array.from({ length: size }, (_, index) => pair(index)),
  );
  for (let index = 0; index < size; index++) {
    const text = decoded[index] ?? '';
    const unit = text.charCodeAt(0);
    if (text.length === 1 && unit !== 0xfffd) table[index] = unit;
  }
  return table;
}

/** Code point at (row − 1) × 94 + (cell − 1), 0 where nothing is defined. Every entry is one UTF-16 unit. */
export const jis0208: Uint16Array = toTable(PLANE, 'shift_jis', (index) => {
  const lead = Math.floor(index / 188);
  const trail = index % 188;
  return Uint8Array.of(lead + (lead < 0x1f ? 0x81 : 0xc1), trail + (trail < 0x3f ? 0x40 : 0x41));
});

/** The supplementary kanji of JIS X 0212, indexed the same way. */
export const jis0212: Uint16Array = toTable(94 * 94, 'euc-jp', (index) =>
  Uint8Array.of(0x8f, 0xa1 + Math.floor(index / 94), 0xa1 + (index % 94)),
);
