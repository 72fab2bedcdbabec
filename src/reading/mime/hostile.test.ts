// Mails made to hurt: each ends soon, within the limits, and says what was cut. Times are bounds of sanity, a hundred
// times what they take; quadratic reading would miss them by far.
import { describe, expect, test } from 'vitest';
import { decodeMail } from './index.ts';
import { limits } from './limits.ts';

const MB = 1 << 20;
const HEAD = 'From: a@example.jp\r\nSubject: x\r\n';
const MIXED = `${HEAD}Content-Type: multipart/mixed; boundary=bb\r\n\r\n`;
const HTML = `${HEAD}Content-Type: text/html\r\n\r\n`;
const fill = (text: string, size: number) => Buffer.alloc(size, text, 'latin1');
const join = (...pieces: (string | Buffer)[]) => Buffer.concat(pieces.map((piece) => Buffer.from(piece)));

function noise(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = 1;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes;
}

function nested(count: number, level: (k: number) => string): Buffer {
  return Buffer.from(HEAD + Array.from({ length: count }, (_, k) => level(k)).join(''));
}

describe('ends soon', () => {
  const cases: [string, () => Buffer][] = [
    ['10 MB of noise', () => noise(10 * MB)],
    ['10 MB of NUL', () => Buffer.alloc(10 * MB)],
    ['10 MB of line ends', () => fill('\n', 10 * MB)],
    ['10 MB of CR', () => fill('\r', 10 * MB)],
    ['10 MB of blanks', () => fill(' ', 10 * MB)],
    ['10 MB of fields', () => fill('a:b\n', 10 * MB)],
    ['a subject of 5 MB', () => join('Subject: ', fill('a', 5 * MB), '\r\n\r\nbody')],
    ['a subject of 5 MB of folds', () => join('Subject: x', fill('\r\n a', 5 * MB), '\r\n\r\nbody')],
    ['a subject of 5 MB of blanks', () => join('Subject: a', fill(' ', 5 * MB), 'b\r\n\r\nbody')],
    ['endless encoded words', () => join('Subject: ', fill('=?utf-8?B?44GC?= ', 5 * MB))],
    ['endless folded encoded words', () => join('Subject:', fill(' =?utf-8?B?44GC?=\r\n', 5 * MB))],
    ['encoded words that never end', () => join('Subject: ', fill('=?a?b?', 60_000))],
    ['encoded words that end twice', () => join('Subject: ', fill('=?a?Q?=3F?=3F', 60_000))],
    ['quotes that never end', () => join('From: ', fill('"(<', 60_000))],
    ['comments in comments', () => join('From: ', fill('(', 60_000))],
    ['a million recipients', () => fill(`To: ${'a <a@b.example>,'.repeat(500)}\r\n`, 10 * MB)],
    ['parameters without end', () => join('Content-Type: text/plain; ', fill('a="b', 60_000))],
    ['continuations without end', () => join('Content-Type: text/plain; ', fill('name*0*=%41;', 60_000))],
    ['10 MB of boundary lines', () => join(MIXED, fill('--bb\r\n', 10 * MB))],
    ['10 MB of almost boundary lines', () => join(MIXED, fill('--bbx\r\n', 10 * MB))],
    [
      '100,000 lines that look like boundaries',
      () => join(MIXED, fill(`--${'q'.repeat(20)}\r\n`, 2_400_000)),
    ],
    [
      'parts inside parts',
      () => nested(20_000, (k) => `Content-Type: multipart/mixed; boundary=b${k}\r\n\r\n--b${k}\r\n`),
    ],
    ['mails inside mails', () => nested(20_000, () => 'Content-Type: message/rfc822\r\n\r\n')],
    [
      'base64 of nothing but padding',
      () => join(HEAD, 'Content-Transfer-Encoding: base64\r\n\r\n', fill('A= \n', 10 * MB)),
    ],
    [
      'quoted-printable of nothing but equals signs',
      () => join(HEAD, 'Content-Transfer-Encoding: quoted-printable\r\n\r\n', fill('= ', 10 * MB)),
    ],
    ['10 MB of tags', () => join(HTML, fill('<div>', 10 * MB))],
    ['10 MB of tables in tables', () => join(HTML, fill('<table><tr><td>', 10 * MB))],
    ['10 MB of cells', () => join(HTML, '<table><tr>', fill('<td>', 10 * MB))],
    ['10 MB of links', () => join(HTML, fill('<a href="http://x/', 10 * MB))],
    ['10 MB of entities', () => join(HTML, fill('&amp;&#12354;&x', 10 * MB))],
    ['10 MB of escapes', () => join(HEAD, '\r\n', fill('\x1b', 10 * MB))],
    ['10 MB of designations', () => join(HEAD, '\r\n', fill('\x1b$B!!\n', 10 * MB))],
    [
      'lost escapes',
      () => join(HEAD, 'Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n', fill('$B', 10 * MB)),
    ],
    ['lines of changing charset', () => join(HEAD, '\r\n', fill('\x82\xa0\n\xa4\xa2\xff\n', 10 * MB))],
    [
      'flowed quotes',
      () => join(HEAD, 'Content-Type: text/plain; format=flowed\r\n\r\n', fill('> a \n', 10 * MB)),
    ],
    ['a date of 5 MB', () => join('Date: ', fill('1 ', 5 * MB), '\r\n\r\n')],
  ];
  test.each(cases)(
    '%s',
    (_, make) => {
      const raw = make();
      const start = performance.now();
      const mail = decodeMail(raw);
      expect(performance.now() - start).toBeLessThan(20_000);
      expect(mail.text.length).toBeLessThanOrEqual(limits.textUnits);
    },
    60_000,
  );
});

describe('says what was cut', () => {
  const warned = (raw: Buffer) => decodeMail(raw).warnings;
  test('parts', () => {
    const many = decodeMail(join(MIXED, fill('--bb\r\nContent-Type: image/png\r\n\r\nx\r\n', MB)));
    expect(many.warnings).toContain('parts-limit');
    expect(many.attachments.length).toBeLessThanOrEqual(limits.parts);
  });
  test('attached mails', () => {
    const many = decodeMail(
      join(MIXED, fill('--bb\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nhello\r\n', MB)),
    );
    expect(many.warnings).toContain('parts-limit');
    expect(many.nested.length).toBeLessThanOrEqual(limits.parts);
  });
  test('depth', () => {
    expect(
      warned(nested(100, (k) => `Content-Type: multipart/mixed; boundary=b${k}\r\n\r\n--b${k}\r\n`)),
    ).toContain('depth-limit');
    let deepest: ReturnType<typeof decodeMail> | undefined = decodeMail(
      nested(100, () => 'Content-Type: message/rfc822\r\n\r\n'),
    );
    let depth = 0;
    for (; deepest?.nested[0]; depth++) deepest = deepest.nested[0];
    expect(depth).toBeLessThan(limits.depth);
    expect(deepest?.warnings).toContain('depth-limit');
  });
  test('headers', () => {
    const mail = decodeMail(join('Subject: ', fill('a', 5 * MB), '\r\nFrom: a@example.jp\r\n\r\nbody'));
    expect(mail.warnings).toContain('header-cut');
    expect(mail.subject.length).toBeLessThanOrEqual(limits.fieldBytes);
    // What stands behind the cut is still read.
    expect([mail.from?.address, mail.text]).toEqual(['a@example.jp', 'body']);
  });
  test('text', () => {
    const mail = decodeMail(join(HEAD, '\r\n', fill('a', 10 * MB)));
    expect(mail.warnings).toContain('text-cut');
    expect(mail.text).toHaveLength(limits.partTextBytes);
  });
  test('and leaves the next mail alone', () => {
    decodeMail(noise(MB));
    expect(decodeMail(Buffer.from('Subject: x\r\n\r\n本文\r\n')).text).toBe('本文\n');
  });
});
