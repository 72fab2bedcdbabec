// What holds for every input: an answer without an exception, clean text, and what was encoded comes back.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecodedMail } from '../../portal-kit/mail.ts';
import { readDate } from './date.ts';
import { htmlToText } from './html-text.ts';
import { decodeMail } from './index.ts';
import {
  base64Lines,
  CHARSETS,
  encode,
  encodedWords,
  extendedParameter,
  quotedPrintable,
} from './testing/encode.ts';

const seeded = { seed: 20_261_122 };
const folder = new URL('./torture/', import.meta.url);
const torture = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(new URL(name, folder)));

/** Every text of the mail and of those attached to it. */
function* textsOf(mail: DecodedMail): Generator<string> {
  yield mail.text;
  if (mail.html !== null) yield mail.html;
  yield mail.subject;
  for (const { name, address } of [...(mail.from ? [mail.from] : []), ...mail.to]) yield* [name, address];
  for (const { filename } of mail.attachments) if (filename !== null) yield filename;
  for (const nested of mail.nested) yield* textsOf(nested);
}

function expectSane(raw: Uint8Array): void {
  const before = Buffer.from(raw);
  const mail = decodeMail(raw);
  for (const text of textsOf(mail)) {
    expect(text.isWellFormed()).toBe(true);
    expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
  }
  for (const line of [mail.subject, mail.from?.name ?? '', mail.from?.address ?? ''])
    expect(line).not.toMatch(/[\n\t]/);
  if (mail.sentAt !== null) expect(Number.isNaN(Date.parse(mail.sentAt))).toBe(false);
  expect(new Set(mail.warnings).size).toBe(mail.warnings.length);
  expect(before.equals(raw)).toBe(true);
}

test('random bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), expectSane), { ...seeded, numRuns: 500 });
});

test('random pieces of mail syntax', () => {
  const piece = fc.constantFrom(
    'From: ',
    'Subject: ',
    'Content-Type: ',
    'Content-Transfer-Encoding: ',
    'Content-Disposition: ',
    'Date: ',
    'text/plain',
    'text/html',
    'multipart/mixed',
    'multipart/alternative',
    'message/rfc822',
    '; boundary=',
    '"',
    'bb',
    '--bb',
    '--',
    '\r\n',
    '\n',
    '\r',
    ' ',
    '\t',
    ';',
    '; charset=',
    'iso-2022-jp',
    'shift_jis',
    'utf-8',
    'utf-16',
    'base64',
    'quoted-printable',
    'x-uuencode',
    '=?',
    '?=',
    '?B?',
    '?Q?',
    '=?UTF-8?B?44GC?=',
    '=1B',
    '=',
    'filename*0*=',
    "UTF-8''%E3%81",
    '%',
    '\x1b$B',
    '\x1b(B',
    '\x1b(I',
    '\x0e',
    '$B',
    '(B',
    '\x82\xa0',
    '\xa4\xa2',
    '\xe3\x81\x82',
    '\xb6\xc5',
    '<table>',
    '<tr>',
    '<td>',
    '</td>',
    '<a href="https://x/">',
    '</a>',
    '<pre>',
    '&#27;',
    '&nbsp;',
    '<',
    '>',
    '@',
    ',',
    '(',
    ')',
    '\\',
    ':',
    '\x00',
    'begin 644 x',
    'end',
  );
  const raw = fc.array(piece, { maxLength: 120 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1'));
  fc.assert(fc.property(raw, expectSane), { ...seeded, numRuns: 3_000 });
});

test('the torture set with bytes changed, cut out and doubled', () => {
  const change = fc.tuple(
    fc.constantFrom('set', 'cut', 'double', 'swap'),
    fc.nat(5_000),
    fc.nat(255),
    fc.nat(60),
  );
  const mutated = fc
    .tuple(fc.constantFrom(...torture), fc.array(change, { minLength: 1, maxLength: 12 }))
    .map(([mail, changes]) => {
      let raw = Buffer.from(mail);
      for (const [how, where, value, length] of changes) {
        const at = where % Math.max(raw.length, 1);
        if (how === 'set') raw[at] = value;
        else if (how === 'cut') raw = Buffer.concat([raw.subarray(0, at), raw.subarray(at + length)]);
        else if (how === 'double') raw = Buffer.concat([raw.subarray(0, at + length), raw.subarray(at)]);
        else raw = Buffer.concat([raw.subarray(at), raw.subarray(0, at)]);
      }
      return raw;
    });
  fc.assert(fc.property(mutated, expectSane), { ...seeded, numRuns: 3_000 });
});

test('the torture set cut off anywhere', () => {
  for (const mail of torture)
    for (let end = 0; end < mail.length; end += 3) expectSane(mail.subarray(0, end));
});

test('HTML and dates of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      htmlToText(text);
      readDate(text);
    }),
    { ...seeded, numRuns: 1_000 },
  );
});

const japanese = [
  ..."亜山田東京都物件査定依頼表示能力ソ予約①㈱Ⅲ髙﨑～－￠ｶﾅﾊﾟー「」【】（）、。　ABCxyz019 _=?-+/%&<>@.,:;!'#",
];
const phrase = fc
  .array(fc.constantFrom(...japanese), { minLength: 1, maxLength: 60 })
  .map((letters) => `様${letters.join('')}様`);
const charset = fc.constantFrom(...CHARSETS);

test('what was encoded comes back, in any charset and any encoding', () => {
  fc.assert(
    fc.property(
      phrase,
      phrase,
      phrase,
      charset,
      fc.constantFrom('B' as const, 'Q' as const),
      fc.constantFrom('8bit', 'base64', 'quoted-printable'),
      fc.integer({ min: 1, max: 4 }),
      (subject, text, file, written, word, encoding, pieces) => {
        const bytes = encode(text, written);
        const body =
          encoding === 'base64'
            ? base64Lines(bytes)
            : encoding === 'quoted-printable'
              ? quotedPrintable(bytes)
              : bytes;
        const raw = Buffer.concat([
          Buffer.from(
            `Subject: ${encodedWords(subject, written, word)}\r\nFrom: ${encodedWords(subject, written, word)} <a@example.jp>\r\n`,
          ),
          Buffer.from('Content-Type: multipart/mixed; boundary=bb\r\n\r\n'),
          Buffer.from(
            `--bb\r\nContent-Type: text/plain; charset=${written}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
          ),
          Buffer.from(body),
          Buffer.from(
            `\r\n--bb\r\nContent-Disposition: attachment; ${extendedParameter('filename', file, written, pieces)}\r\n\r\nx\r\n--bb--\r\n`,
          ),
        ]);
        const mail = decodeMail(raw);
        expect([mail.subject, mail.from?.name, mail.text, mail.attachments[0]?.filename]).toEqual([
          subject,
          subject,
          text,
          file,
        ]);
        expect(mail.warnings).toEqual([]);
      },
    ),
    { ...seeded, numRuns: 1_500 },
  );
});

test('a B word cut at any byte is one text again', () => {
  fc.assert(
    fc.property(phrase, charset, fc.array(fc.nat(200), { maxLength: 4 }), (text, written, cuts) => {
      const bytes = encode(text, written);
      const at = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
      const pieces = [0, ...at]
        .map((start, k) => bytes.subarray(start, at[k] ?? bytes.length))
        .filter((piece) => piece.length > 0);
      const words = pieces.map((piece) => `=?${written}?B?${piece.toString('base64')}?=`).join('\r\n ');
      expect(decodeMail(Buffer.from(`Subject: ${words}\r\n\r\n`)).subject).toBe(text);
    }),
    { ...seeded, numRuns: 1_500 },
  );
});
