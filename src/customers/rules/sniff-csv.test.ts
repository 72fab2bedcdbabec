import { expect, it } from 'vitest';
import { noCsv, sniffEncoding, sniffSeparator } from './sniff-csv.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

it.each<[string, Uint8Array, string | null]>([
  ['text', Buffer.from('氏名,電話\r\n'), null],
  ['a repeated value of FileMaker', Buffer.from(`${'氏名,電話\r\n'.repeat(5)}a\x0bb`), null],
  ['UTF-16 without a BOM', utf16('氏名,電話\r\n'), null],
  ['an .xlsx', Buffer.from('PK\x03\x04rest'), 'excel'],
  ['an .xls', Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'excel'],
  ['a JPEG', Buffer.of(0xff, 0xd8, 0xff, 0xe0), 'binary'],
  ['a PDF', Buffer.from('%PDF-1.7'), 'binary'],
  ['zeros on both sides', Buffer.from('ab\0cde\0\0'), 'binary'],
])('%s', (_, bytes, what) => {
  expect(noCsv(bytes)).toBe(what);
});

it.each<[Uint8Array, boolean, string]>([
  [Buffer.from('a'), true, 'utf-8'],
  [Buffer.of(0x8e, 0x81), false, 'shift_jis'],
  [Buffer.of(0xff, 0xfe, 0x61, 0), false, 'utf-16le'],
  [Buffer.of(0xfe, 0xff, 0, 0x61), false, 'utf-16be'],
  [utf16('氏名,電話\r\n'), false, 'utf-16le'],
  [utf16('氏名,電話\r\n').swap16(), false, 'utf-16be'],
])('%# is %s', (bytes, isUtf8, encoding) => {
  expect(sniffEncoding(bytes, isUtf8)).toBe(encoding);
});

it.each([
  ['氏名,電話\n"a\tb\tc\td",', 'comma'],
  ['\r\n氏名\t電話,内線\t住所\n', 'tab'],
  ['a;b;c', 'semicolon'],
  ['"a;b;c",d', 'comma'],
  ['氏名', 'comma'],
])('%j', (head, separator) => {
  expect(sniffSeparator(head)).toBe(separator);
});
