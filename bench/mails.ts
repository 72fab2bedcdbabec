// The mails of the benches: one size, each with a request number, a person, a phone and a mail address of its own. Made by
// writing digits into a copy of one template, so that making them costs next to nothing.

/** A made mail: its bytes with the final dot (no line of it begins with one), and the number of its request. */
export interface MadeMail {
  bytes: Buffer;
  number: string;
}

/** Bytes of a mail, without the final dot. */
export const MAIL_BYTES = 6_000;
const DIGITS = 8;
const MARK = '#'.repeat(DIGITS);

const template = (() => {
  const subject = Buffer.from('【リガイド】査定依頼のお知らせ').toString('base64');
  const lines = [
    'From: <noreply@re-guide.jp>',
    `Message-ID: <${MARK}@re-guide.jp>`,
    `Subject: =?utf-8?B?${subject}?=`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `査定番号：BM${MARK}`,
    '依頼日時：2026/11/20 14:03:22',
    '物件種別：分譲マンション',
    '物件所在地：東京都世田谷区桜丘99丁目9番9号',
    `お名前：計測　${MARK}`,
    `電話番号：020${MARK}`, // 020: no person's
    `メールアドレス：b${MARK}@mail.example.jp`,
    '',
    '',
  ];
  const text = Buffer.from(lines.join('\r\n'));
  const filler = Buffer.alloc(MAIL_BYTES - text.length - 2, '-'.repeat(71).concat('\r\n'));
  return Buffer.concat([text, filler, Buffer.from('\r\n.\r\n')]);
})();

const places: number[] = [];
for (let at = template.indexOf(MARK); at >= 0; at = template.indexOf(MARK, at + DIGITS)) places.push(at);

// Above every seeded customer, and another beginning in every process.
let count = 10_000_000 + (Date.now() % 80_000_000);

export function nextMail(): MadeMail {
  const bytes = Buffer.allocUnsafe(template.length);
  template.copy(bytes);
  const digits = String(++count % 100_000_000).padStart(DIGITS, '0');
  for (const at of places) bytes.write(digits, at, 'latin1');
  return { bytes, number: `BM${digits}` };
}
