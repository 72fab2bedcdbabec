// Encoders of ordinary mail, for tests only: charsets, transfer encodings, encoded words, RFC 2231. By the book.
import Encoding from 'encoding-japanese';

/** The four charsets Japanese mail is written in. */
export const CHARSETS = ['utf-8', 'iso-2022-jp', 'shift_jis', 'euc-jp'] as const;
export type Charset = (typeof CHARSETS)[number];

const NAMES = { 'iso-2022-jp': 'JIS', shift_jis: 'SJIS', 'euc-jp': 'EUCJP' } as const;

/** Text in a charset, by an encoder that shares nothing with the reader. */
export function encode(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  return Buffer.from(Encoding.convert(Encoding.stringToCode(text), { to: NAMES[charset], from: 'UNICODE' }));
}

const byteHex = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');

/** RFC 2045 §6.7, lines of at most 76. */
export function quotedPrintable(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .split('\r\n')
    .map((line) => {
      let out = '';
      let column = 0;
      for (let i = 0; i < line.length; i++) {
        const code = line.charCodeAt(i);
        const last = i === line.length - 1;
        const plain =
          (code > 0x20 && code < 0x7f && code !== 0x3d) || ((code === 0x20 || code === 0x09) && !last);
        const piece = plain ? (line[i] as string) : `=${byteHex(code)}`;
        if (column + piece.length > 75) {
          out += '=\r\n';
          column = 0;
        }
        out += piece;
        column += piece.length;
      }
      return out;
    })
    .join('\r\n');
}

/** RFC 2045 §6.8, lines of 76. */
export function base64Lines(bytes: Buffer): string {
  return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
}

/** RFC 2047 words of at most 75 characters, cut between characters, folded. Q as strictly as a phrase needs it. */
export function encodedWords(
  text: string,
  charset: Charset,
  encoding: 'B' | 'Q',
  label: string = charset,
): string {
  const word = (piece: string): string => {
    const bytes = encode(piece, charset);
    const body =
      encoding === 'B'
        ? bytes.toString('base64')
        : [...bytes]
            .map((byte) =>
              byte === 0x20
                ? '_'
                : /[A-Za-z0-9!*+/-]/.test(String.fromCharCode(byte))
                  ? String.fromCharCode(byte)
                  : `=${byteHex(byte)}`,
            )
            .join('');
    return `=?${label}?${encoding}?${body}?=`;
  };
  const characters = [...text];
  const words: string[] = [];
  for (let at = 0; at < characters.length; ) {
    let end = Math.min(at + 12, characters.length);
    let made = word(characters.slice(at, end).join(''));
    while (made.length > 75 && end - at > 1) made = word(characters.slice(at, --end).join(''));
    words.push(made);
    at = end;
  }
  return words.join('\r\n ');
}

const percent = (bytes: Buffer) =>
  [...bytes]
    .map((byte) =>
      /[A-Za-z0-9._-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byteHex(byte)}`,
    )
    .join('');

/** RFC 2231: one extended parameter, or continuations cut between characters. */
export function extendedParameter(name: string, text: string, charset: Charset, pieces: number): string {
  if (pieces === 1) return `${name}*=${charset}''${percent(encode(text, charset))}`;
  const characters = [...text];
  const size = Math.ceil(characters.length / pieces);
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, k) => {
    const bytes = encode(characters.slice(k * size, (k + 1) * size).join(''), charset);
    return `${name}*${k}*=${k === 0 ? `${charset}''` : ''}${percent(bytes)}`;
  }).join(';\r\n ');
}
