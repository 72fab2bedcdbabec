// Test support: one mail forwarded in the ways people's mail programs do it, as the text they leave. Not for the product.
import type { DecodedMail, MailAddress } from '../../portal-kit/mail.ts';

/** What is forwarded. */
export interface Inner {
  from: MailAddress;
  subject: string;
  text: string;
}

const STAFF: MailAddress = { name: '山本', address: 'yamamoto@mihon.example.jp' };
const REMARK =
  'お疲れさまです。転送します。\n\n山本\n株式会社みほん不動産\nTEL：03-0000-1111\nメール：yamamoto@mihon.example.jp';
const TO = 'info@mihon.example.jp';

/** A mail with nothing but these. */
export function mailOf(
  from: MailAddress | null,
  subject: string,
  text: string,
  nested: DecodedMail[] = [],
): DecodedMail {
  return {
    subject,
    from,
    to: [],
    sentAt: null,
    messageId: null,
    text,
    html: null,
    attachments: [],
    nested,
    warnings: [],
  };
}

const address = ({ name, address }: MailAddress): string => `${name} <${address}>`;
const quote = (text: string, mark: string): string =>
  text
    .split('\n')
    .map((line) => `${mark}${line}`)
    .join('\n');

/** Ways of forwarding by name: subject prefix and text. */
export const WAYS: Record<string, (inner: Inner) => [prefix: string, text: string]> = {
  quoted: (m) => [
    'FW: ',
    `${REMARK}\n\n${quote(`From: ${address(m.from)}\nSubject: ${m.subject}\n\n${m.text}`, '> ')}`,
  ],
  'quoted-tight': (m) => [
    'Fwd: ',
    `転送します。\n\n${quote(`From: ${address(m.from)}\nDate: Fri, 20 Nov 2026 14:05:22 +0900\nSubject: ${m.subject}\nTo: ${TO}\n\n${m.text}`, '>')}`,
  ],
  'quoted-full-width': (m) => [
    'Fw: ',
    `${REMARK}\n\n${quote(`差出人：${address(m.from)}\n件名：${m.subject}\n\n${m.text}`, '＞')}`,
  ],
  'quoted-twice': (m) => [
    'FW: FW: ',
    `回します。\n\n${quote(`From: ${address(STAFF)}\nSubject: FW: ${m.subject}\n\n${REMARK}\n\n${quote(`From: ${address(m.from)}\nSubject: ${m.subject}\n\n${m.text}`, '> ')}`, '> ')}`,
  ],
  'quoted-depth': (m) => [
    'Fw: ',
    `${REMARK}\n\n${quote(`From: ${address(m.from)}\nSubject: ${m.subject}\n\n${m.text}`, '>> ')}\n\n以上です。`,
  ],
  'quoted-bar': (m) => [
    'FW: ',
    `${REMARK}\n\n${quote(`From: ${address(m.from)}\nSubject: ${m.subject}\n\n${m.text}`, '| ')}`,
  ],
  'quoted-headerless': (m) => ['FW: ', `お疲れさまです。転送します。\n\n${quote(m.text, '> ')}`],
  gmail: (m) => [
    'Fwd: ',
    `${REMARK}\n\n---------- Forwarded message ---------\nFrom: ${address(m.from)}\nDate: 2026年11月20日(金) 14:05\nSubject: ${m.subject}\nTo: <${TO}>\n\n\n${m.text}`,
  ],
  'gmail-ja': (m) => [
    'Fwd: ',
    `---------- Forwarded message ---------\n差出人: ${address(m.from)}\nDate: 2026年11月20日(金) 14:05\nSubject: ${m.subject}\nTo: <${TO}>\n\n\n${m.text}`,
  ],
  'gmail-old-ja': (m) => [
    'Fwd: ',
    `---------- 転送メッセージ ----------\n差出人： ${address(m.from)}\n日付： 2026年11月20日 14:05\n件名： ${m.subject}\nTo： ${TO}\n\n\n${m.text}`,
  ],
  outlook: (m) => [
    'FW: ',
    `${REMARK}\n\n-----Original Message-----\nFrom: ${address(m.from)} \nSent: Friday, November 20, 2026 2:05 PM\nTo: ${TO}\nSubject: ${m.subject}\n\n${m.text}`,
  ],
  'outlook-mailto': (m) => [
    'FW: ',
    `${REMARK}\n\nFrom: ${m.from.name} [mailto:${m.from.address}] \nSent: Friday, November 20, 2026 2:05 PM\nTo: '${TO}' <${TO}>\nCc: ${TO}; ${TO};\n  ${TO}\nSubject: ${m.subject}\nImportance: High\n\n${m.text}`,
  ],
  'outlook-ja': (m) => [
    'FW: ',
    `${REMARK}\n\n________________________________\n差出人: ${address(m.from)}\n送信日時: 2026年11月20日 14:05\n宛先: ${TO} <${TO}>\nCC: ${TO}\n件名: ${m.subject}\n\n${m.text}`,
  ],
  'outlook-bold': (m) => [
    '転送: ',
    `${REMARK}\n\n*差出人:* ${address(m.from)}\n*送信日時:* 2026年11月20日 14:05\n*宛先:* ${TO}\n*件名:* ${m.subject}\n\n${m.text}`,
  ],
  'outlook-links': (m) => [
    'FW: ',
    `${REMARK}\n\nFrom: ${m.from.name} <${m.from.address}<mailto:${m.from.address}>>\nSent: Friday, November 20, 2026 2:05 PM\nTo: ${TO}<mailto:${TO}>\nSubject: ${m.subject}\n\n${m.text}`,
  ],
  apple: (m) => [
    'Fwd: ',
    `${REMARK}\n\nBegin forwarded message:\n\n${quote(`From: ${address(m.from)}\nSubject: ${m.subject}\nDate: November 20, 2026 at 14:05:22 GMT+9\nTo: ${TO}\n\n${m.text}`, '> ')}`,
  ],
  'apple-ja': (m) => [
    'Fwd: ',
    `${REMARK}\n\n転送されたメッセージ：\n\n差出人: ${address(m.from)}\n件名: ${m.subject}\n日付: 2026年11月20日 14:05:22 JST\n宛先: ${TO}\n\n${m.text}`,
  ],
  'apple-body-quoted': (m) => [
    'Fwd: ',
    `転送されたメッセージ：\n\n差出人: ${address(m.from)}\n件名: ${m.subject}\n日付: 2026年11月20日 14:05:22 JST\n宛先: ${TO}\n\n${quote(m.text, '> ')}`,
  ],
  thunderbird: (m) => [
    'Fwd: ',
    `${REMARK}\n\n-------- Forwarded Message --------\nSubject: \t${m.subject}\nDate: \tFri, 20 Nov 2026 14:05:22 +0900\nFrom: \t${address(m.from)}\nReply-To: \tsupport@re-guide.jp\nTo: \t${TO}\n\n\n\n${m.text}`,
  ],
  'thunderbird-ja': (m) => [
    'Fwd: ',
    `-------- 転送メッセージ --------\n件名: \t${m.subject}\n日付: \tFri, 20 Nov 2026 14:05:22 +0900\n送信元: \t${address(m.from)}\n宛先: \t${TO}\n\n\n\n${m.text}`,
  ],
  becky: (m) => [
    'Fw: ',
    `Forwarded by 山本 <yamamoto@mihon.example.jp>\n----------------------- Original Message -----------------------\n From:    ${address(m.from)}\n To:      ${TO}\n Date:    Fri, 20 Nov 2026 14:05:22 +0900\n Subject: ${m.subject}\n----\n\n${m.text}\n--------------------- Original Message Ends --------------------\n-- \n山本\nTEL：03-0000-1111`,
  ],
  sylpheed: (m) => [
    'Fw: ',
    `${REMARK}\n\nBegin forwarded message:\n\nDate: Fri, 20 Nov 2026 14:05:22 +0900\nFrom: ${address(m.from)}\nTo: ${TO}\nSubject: ${m.subject}\n\n\n${m.text}`,
  ],
  yahoo: (m) => [
    'Fw: ',
    `----- Forwarded Message -----\nFrom: ${address(m.from)}\nTo: ${TO}\nDate: 2026/11/20, Fri 14:05\nSubject: ${m.subject}\n\n${m.text}`,
  ],
  'gmail-of-outlook': (m) => [
    'Fwd: FW: ',
    `---------- Forwarded message ---------\nFrom: ${address(STAFF)}\nDate: 2026年11月20日(金) 15:05\nSubject: FW: ${m.subject}\nTo: <${TO}>\n\n\n${REMARK}\n\n-----Original Message-----\nFrom: ${address(m.from)}\nSent: Friday, November 20, 2026 2:05 PM\nTo: ${TO}\nSubject: ${m.subject}\n\n${m.text}`,
  ],
  'address-only': (m) => [
    'FW: ',
    `${REMARK}\n\n-----元のメッセージ-----\n差出人: ${m.from.address}\n送信日時: 2026年11月20日 14:05\n宛先: ${TO}\n件名: ${m.subject}\n\n${m.text}`,
  ],
  'name-only': (m) => [
    'FW: ',
    `${REMARK}\n\n-----元のメッセージ-----\n差出人: ${m.from.name}\n送信日時: 2026年11月20日 14:05\n宛先: ${TO}\n件名: ${m.subject}\n\n${m.text}`,
  ],
  pasted: (m) => ['FW: ', `${REMARK}\n\n${m.text}`],
  'signed-below': (m) => [
    'Fwd: ',
    `---------- Forwarded message ---------\nFrom: ${address(m.from)}\nSubject: ${m.subject}\nTo: <${TO}>\n\n\n${m.text}\n\n-- \n${REMARK}`,
  ],
  unmarked: (m) => [
    '',
    `${REMARK}\n\n差出人: ${address(m.from)}\n送信日時: 2026年11月20日 14:05\n宛先: ${TO}\n件名: ${m.subject}\n\n${m.text}`,
  ],
};

/** Ways that keep no sender's address: the mail is known by its form and its portal's pages alone. */
export const ADDRESSLESS: ReadonlySet<string> = new Set(['quoted-headerless', 'name-only', 'pasted']);

/** The mail a colleague forwards. */
export function forwarded(way: string, inner: Inner): DecodedMail {
  const [prefix, text] = WAYS[way]?.(inner) ?? ['', inner.text];
  return mailOf(STAFF, `${prefix}${inner.subject}`, text);
}

/** The mail attached as message/rfc822, whose text decodeMail() reads in after the colleague's own. */
export function attached(inner: Inner): DecodedMail {
  const nested = mailOf(inner.from, inner.subject, inner.text);
  return mailOf(STAFF, `Fw: ${inner.subject}`, `${REMARK}\n${inner.subject}\n${inner.text}`, [nested]);
}
