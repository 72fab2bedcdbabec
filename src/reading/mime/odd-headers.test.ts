// Headers as Japanese mail software really sends them, beyond the torture set: subjects, senders, file names.
import { describe, expect, test } from 'vitest';
import { decodeMail } from './index.ts';
import { base64, bytesOf, euc, jis, mailOf, sjis } from './testing/mail.ts';

const subjectOf = (...value: (string | Buffer)[]) =>
  decodeMail(mailOf([bytesOf('Subject: ', ...value)], 'x\r\n')).subject;
const fromOf = (...value: (string | Buffer)[]) =>
  decodeMail(bytesOf('From: ', ...value, '\r\n\r\nx\r\n')).from;
const filesOf = (...header: (string | Buffer)[]) =>
  decodeMail(
    bytesOf(
      'From: a@example.jp\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb\r\n\r\nhi\r\n--bb\r\n',
      ...header,
      '\r\n\r\nx\r\n--bb--\r\n',
    ),
  ).attachments.map(({ filename }) => filename);

describe('subject', () => {
  const word = (text: string, label = 'iso-2022-jp') => `=?${label}?B?${base64(text, 'iso-2022-jp')}?=`;
  test.each<[string, (string | Buffer)[], string]>([
    ['words with no blank between them', [word('反響') + word('通知')], '反響通知'],
    ['a word behind text with no blank', [`[lead]${word('反響')}`], '[lead]反響'],
    ['text behind a word with no blank', [`${word('反響')}#1`], '反響#1'],
    ['three blanks in the fold', [`${word('反響')}\r\n   ${word('通知')}`], '反響通知'],
    ['a fold with a tab', [`${word('反響')}\r\n\t${word('通知')}`], '反響通知'],
    ['words of two charsets', [`${word('反響')} =?UTF-8?B?${base64('通知', 'utf-8')}?=`], '反響通知'],
    [
      'two names of one charset, cut inside a character',
      ['=?UTF-8?B?5Y+N6Z8=?= =?utf8?B?v+mAmuefpQ==?='],
      '反響通知',
    ],
    [
      'B and Q of one charset',
      [`=?UTF-8?B?${base64('反響', 'utf-8')}?= =?UTF-8?Q?=E9=80=9A=E7=9F=A5?=`],
      '反響通知',
    ],
    ['a blank inside a B word', ['=?UTF-8?B?5Y+N 6Z+/?='], '反響'],
    ['a fold inside a B word', ['=?UTF-8?B?5Y+N\r\n 6Z+/?='], '反響'],
    ['a fold inside a B word that lost its blank', ['=?UTF-8?B?5Y+N\r\n6Z+/?='], '反響'],
    ['the next line lost its blank', [`${word('反響')}\r\n${word('通知')}`], '反響通知'],
    ['padding left out', ['=?UTF-8?B?5Y+N6Z+/6A?='], '反響'],
    ['padding left out of two words', ['=?UTF-8?B?44GC44GERA?= =?UTF-8?B?44GC?='], 'あいDあ'],
    ['base64 cut inside a quantum', ['=?UTF-8?B?5Y+N6Z+?= =?UTF-8?B?/6YCa55+l?='], '反響通知'],
    [
      'base64 of ISO-2022-JP cut inside a quantum',
      [
        `=?ISO-2022-JP?B?${base64('反響通知', 'iso-2022-jp').slice(0, 10)}?= =?ISO-2022-JP?B?${base64('反響通知', 'iso-2022-jp').slice(10)}?=`,
      ],
      '反響通知',
    ],
    [
      'base64 of Shift_JIS cut inside a quantum, decodable either way',
      ['=?Shift_JIS?B?jlK?= =?Shift_JIS?B?TYw==?='],
      '山田',
    ],
    ['junk behind the padding', ['=?UTF-8?B?5Y+N6Z+/==?='], '反響'],
    ['no end at the end of the header', ['=?UTF-8?B?5Y+N6Z+/'], '反響'],
    ['Q with underscores', ['=?UTF-8?Q?=E5=8F=8D=E9=9F=BF_No._1?='], '反響 No. 1'],
    ['Q with raw blanks', ['=?UTF-8?Q?=E5=8F=8D=E9=9F=BF No. 1?='], '反響 No. 1'],
    ['Q with a raw question mark', ['=?UTF-8?Q?=E5=8F=8D?=E9=9F=BF?='], '反?響'],
    ['Q in small letters', ['=?utf-8?q?=e5=8f=8d=e9=9f=bf?='], '反響'],
    ['Q with raw Shift_JIS in it', ['=?Shift_JIS?Q?', sjis('反響'), '?='], '反響'],
    ['encoded twice', [`=?UTF-8?B?${Buffer.from('=?UTF-8?B?5Y+N6Z+/?=').toString('base64')}?=`], '反響'],
    [
      'a label of another charset: UTF-8 called Shift_JIS',
      [`=?Shift_JIS?B?${base64('反響通知です', 'utf-8')}?=`],
      '反響通知です',
    ],
    [
      'a label of another charset: Shift_JIS called ISO-2022-JP',
      [`=?ISO-2022-JP?B?${base64('反響通知です', 'shift_jis')}?=`],
      '反響通知です',
    ],
    ['a label of another charset: ISO-2022-JP called UTF-8', [word('反響通知', 'UTF-8')], '反響通知'],
    ['a label nobody knows', [`=?x-none?B?${base64('反響', 'utf-8')}?=`], '反響'],
    ['cp932 and IBM kanji', [`=?cp932?B?${base64('髙﨑①㈱', 'shift_jis')}?=`], '髙﨑①㈱'],
    ['iso-2022-jp-ms and IBM kanji', [word('髙﨑①㈱', 'ISO-2022-JP-MS')], '髙﨑①㈱'],
    ['cp50221 half-width kana', [`=?cp50221?B?${base64('ﾔﾏﾀﾞ様', 'iso-2022-jp')}?=`], 'ﾔﾏﾀﾞ様'],
    [
      'a word that never leaves the two-byte set before text',
      ['=?ISO-2022-JP?B?GyRCSD82QQ==?= abc'],
      '反響 abc',
    ],
    ['emoji outside the BMP', [`=?UTF-8?B?${base64('反響🏠', 'utf-8')}?=`], '反響🏠'],
    ['a surrogate pair cut between words', ['=?UTF-8?B?8J8=?= =?UTF-8?B?j6A=?='], '🏠'],
    ['raw UTF-8', ['反響通知'], '反響通知'],
    ['raw EUC-JP', [euc('反響のお知らせ')], '反響のお知らせ'],
    ['raw ISO-2022-JP folded inside the two-byte set', ['\x1b$BH?6A\r\n DLCN\x1b(B'], '反響通知'],
    [
      'raw Shift_JIS folded inside a character',
      [sjis('反響通').subarray(0, 5), '\r\n ', sjis('反響通').subarray(5)],
      '反響通',
    ],
    [
      'raw UTF-8 folded inside a character',
      [Buffer.from('反響').subarray(0, 4), '\r\n ', Buffer.from('反響').subarray(4)],
      '反響',
    ],
    ['raw bytes beside a word', [sjis('【重要】'), ' =?UTF-8?B?5Y+N6Z+/?='], '【重要】 反響'],
    ['what only looks like a word', ['=?= price =?? 100=?x'], '=?= price =?? 100=?x'],
    [
      'control characters from a word',
      [`=?UTF-8?B?${base64('反響\r\nBcc: x\u0000\u001b[31m', 'utf-8')}?=`],
      '反響 Bcc: x[31m',
    ],
    ['full-width blanks at its ends', [`=?UTF-8?B?${base64('　反響　', 'utf-8')}?=`], '　反響　'],
  ])('%s', (_, value, expected) => {
    expect(subjectOf(...value)).toBe(expected);
  });

  test('a fold inside a B word that lost its blank, in the last field', () => {
    const mail = decodeMail(
      Buffer.from('From: a@example.jp\r\nSubject: =?UTF-8?B?5Y+N\r\n6Z+/?=\r\n\r\n本文\r\n'),
    );
    expect([mail.subject, mail.text]).toEqual(['反響', '本文\n']);
  });

  test('the first that says anything counts', () => {
    expect(decodeMail(mailOf(['Subject:', 'subject : one', 'SUBJECT: two'])).subject).toBe('one');
  });
});

describe('sender', () => {
  const name = `=?ISO-2022-JP?B?${base64('山田 太郎', 'iso-2022-jp')}?=`;
  test.each<[string, (string | Buffer)[], string, string]>([
    ['a bare address', ['a@example.jp'], '', 'a@example.jp'],
    ['a name and brackets with no blank', [`${name}<a@example.jp>`], '山田 太郎', 'a@example.jp'],
    ['a comment as the name', [`a@example.jp (${name})`], '山田 太郎', 'a@example.jp'],
    ['a raw comment', ['a@example.jp (', sjis('山田'), ')'], '山田', 'a@example.jp'],
    ['a name and no brackets', [`${name} a@example.jp`], '山田 太郎', 'a@example.jp'],
    [
      'a raw name full of special bytes',
      ['\x1b$B!JM-!K$"$+$5$?$J\x1b(B <a@example.jp>'],
      '（有）あかさたな',
      'a@example.jp',
    ],
    [
      'a quoted raw name that ends in a backslash byte',
      ['"', sjis('株式会社表'), '" <a@example.jp>'],
      '株式会社表',
      'a@example.jp',
    ],
    ['a quoted name with a comma', ['"山田, 太郎" <a@example.jp>'], '山田, 太郎', 'a@example.jp'],
    ['escaped quotes', ['"a \\"b\\" c" <a@example.jp>'], 'a "b" c', 'a@example.jp'],
    ['a quote that is never closed', ['"山田 <a@example.jp>'], '"山田', 'a@example.jp'],
    ['a bracket that is never closed', ['山田 <a@example.jp'], '山田', 'a@example.jp'],
    [
      'words folded inside quotes',
      ['"=?UTF-8?B?5bGx?=\r\n =?UTF-8?B?55Sw?=" <a@example.jp>'],
      '山田',
      'a@example.jp',
    ],
    [
      'a Q word with a comma in it',
      ['=?UTF-8?Q?Yamada,_Taro?= <a@example.jp>'],
      'Yamada, Taro',
      'a@example.jp',
    ],
    [
      'all of it in one word',
      [`=?UTF-8?B?${base64('山田 <a@example.jp>', 'utf-8')}?=`],
      '山田',
      'a@example.jp',
    ],
    ['carrier dots', ['"a..b."@docomo.example'], '', 'a..b.@docomo.example'],
    ['carrier dots in brackets', ['<"a..b."@docomo.example>'], '', 'a..b.@docomo.example'],
    ['a local part that needs its quotes', ['"a b"@example.jp'], '', '"a b"@example.jp'],
    ['blanks in the brackets', ['x < a@example.jp >'], 'x', 'a@example.jp'],
    ['a source route', ['x <@relay.example:a@example.jp>'], 'x', 'a@example.jp'],
    ['a group', ['Team: a@example.jp, b@example.jp;'], '', 'a@example.jp'],
    ['two senders', ['x <a@example.jp>, y <b@example.jp>'], 'x', 'a@example.jp'],
    ['a name that is an address', ['"a@example.jp" <a@example.jp>'], 'a@example.jp', 'a@example.jp'],
    ['an empty name', ['"" <a@example.jp>'], '', 'a@example.jp'],
    ['single quotes', ["'山田' <a@example.jp>"], '山田', 'a@example.jp'],
  ])('%s', (_, value, expectedName, expectedAddress) => {
    expect(fromOf(...value)).toEqual({ name: expectedName, address: expectedAddress });
  });

  test('none, empty, or nobody', () => {
    expect(decodeMail(Buffer.from('Subject: x\r\n\r\n')).from).toBeNull();
    expect(fromOf('')).toBeNull();
    expect(fromOf('undisclosed-recipients:;')).toBeNull();
  });

  test('Sender speaks where From is missing', () => {
    expect(decodeMail(Buffer.from('Sender: b@example.jp\r\n\r\n')).from?.address).toBe('b@example.jp');
  });

  test('recipients are all read, in order', () => {
    const raw = Buffer.from('To: "A, B" <a@example.jp>,\r\n b@example.jp, Team: c@example.jp;\r\n\r\n');
    expect(decodeMail(raw).to.map(({ address }) => address)).toEqual([
      'a@example.jp',
      'b@example.jp',
      'c@example.jp',
    ]);
  });

  test('a raw name takes its charset from the body where it is too short to tell', () => {
    const raw = bytesOf(
      'From: ',
      sjis('ｶﾅ'),
      ' <a@example.jp>\r\nContent-Type: text/plain; charset=Shift_JIS\r\n\r\n',
      sjis('本文です'),
    );
    expect(decodeMail(raw).from?.name).toBe('ｶﾅ');
  });
});

describe('file names', () => {
  const disposition = 'Content-Type: application/pdf\r\nContent-Disposition: attachment; ';
  test.each<[string, (string | Buffer)[], string | null]>([
    ['raw Shift_JIS in quotes', [disposition, 'filename="', sjis('図面表.pdf'), '"'], '図面表.pdf'],
    [
      'raw ISO-2022-JP with quotes and semicolons in its bytes',
      [disposition, 'filename="', jis('『見積；表』.pdf'), '"'],
      '『見積；表』.pdf',
    ],
    ['raw EUC-JP', [disposition, 'filename="', euc('物件のご案内.pdf'), '"'], '物件のご案内.pdf'],
    ['raw UTF-8 without quotes, with blanks', [disposition, 'filename=物件 資料.pdf'], '物件 資料.pdf'],
    ['a word without quotes', [disposition, 'filename==?UTF-8?B?5Zuz6Z2iLnBkZg==?='], '図面.pdf'],
    [
      'words folded inside the quotes',
      [disposition, 'filename="=?UTF-8?B?5Zuz?=\r\n =?UTF-8?B?6Z2iLnBkZg==?="'],
      '図面.pdf',
    ],
    ['RFC 2231 in quotes', [disposition, `filename*="UTF-8''%E5%9B%B3.pdf"`], '図.pdf'],
    [
      'RFC 2231 with a language',
      [disposition, `filename*=iso-2022-jp'ja'%1B%24B%3F%5E%1B%28B.pdf`],
      '図.pdf',
    ],
    ['RFC 2231 without a charset', [disposition, 'filename*=%E5%9B%B3.pdf'], '図.pdf'],
    ['RFC 2231 with the wrong charset', [disposition, `filename*=UTF-8''${'%90%7D%96%CA'}.pdf`], '図面.pdf'],
    [
      'RFC 2231 beats the plain one',
      [disposition, `filename="x.pdf"; filename*=UTF-8''%E5%9B%B3.pdf`],
      '図.pdf',
    ],
    ['continuations in any order', [disposition, `filename*1*=%B3.pdf; filename*0*=UTF-8''%E5%9B`], '図.pdf'],
    [
      'continuations counted from one',
      [disposition, `filename*1*=UTF-8''%E5%9B; filename*2*=%B3.pdf`],
      '図.pdf',
    ],
    [
      'continuations of plain text',
      [disposition, 'filename*0="long "; filename*1="name.pdf"'],
      'long name.pdf',
    ],
    [
      'continuations of encoded words',
      [disposition, 'filename*0="=?UTF-8?B?5Zuz"; filename*1="6Z2iLnBkZg==?="'],
      '図面.pdf',
    ],
    [
      'continuations, encoded and not',
      [disposition, `filename*0*=UTF-8''%E5%9B%B3; filename*1=".pdf"`],
      '図.pdf',
    ],
    ['percent signs as browsers make them', [disposition, 'filename="%E5%9B%B3%E9%9D%A2.pdf"'], '図面.pdf'],
    ['a percent sign that is one', [disposition, 'filename="100%.pdf"'], '100%.pdf'],
    ['name where there is no filename', ['Content-Type: image/tiff; name=fax.tif'], 'fax.tif'],
    ['a quote that is never closed', [disposition, 'filename="fax.tif; size=10'], 'fax.tif'],
    ['none', ['Content-Type: image/tiff'], null],
    ['control characters', [disposition, 'filename="a\x00\x1b[2J.pdf"'], 'a[2J.pdf'],
  ])('%s', (_, header, expected) => {
    expect(filesOf(...header)).toEqual([expected]);
  });
});

test('Message-ID is kept as sent, or its first word', () => {
  expect(decodeMail(Buffer.from('Message-ID: <a.b@c> (x)\r\n\r\n')).messageId).toBe('<a.b@c>');
  expect(decodeMail(Buffer.from('Message-Id: a.b@c\r\n\r\n')).messageId).toBe('a.b@c');
  expect(decodeMail(Buffer.from('Message-Id: \r\n\r\n')).messageId).toBeNull();
});
