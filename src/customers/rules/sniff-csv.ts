// What a file is, by its bytes: no CSV at all, or one in which encoding and with which separator. Pure.
import type { ImportEncoding, ImportSeparator } from '../import/model.ts';

/** `excel`: a workbook · `binary`: an image, a PDF, anything that is no text. */
export type NoCsv = 'excel' | 'binary';

const BINARY: [begins: number[], what: NoCsv][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'excel'], // a ZIP, and so an .xlsx
  [[0xd0, 0xcf, 0x11, 0xe0], 'excel'], // an .xls
  [[0x89, 0x50, 0x4e, 0x47], 'binary'],
  [[0xff, 0xd8, 0xff], 'binary'],
  [[0x47, 0x49, 0x46, 0x38], 'binary'],
  [[0x25, 0x50, 0x44, 0x46], 'binary'],
  [[0x1f, 0x8b], 'binary'],
];

/** What the beginning of the file says it is, or null: it may be a CSV. */
export function noCsv(head: Uint8Array): NoCsv | null {
  for (const [begins, what] of BINARY) if (begins.every((byte, at) => head[at] === byte)) return what;
  if (utf16(head)) return null;
  // Other software marks repeated values and lines within a value by a few of these.
  const controls = head.filter((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return controls.includes(0) || controls.length * 50 > head.length ? 'binary' : null;
}

/** The encoding. `isUtf8`: all of the file is valid UTF-8. */
export function sniffEncoding(head: Uint8Array, isUtf8: boolean): ImportEncoding {
  return utf16(head) ?? (isUtf8 ? 'utf-8' : 'shift_jis');
}

/** By its BOM, or by where its zeros are: commas, digits and line ends have one on the same side. */
function utf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > 0 && even === 0) return 'utf-16le';
  return even > 0 && odd === 0 ? 'utf-16be' : null;
}

const SIGNS: [sign: string, separator: ImportSeparator][] = [
  [',', 'comma'],
  ['\t', 'tab'],
  [';', 'semicolon'],
];

/** The separator that stands most often in the first line, quoted values apart. */
export function sniffSeparator(head: string): ImportSeparator {
  const [line = ''] = head
    .replace(/"[^"]*"/g, '')
    .split(/[\r\n]+/)
    .filter((one) => one.trim() !== '');
  const counts = SIGNS.map(([sign, separator]) => ({ separator, count: line.split(sign).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).separator;
}
