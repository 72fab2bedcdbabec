import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asDownload, safeFileName } from './safe-file-name.ts';

const name = (sent: string | null) => safeFileName(sent, '添付ファイル');

test('what people call files stays; what hides or breaks something goes', () => {
  expect(name('間取り図　①（㈱髙﨑）.pdf')).toBe('間取り図 ①（㈱髙﨑）.pdf');
  expect(name('../../etc/passwd')).toBe('_.._etc_passwd');
  expect(name('C:\\Users\\a.doc')).toBe('C__Users_a.doc');
  expect(name('請求書\u202efdp.exe')).toBe('請求書fdp.exe');
  expect(name('a\r\nSet-Cookie: x=1.txt')).toBe('aSet-Cookie_ x=1.txt');
  expect(name('CON.txt')).toBe('_CON.txt');
  expect(name('.htaccess')).toBe('htaccess');
  for (const nothing of [null, '', '...', '///', '\u0000\u200b']) expect(name(nothing)).toBe('添付ファイル');
  expect(name(`${'長'.repeat(300)}.pdf`)).toBe(`${'長'.repeat(116)}.pdf`);
});

test('the header says the name twice, once for those who read no Japanese', () => {
  expect(asDownload('図 "1" (a).pdf')).toBe(
    `attachment; filename="_ _1_ (a).pdf"; filename*=UTF-8''%E5%9B%B3%20%221%22%20%28a%29.pdf`,
  );
});

test('whatever it was called, it is a name, and one line of printable ASCII in the header', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (sent) => {
      const safe = name(sent);
      expect(safe).not.toBe('');
      expect([...safe].length).toBeLessThanOrEqual(121);
      expect(safe).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}]/u);
      expect(name(safe)).toBe(safe);
      const header = asDownload(safe);
      expect(header).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.~!$&+%^`|-]*$/);
      expect(decodeURIComponent(header.split("*=UTF-8''")[1] ?? '')).toBe(safe);
    }),
  );
});
