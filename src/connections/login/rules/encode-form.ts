// application/x-www-form-urlencoded in the page's charset, as browsers send it (URL Standard §5.2). Pure.

export interface Field {
  name: string;
  value: string;
}

/** Encodes the fields in order; what the charset lacks becomes a character reference. Shift_JIS, EUC-JP, else UTF-8. */
export function encodeForm(fields: Field[], charset: string): string {
  const bytesOf = encoderFor(charset);
  const encode = (text: string) =>
    [...bytesOf(text.replace(/\r\n?|\n/g, '\r\n'))].map((byte) => escaped(byte)).join('');
  return fields.map(({ name, value }) => `${encode(name)}=${encode(value)}`).join('&');
}

function escaped(byte: number): string {
  const letter = String.fromCharCode(byte);
  if (letter === ' ') return '+';
  return /[A-Za-z0-9*\-._]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

const tables = new Map<string, Map<string, number[]>>();

function encoderFor(charset: string): (text: string) => Iterable<number> {
  const name = canonical(charset);
  if (name !== 'shift_jis' && name !== 'euc-jp') return (text) => new TextEncoder().encode(text);
  const table = tables.get(name) ?? tableOf(name);
  tables.set(name, table);
  return (text) =>
    [...text].flatMap((letter) => table.get(letter) ?? [...Buffer.from(`&#${letter.codePointAt(0)};`)]);
}

function canonical(charset: string): string {
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return 'utf-8';
  }
}

/** Letter → bytes, by decoding all there are: the decoder knows the vendors' letters (髙, ①) as browsers do. */
function tableOf(name: 'shift_jis' | 'euc-jp'): Map<string, number[]> {
  const decoder = new TextDecoder(name);
  const table = new Map<string, number[]>([
    ['¥', [0x5c]],
    ['‾', [0x7e]],
  ]);
  const add = (bytes: number[]) => {
    const letters = [...decoder.decode(Uint8Array.from(bytes))];
    const [letter] = letters;
    if (letters.length === 1 && letter && letter !== '\ufffd' && !table.has(letter)) table.set(letter, bytes);
  };
  for (let lead = 0; lead <= 0xff; lead++) add([lead]);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    // NEC's copies of IBM's letters are read and never written (Encoding Standard, index Shift_JIS pointer).
    if (name === 'shift_jis' && (lead === 0xed || lead === 0xee)) continue;
    for (let trail = 0x40; trail <= 0xfe; trail++) add([lead, trail]);
  }
  const minus = table.get('－');
  if (minus) table.set('−', minus);
  return table;
}
