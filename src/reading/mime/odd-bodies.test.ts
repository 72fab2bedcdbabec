// Bodies as Japanese mail software really sends them, beyond the torture set: charsets, encodings, parts.
import { describe, expect, test } from 'vitest';
import { decodeMail } from './index.ts';
import { encode } from './testing/encode.ts';
import { base64, bytesOf, euc, jis, mailOf, sjis } from './testing/mail.ts';

const text = 'お名前：山田　太郎 様\r\n電話：090-0000-5678\r\n';
const read = text.replaceAll('\r\n', '\n');
const bodyOf = (header: string[], ...body: (string | Buffer)[]) => decodeMail(mailOf(header, ...body)).text;
const typed = (charset: string) => [`Content-Type: text/plain; charset=${charset}`];

describe('charset', () => {
  const labels = ['utf-8', 'shift_jis', 'euc-jp', 'iso-2022-jp', 'us-ascii', 'iso-8859-1', 'x-none', ''];
  const actual = ['utf-8', 'shift_jis', 'euc-jp', 'iso-2022-jp'] as const;
  test.each(actual.flatMap((charset) => labels.map((label) => [charset, label] as const)))(
    '%s labelled "%s"',
    (charset, label) => {
      expect(bodyOf(label === '' ? [] : typed(label), encode(text, charset))).toBe(read);
    },
  );

  test.each([
    'CP932',
    'cp943c',
    'MS932',
    'windows-31j',
    'Windows-31J',
    'x-sjis',
    'sjis-win',
    'MS_Kanji',
    'csShiftJIS',
    'shift-jis',
    'SHIFT_JIS ;',
    "'shift_jis'",
    '"shift_jis"',
    'shift_jis (Japanese)',
    'shift_jis format=flowed',
    '3D"shift_jis"',
  ])('Shift_JIS by the name %s', (label) => {
    const mail = decodeMail(mailOf(typed(label), sjis('ﾔﾏﾀﾞ ①㈱髙﨑 ～ 表\r\n')));
    expect(mail.text).toBe('ﾔﾏﾀﾞ ①㈱髙﨑 ～ 表\n');
    expect(mail.warnings).toEqual([]);
  });

  test.each(['eucJP-win', 'EUCJP-MS', 'cp51932', 'x-euc-jp', 'ujis', 'euc_jp', 'EUC-JP'])(
    'EUC-JP by the name %s',
    (label) => {
      const mail = decodeMail(mailOf(typed(label), euc('ﾔﾏﾀﾞ ①㈱ 様\r\n')));
      expect(mail.text).toBe('ﾔﾏﾀﾞ ①㈱ 様\n');
      expect(mail.warnings).toEqual([]);
    },
  );

  test.each([
    'ISO-2022-JP-1',
    'iso-2022-jp-ms',
    'CP50220',
    'cp50221',
    'cp50222',
    'csISO2022JP',
    'ISO2022JP',
    'jis',
    'x-windows-iso2022jp',
  ])('ISO-2022-JP by the name %s', (label) => {
    const mail = decodeMail(mailOf(typed(label), jis('ﾔﾏﾀﾞ ①㈱髙﨑 ～ 表\r\n')));
    expect(mail.text).toBe('ﾔﾏﾀﾞ ①㈱髙﨑 ～ 表\n');
    expect(mail.warnings).toEqual([]);
  });

  test.each<[string, (string | Buffer)[], string]>([
    ['JIS X 0212', ['\x1b$(Dh!\x1b(B\n'], '頫\n'],
    ['escape sequences with the extra parenthesis', ['\x1b$(BF|K\\\x1b(B\n'], '日本\n'],
    ['JIS X 0208-1990 announced', ['\x1b&@\x1b$BF|K\\\x1b(B\n'], '日本\n'],
    ['yen and overline of JIS X 0201', ['\x1b(J\\1,000~\x1b(B\n'], '¥1,000‾\n'],
    ['kana by SO and SI', ['\x0eTO@^\x0f ok\n'], 'ﾔﾏﾀﾞ ok\n'],
    ['kana left open at the line’s end', ['\x1b(ITO@^\r\nTEL 03\r\n'], 'ﾔﾏﾀﾞ\nTEL 03\n'],
    [
      'the two-byte set left open before an ASCII line',
      ['\x1b$BF|K\\\r\nTEL: 090-0000-5678\r\n'],
      '日本\nTEL: 090-0000-5678\n',
    ],
    [
      'the two-byte set left open before an empty line',
      ['\x1b$BF|K\\\r\n\r\n4A;z\x1b(B\r\n'],
      '日本\n\n漢字\n',
    ],
    ['blanks inside the two-byte set', ['\x1b$BF| K\\\x1b(B\n'], '日 本\n'],
    ['cut in the middle of a character', ['\x1b$BF|K'], '日'],
    ['escape bytes lost on the way', ['$BF|K\\8l(B and US$Bob (Box)\r\n'], '日本語 and US$Bob (Box)\n'],
    ['a Shift_JIS footer', ['\x1b$BF|K\\\x1b(B\r\n', sjis('広告です。\r\n')], '日本\n広告です。\n'],
    ['a UTF-8 footer', ['\x1b$BF|K\\\x1b(B\r\n広告です。\r\n'], '日本\n広告です。\n'],
    ['IBM kanji as rows beyond 94', ['\x1b$B', Buffer.of(0x96, 0x7e), '\x1b(B\n'], '髙\n'],
    ['an undefined cell', ['\x1b$B)!F|\x1b(B\n'], '\ufffd日\n'],
  ])('ISO-2022-JP: %s', (_, body, expected) => {
    expect(bodyOf(typed('iso-2022-jp'), ...body)).toBe(expected);
  });

  test.each<[string, string[], (string | Buffer)[], string]>([
    ['UTF-8 with a mark', typed('utf-8'), ['\ufeff山田\n'], '山田\n'],
    ['UTF-8 with a mark and no label', [], ['\ufeff山田\n'], '山田\n'],
    ['UTF-8 cut inside a character', typed('utf-8'), [Buffer.from('山田').subarray(0, 5)], '山'],
    [
      'UTF-8 with one broken byte',
      typed('utf-8'),
      ['お名前：山田', Buffer.of(0xff), '太郎 様です\n'],
      'お名前：山田\ufffd太郎 様です\n',
    ],
    [
      'UTF-8 that holds a Shift_JIS line',
      typed('utf-8'),
      ['お名前：山田\n', sjis('電話番号：なし\n'), 'です\n'],
      'お名前：山田\n電話番号：なし\nです\n',
    ],
    [
      'EUC-JP that holds a UTF-8 line',
      typed('euc-jp'),
      [euc('お名前：'), '\n山田太郎です\n', euc('以上です\n')],
      'お名前：\n山田太郎です\n以上です\n',
    ],
    ['Shift_JIS cut inside a character', typed('shift_jis'), [sjis('山田').subarray(0, 3)], '山'],
    ['Shift_JIS user-defined characters', typed('shift_jis'), [Buffer.of(0xf0, 0x40, 0x0a)], '\ue000\n'],
    ['EUC-JP with JIS X 0212', typed('euc-jp'), [Buffer.of(0x8f, 0xe8, 0xa1, 0x0a)], '頫\n'],
    ['half-width kana under a Shift_JIS label', typed('shift_jis'), [sjis('ﾔﾏﾀﾞ ﾀﾛｳ ｻﾝ\n')], 'ﾔﾏﾀﾞ ﾀﾛｳ ｻﾝ\n'],
    ['half-width kana and no label', [], [sjis('ﾔﾏﾀﾞ ﾀﾛｳ\n')], 'ﾔﾏﾀﾞ ﾀﾛｳ\n'],
    ['half-width kana in EUC-JP and no label', [], [euc('ﾔﾏﾀﾞ ﾀﾛｳ\n')], 'ﾔﾏﾀﾞ ﾀﾛｳ\n'],
    ['8-bit kana under an ISO-2022-JP label, alone', typed('iso-2022-jp'), [sjis('ﾔﾏﾀﾞ ﾀﾛｳ\n')], 'ﾔﾏﾀﾞ ﾀﾛｳ\n'],
    ['UTF-16 with a mark', typed('utf-16'), [Buffer.from('\ufeff山田 TEL\n', 'utf16le')], '山田 TEL\n'],
    ['UTF-16LE', typed('utf-16le'), [Buffer.from('山田 TEL\n', 'utf16le')], '山田 TEL\n'],
    ['UTF-16LE without a label', [], [Buffer.from('山田 TEL 03-0000\n', 'utf16le')], '山田 TEL 03-0000\n'],
    ['UTF-16BE', typed('utf-16be'), [Buffer.from('山田 TEL\n', 'utf16le').swap16()], '山田 TEL\n'],
    ['UTF-16 called but UTF-8', typed('utf-16'), ['山田 TEL\n'], '山田 TEL\n'],
    [
      'Latin-1 that is Latin-1',
      typed('iso-8859-1'),
      [Buffer.from('café à la crème, naïve\n', 'latin1')],
      'café à la crème, naïve\n',
    ],
    ['windows-1252', typed('windows-1252'), [Buffer.from([0x93, 0x61, 0x94, 0x20, 0x80, 0x35])], '“a” €5'],
    ['Chinese as labelled', typed('gb2312'), [Buffer.of(0xc4, 0xe3, 0xba, 0xc3)], '你好'],
    ['Korean as labelled', typed('euc-kr'), [Buffer.of(0xbe, 0xc8, 0xb3, 0xe7)], '안녕'],
    ['emoji', typed('utf-8'), ['家🏠です\n'], '家🏠です\n'],
    [
      'lone surrogates in UTF-8',
      typed('utf-8'),
      ['お名前：山田太郎', Buffer.of(0xed, 0xa0, 0xbd), 'です\n'],
      'お名前：山田太郎\ufffd\ufffd\ufffdです\n',
    ],
  ])('%s', (_, header, body, expected) => {
    expect(bodyOf(header, ...body)).toBe(expected);
  });
});

describe('transfer encoding', () => {
  const coded = (encoding: string, charset = 'utf-8') => [
    ...typed(charset),
    `Content-Transfer-Encoding: ${encoding}`,
  ];
  const b64 = base64(text, 'utf-8');
  test.each<[string, string[], (string | Buffer)[], string]>([
    ['base64 on one endless line', coded('base64'), [b64], read],
    ['base64 in odd lines with blanks', coded('BASE64'), [(b64.match(/.{1,7}/g) ?? []).join(' \r\n ')], read],
    ['base64 without padding', coded('base64'), [base64('山田様a', 'utf-8').replace(/=+$/, '')], '山田様a'],
    [
      'base64 joined of two',
      coded('base64'),
      [`${base64('山田a', 'utf-8')}\r\n${base64('太郎', 'utf-8')}`],
      '山田a太郎',
    ],
    ['base64 with junk in it', coded('base64'), [`${b64.slice(0, 20)}!${b64.slice(20)}\x00`], read],
    [
      'base64 with a footer behind it',
      coded('base64'),
      [`${base64('山田様a', 'utf-8')}\r\n\r\n-- \r\nThis mail was scanned.\r\n`],
      '山田様a',
    ],
    [
      'URL-safe base64',
      coded('base64'),
      [base64('～～？>>>???', 'utf-8').replaceAll('+', '-').replaceAll('/', '_')],
      '～～？>>>???',
    ],
    ['base64 that is plain text', coded('base64'), [text], read],
    ['base64 that is plain ISO-2022-JP', coded('base64', 'iso-2022-jp'), [jis(text)], read],
    ['a quoted name with a comment', coded('"base64" (x)'), [b64], read],
    ['quoted-printable in small letters', coded('quoted-printable'), ['=e5=b1=b1=E7=94=b0\r\n'], '山田\n'],
    [
      'quoted-printable with blanks behind the soft break',
      coded('quoted-printable'),
      ['=E5=B1=  \r\n=B1\r\n'],
      '山\n',
    ],
    ['quoted-printable with raw 8-bit', coded('quoted-printable'), ['山=E7=94=B0\r\n'], '山田\n'],
    [
      'quoted-printable with a lone equals sign',
      coded('quoted-printable'),
      ['a=b c= d=\r\n e=3D=zz'],
      'a=b c= d e==zz',
    ],
    [
      'quoted-printable with blanks at the end of a line',
      coded('quoted-printable'),
      ['a  \t\r\nb=20\r\n'],
      'a\nb \n',
    ],
    [
      'quoted-printable that is plain ISO-2022-JP',
      coded('quoted-printable', 'iso-2022-jp'),
      [jis('集合住宅\r\n')],
      '集合住宅\n',
    ],
    ['bare LF and soft breaks', coded('quoted-printable'), ['=E5=B1=\n=B1\n'], '山\n'],
    ['7bit on 8-bit bytes', coded('7bit', 'shift_jis'), [sjis(text)], read],
    ['uuencode', coded('x-uuencode'), ['begin 644 x.txt\n#0V%T\n`\nend\n'], 'Cat'],
    ['an unknown encoding', coded('x-none'), [text], read],
  ])('%s', (_, header, body, expected) => {
    expect(bodyOf(header, ...body)).toBe(expected);
  });

  test('what was not as said is named', () => {
    expect(decodeMail(mailOf(coded('base64'), text)).warnings).toContain('transfer-encoding-broken');
  });
});

describe('format=flowed', () => {
  const flowed = (rest = '') => [`Content-Type: text/plain; charset=utf-8; format=flowed${rest}`];
  test.each<[string, string[], string, string]>([
    ['quotes keep their depth', flowed(), '> a \r\n> b\r\n>> c \r\n>> d\r\ne\r\n', '> a b\n>> c d\ne\n'],
    ['stuffed blanks go', flowed(), ' From x\r\n > not a quote\r\n', 'From x\n> not a quote\n'],
    ['a soft break before another depth ends there', flowed(), 'a \r\n> b\r\n', 'a \n> b\n'],
    ['the signature stands alone', flowed(), 'a \r\n-- \r\nb\r\n', 'a \n-- \nb\n'],
    [
      'Japanese lines join without a blank',
      flowed('; delsp=yes'),
      '長い \r\n行 \r\nです\r\n',
      '長い行です\n',
    ],
    ['not flowed, not joined', ['Content-Type: text/plain; charset=utf-8'], 'a \r\nb\r\n', 'a \nb\n'],
  ])('%s', (_, header, body, expected) => {
    expect(bodyOf(header, body)).toBe(expected);
  });
});

describe('line ends and control characters', () => {
  test.each<[string, string, string]>([
    ['CR alone', 'Subject: 件\rContent-Type: text/plain\r\ra\rb\r', 'a\nb\n'],
    ['LF alone', 'Subject: 件\nContent-Type: text/plain\n\na\nb\n', 'a\nb\n'],
    ['CR CR LF', 'Subject: 件\r\r\nContent-Type: text/plain\r\r\n\r\r\na\r\r\nb\r\r\n', 'a\nb\n'],
    ['mixed', 'Subject: 件\r\nContent-Type: text/plain\n\r\na\rb\nc\r\n', 'a\nb\nc\n'],
    ['NUL bytes', 'Subject: 件\u0000\r\n\r\na\u0000b\u001b[31mc\u0007\r\n', 'ab[31mc\n'],
    ['form feeds', 'Subject: 件\r\n\r\na\fb\r\n', 'a\nb\n'],
  ])('%s', (_, raw, expected) => {
    const mail = decodeMail(Buffer.from(raw));
    expect(mail.subject).toBe('件');
    expect(mail.text).toBe(expected);
  });
});

test('bytesOf keeps bytes', () => {
  expect(bytesOf('a', Buffer.of(0x80))).toEqual(Buffer.of(0x61, 0x80));
});
