// Hand-made mails for tests: pieces of text and raw bytes put together as they are.
import { type Charset, encode } from './encode.ts';

/** Concatenates text (as UTF-8) and bytes. */
export function bytesOf(...pieces: (string | Buffer)[]): Buffer {
  return Buffer.concat(
    pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece)),
  );
}

export const sjis = (text: string): Buffer => encode(text, 'shift_jis');
export const euc = (text: string): Buffer => encode(text, 'euc-jp');
export const jis = (text: string): Buffer => encode(text, 'iso-2022-jp');
export const base64 = (text: string, charset: Charset): string => encode(text, charset).toString('base64');

/** A mail with the header lines given and, where none names them, a sender. */
export function mailOf(header: (string | Buffer)[], ...body: (string | Buffer)[]): Buffer {
  return bytesOf(
    ...header.flatMap((line) => [line, '\r\n']),
    'From: a@example.jp\r\nTo: lead@example.jp\r\nMIME-Version: 1.0\r\n\r\n',
    ...body,
  );
}
