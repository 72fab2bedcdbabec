// Parts and headers that do not nest, end or begin as they should, and which of them speak.
import { describe, expect, test } from 'vitest';
import { decodeMail } from './index.ts';
import { base64, bytesOf, jis, mailOf, sjis } from './testing/mail.ts';

const multipart = (kind = 'mixed', boundary = 'bb') =>
  `Content-Type: multipart/${kind}; boundary="${boundary}"`;
const plain = (text: string) => `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;
const html = (text: string) => `Content-Type: text/html; charset=utf-8\r\n\r\n${text}\r\n`;
const parts = (...bodies: (string | Buffer)[]) =>
  bytesOf(...bodies.flatMap((body) => ['--bb\r\n', body, '\r\n']), '--bb--\r\n');
const textOf = (header: string[], ...body: (string | Buffer)[]) =>
  decodeMail(mailOf(header, ...body)).text.trimEnd();

describe('boundaries', () => {
  const part = 'Content-Type: text/plain; charset=utf-8\r\n\r\n本文';
  test.each<[string, string[], string, string]>([
    ['blanks behind the boundary', [multipart()], `--bb  \r\n${part}\r\n--bb-- \t\r\n`, '本文'],
    ['no closing line', [multipart()], `--bb\r\n${part}\r\n`, '本文'],
    ['no blank line before the parts', [multipart()], `preamble\r\n--bb\r\n${part}\r\n--bb--`, '本文'],
    [
      'a preamble and an epilogue',
      [multipart()],
      `This is MIME.\r\n\r\n--bb\r\n${part}\r\n--bb--\r\nepilogue\r\n`,
      '本文',
    ],
    [
      'a longer boundary inside',
      [multipart()],
      `--bb\r\n${part}\r\n--bbb\r\n--bb--x\r\n--bb--\r\n`,
      '本文\n--bbb\n--bb--x',
    ],
    ['the boundary in mid-line', [multipart()], `--bb\r\n${part} --bb\r\nx\r\n--bb--\r\n`, '本文 --bb\nx'],
    [
      'no quotes and signs in it',
      ['Content-Type: multipart/mixed; boundary=----=_Part_1.2'],
      `------=_Part_1.2\r\n${part}\r\n------=_Part_1.2--`,
      '本文',
    ],
    [
      'a fold before the boundary',
      ['Content-Type: multipart/mixed;\r\n\tboundary="bb"'],
      `--bb\r\n${part}\r\n--bb--`,
      '本文',
    ],
    [
      'no semicolon before it',
      ['Content-Type: multipart/mixed boundary="bb"'],
      `--bb\r\n${part}\r\n--bb--`,
      '本文',
    ],
    ['no boundary parameter', ['Content-Type: multipart/mixed'], `--xyz\r\n${part}\r\n--xyz--\r\n`, '本文'],
    [
      'another boundary than was said',
      [multipart('mixed', 'said')],
      `----=_real\r\n${part}\r\n----=_real--\r\n`,
      '本文',
    ],
    ['no boundary line at all', [multipart()], '本文だけ\r\n', '本文だけ'],
    [
      'the same boundary inside and out',
      [multipart()],
      `--bb\r\n${multipart('alternative')}\r\n\r\n--bb\r\n${part}\r\n--bb--\r\n--bb--\r\n`,
      '本文',
    ],
    ['LF line ends', [multipart()], `--bb\n${part}\n--bb--\n`, '本文'],
    ['a part without a header', [multipart()], '--bb\r\n\r\n本文\r\n--bb--', '本文'],
    [
      'a part without a header or a blank line',
      [multipart()],
      '--bb\r\nTEL: 03-0000-0000\r\n本文\r\n--bb--',
      'TEL: 03-0000-0000\n本文',
    ],
    [
      'a part header without a blank line',
      [multipart()],
      '--bb\r\nContent-Type: text/plain; charset=utf-8\r\n本文\r\n--bb--',
      '本文',
    ],
    ['only a preamble', [multipart()], '本文だけ\r\n--bb--\r\n', '本文だけ'],
    [
      'the whole multipart in base64',
      [multipart(), 'Content-Transfer-Encoding: base64'],
      Buffer.from(`--bb\r\n${part}\r\n--bb--`).toString('base64'),
      '本文',
    ],
  ])('%s', (_, header, body, expected) => {
    expect(textOf(header, body)).toBe(expected);
  });
});

describe('the header’s end', () => {
  test.each<[string, string, string, string]>([
    [
      'no blank line before the text',
      'Subject: x\r\nFrom: a@example.jp\r\nお名前　山田\r\nTEL: 03\r\n',
      'x',
      'お名前　山田\nTEL: 03',
    ],
    ['a line of blanks before the text', 'Subject: x\r\n \t\r\n本文\r\n', 'x', '本文'],
    ['a line of blanks between fields', 'From: a@example.jp\r\n \r\nSubject: x\r\n\r\n本文\r\n', 'x', '本文'],
    [
      'an mbox line on top',
      'From a@example.jp Sun Nov 22 10:00:00 2026\r\nSubject: x\r\n\r\n本文\r\n',
      'x',
      '本文',
    ],
    ['a quoted mbox line on top', '>From a@example.jp\r\nSubject: x\r\n\r\n本文\r\n', 'x', '本文'],
    ['empty lines on top', '\r\n\r\nSubject: x\r\n\r\n本文\r\n', 'x', '本文'],
    ['a byte order mark on top', '\ufeffSubject: x\r\n\r\n本文\r\n', 'x', '本文'],
    [
      'a broken line among the fields',
      'From: a@example.jp\r\nこれは何\r\nSubject: x\r\n\r\n本文\r\n',
      'x',
      '本文',
    ],
    ['blanks before the colon', 'Subject : x\r\n\r\n本文\r\n', 'x', '本文'],
    ['no header at all', '本文だけ\r\nです\r\n', '', '本文だけ\nです'],
    ['nothing but a header', 'Subject: x\r\n', 'x', ''],
    ['nothing', '', '', ''],
  ])('%s', (_, raw, subject, text) => {
    const mail = decodeMail(Buffer.from(raw));
    expect(mail.subject).toBe(subject);
    expect(mail.text.trimEnd()).toBe(text);
  });
});

describe('content types', () => {
  test.each<[string, string, string, string]>([
    ['none', 'X-A: 1', '本文', '本文'],
    ['text', 'Content-Type: text', '本文', '本文'],
    ['plain/text', 'Content-Type: plain/text', '本文', '本文'],
    ['html', 'Content-Type: html', '<p>本文</p>', '本文'],
    ['TEXT/HTML', 'Content-Type: TEXT/HTML', '<p>本文</p>', '本文'],
    ['text/html without a semicolon', 'Content-Type: text/html charset="utf-8"', '<p>本文</p>', '本文'],
    ['junk', 'Content-Type: ;;;', '本文', '本文'],
    ['an empty one before a full one', 'Content-Type:\r\nContent-Type: text/html', '<p>本文</p>', '本文'],
    ['an unknown text', 'Content-Type: text/x-none', '本文', '本文'],
    [
      'attached though alone',
      'Content-Type: text/plain; name="a.txt"\r\nContent-Disposition: attachment',
      '本文',
      '本文',
    ],
  ])('%s', (_, header, body, expected) => {
    expect(textOf([header], body)).toBe(expected);
  });
});

describe('which part speaks', () => {
  test('plain before HTML, whatever their order', () => {
    const mail = decodeMail(mailOf([multipart('alternative')], parts(html('<p>H</p>'), plain('P'))));
    expect([mail.text.trimEnd(), mail.html?.trimEnd()]).toEqual(['P', '<p>H</p>']);
  });
  test.each(['', ' \r\n\t\r\n', '　\u00a0\r\n', '\ufeff\u200b\r\n'])(
    'HTML where plain is blank: %j',
    (blank) => {
      expect(textOf([multipart('alternative')], parts(plain(blank), html('<p>H</p>')))).toBe('H');
    },
  );
  test('HTML where plain only says that the mail is HTML', () => {
    const page = `<table>${'<tr><td>お名前</td><td>山田太郎</td></tr>'.repeat(10)}</table>`;
    const mail = decodeMail(
      mailOf([multipart('alternative')], parts(plain('このメールはHTML形式です。'), html(page))),
    );
    expect(mail.text).toContain('お名前\t山田太郎\n');
    expect(mail.warnings).toEqual(['plain-part-is-stub']);
  });
  test('plain that speaks of HTML and says what the page says', () => {
    const said = 'HTMLで表示するには設定してください。\r\nお名前：山田\r\n電話：03\r\n';
    const page = `<p>お名前：山田</p><p>電話：03</p>${'<p>広告のお知らせです</p>'.repeat(30)}`;
    expect(textOf([multipart('alternative')], parts(plain(said), html(page)))).toContain('HTMLで表示');
  });
  test('HTML beside pictures', () => {
    const picture =
      'Content-Type: image/png; name=a.png\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n';
    const mail = decodeMail(
      mailOf([multipart('related')], parts(html('<p>H<img src="cid:a"></p>'), picture)),
    );
    expect(mail.text).toBe('H\n');
    expect(mail.attachments).toEqual([{ filename: 'a.png', contentType: 'image/png', size: 3 }]);
  });
  test('all texts of a mixed mail, in order', () => {
    expect(textOf([multipart()], parts(plain('one'), plain('two')))).toBe('one\ntwo');
  });
  test('an HTML part behind a plain part that says something else', () => {
    expect(textOf([multipart()], parts(plain('see below'), html('<p>H</p>')))).toBe('see below\nH');
  });
  test('not the HTML twin of the plain part in a mixed mail', () => {
    const twin = '<p>お名前　：山田</p><p>電話：03</p><p>配信停止はこちら</p>';
    expect(textOf([multipart()], parts(plain('お名前：山田\r\n電話：03'), html(twin)))).toBe(
      'お名前：山田\n電話：03',
    );
  });
  test('not a text file that is attached', () => {
    const file =
      'Content-Type: text/plain; name="a.txt"\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\nfile\r\n';
    const mail = decodeMail(mailOf([multipart()], parts(plain('body'), file)));
    expect(mail.text.trimEnd()).toBe('body');
    expect(mail.attachments).toEqual([{ filename: 'a.txt', contentType: 'text/plain', size: 6 }]);
  });
  test('a text file that is attached, where nothing else speaks', () => {
    const file =
      'Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\n本文\r\n';
    const mail = decodeMail(mailOf([multipart()], parts(file)));
    expect(mail.text.trimEnd()).toBe('本文');
    expect(mail.attachments).toHaveLength(1);
  });
  test('not a calendar, though it is text', () => {
    const mail = decodeMail(
      mailOf([multipart()], parts(plain('body'), 'Content-Type: text/calendar\r\n\r\nBEGIN\r\n')),
    );
    expect(mail.text.trimEnd()).toBe('body');
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(['text/calendar']);
  });
  test('nobody: a fax with a picture alone', () => {
    const mail = decodeMail(mailOf(['Content-Type: image/tiff; name=fax.tif'], 'II*'));
    expect(mail.text).toBe('');
    expect(mail.warnings).toContain('no-readable-part');
    expect(mail.attachments).toEqual([{ filename: 'fax.tif', contentType: 'image/tiff', size: 3 }]);
  });
  test('a carrier’s decorated mail: mixed, related, alternative', () => {
    const inner = (kind: string, boundary: string, ...bodies: string[]) =>
      `${multipart(kind, boundary)}\r\n\r\n${bodies.map((body) => `--${boundary}\r\n${body}\r\n`).join('')}--${boundary}--\r\n`;
    const alternative = inner('alternative', 'aa', plain('絵文字です'), html('<p>絵文字です</p>'));
    const gif = 'Content-Type: image/gif; name="e.gif"\r\n\r\nGIF\r\n';
    const mail = decodeMail(mailOf([multipart()], parts(inner('related', 'rr', alternative, gif))));
    expect(mail.text.trimEnd()).toBe('絵文字です');
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['e.gif']);
  });
});

describe('attached mails', () => {
  const inner = bytesOf(
    `From: p@portal.example\r\nSubject: =?ISO-2022-JP?B?${base64('元の件名', 'iso-2022-jp')}?=\r\n`,
    'Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n',
    jis('元の本文\r\n'),
  );
  const read = 'see\n元の件名\n元の本文\n';
  const eml = (header: string, body: string | Buffer = inner) =>
    parts(plain('see'), bytesOf(header, '\r\n\r\n', body, '\r\n'));
  test.each<[string, string, string | Buffer]>([
    ['message/rfc822', 'Content-Type: message/rfc822', inner],
    [
      'in base64',
      'Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64',
      inner.toString('base64'),
    ],
    [
      'as a file',
      'Content-Type: application/octet-stream; name="a.eml"\r\nContent-Transfer-Encoding: base64',
      inner.toString('base64'),
    ],
    ['as a text file', 'Content-Type: text/plain; name="a.EML"\r\nContent-Disposition: attachment', inner],
  ])('%s', (_, header, body) => {
    const mail = decodeMail(mailOf([multipart()], eml(header, body)));
    expect(mail.text.replace(/\n+/g, '\n')).toBe(read);
    expect(mail.nested.map(({ subject, from }) => [subject, from?.address])).toEqual([
      ['元の件名', 'p@portal.example'],
    ]);
    expect(mail.attachments).toEqual([]);
  });
  test('inside each other, with their own attachments and their own nested mails', () => {
    const file = 'Content-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n';
    const middle = mailOf(
      ['Subject: middle', multipart()],
      parts(plain('m'), file, bytesOf('Content-Type: message/rfc822\r\n\r\n', inner)),
    );
    const outer = mailOf(['Content-Type: message/rfc822'], middle);
    const mail = decodeMail(outer);
    expect(mail.text.replace(/\n+/g, '\n')).toBe('middle\nm\n元の件名\n元の本文\n');
    expect(mail.attachments).toEqual([]);
    expect(mail.nested[0]?.attachments.map(({ filename }) => filename)).toEqual(['a.pdf']);
    expect(mail.nested[0]?.nested[0]?.subject).toBe('元の件名');
  });
  test('a digest', () => {
    const mail = decodeMail(
      mailOf([multipart('digest')], parts(bytesOf('\r\n', inner), bytesOf('\r\n', inner))),
    );
    expect(mail.nested).toHaveLength(2);
  });
  test('a bounce', () => {
    const status = 'Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n';
    const mail = decodeMail(
      mailOf(
        [multipart('report')],
        parts(plain('failed'), status, bytesOf('Content-Type: message/rfc822\r\n\r\n', inner)),
      ),
    );
    expect(mail.nested).toHaveLength(1);
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(['message/delivery-status']);
  });
});

test('a charset that only the page itself names settles what bytes cannot', () => {
  const page = (charset: string) => bytesOf(`<meta charset="${charset}"><p>`, Buffer.of(0xb6, 0xc5), '</p>');
  expect(textOf(['Content-Type: text/html'], page('shift_jis'))).toBe('ｶﾅ');
  expect(textOf(['Content-Type: text/html; charset=us-ascii'], page('shift_jis'))).toBe('ｶﾅ');
  expect(textOf(['Content-Type: text/html'], page('euc-jp'))).toBe('凝');
});

test('the charset of each part is its own', () => {
  const shift = bytesOf('Content-Type: text/plain; charset=Shift_JIS\r\n\r\n', sjis('表示'));
  const seven = bytesOf('Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n', jis('漢字'));
  expect(textOf([multipart()], parts(plain('日本'), shift, seven))).toBe('日本\n表示\n漢字');
});

test('the zone of the Date header is kept, and a date that is none is named', () => {
  expect(decodeMail(Buffer.from('Date: Sun, 22 Nov 2026 10:00:00 +0000\r\n\r\n')).sentAt).toBe(
    '2026-11-22T10:00:00+00:00',
  );
  const none = decodeMail(Buffer.from('Date: 0\r\n\r\nx'));
  expect([none.sentAt, none.warnings]).toEqual([null, ['date-unreadable']]);
});
