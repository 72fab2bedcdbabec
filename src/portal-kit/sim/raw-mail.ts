// For the sims of all portals: a text as the bytes of a mail, in the charsets and shapes Japanese mail comes in, sent
// by the portal itself or forwarded by a colleague. Demo and tests only; knows no portal. Everybody in it is invented.
import Encoding from 'encoding-japanese';
import type { MailAddress } from '../mail.ts';

export const SIM_CHARSETS = ['utf-8', 'iso-2022-jp', 'shift_jis', 'euc-jp'] as const;
export type SimCharset = (typeof SIM_CHARSETS)[number];

/** How a mail is wrapped: by the portal (the first four) or by a colleague who forwards it. */
export const SIM_SHAPES = [
  'plain',
  'html',
  'alternative',
  'nocharset',
  'quoted',
  'inline',
  'attached',
] as const;
export type SimShape = (typeof SIM_SHAPES)[number];

/** A mail to be made. `sentAt` is an instant; `messageId` is without its angle brackets. */
export interface SimMail {
  from: MailAddress;
  to: string;
  subject: string;
  sentAt: Date;
  messageId: string;
  text: string;
  html: string;
  charset: SimCharset;
  shape: SimShape;
}

const NAMES = { 'iso-2022-jp': 'JIS', shift_jis: 'SJIS', 'euc-jp': 'EUCJP' } as const;
const TRANSFER = { 'utf-8': 'base64', 'iso-2022-jp': '7bit', shift_jis: '8bit', 'euc-jp': 'base64' } as const;
const COLLEAGUE: MailAddress = { name: '山本', address: 'yamamoto@mihon.example.jp' };
const REMARK = 'お疲れさまです。転送します。';
const BOUNDARY = '=_sim_boundary';

/** The mail's bytes. A letter that the charset lacks becomes `?`. */
export function rawMail(mail: SimMail): Uint8Array {
  const { from, subject, text, html } = mail;
  const head = `From: ${from.name} <${from.address}>\nSubject: ${subject}`;
  switch (mail.shape) {
    case 'plain':
      return whole(mail, part(mail, 'text/plain', text));
    case 'nocharset':
      return whole(mail, part(mail, 'text/plain', text, false));
    case 'html':
      return whole(mail, part(mail, 'text/html', html));
    case 'alternative':
      return whole(
        mail,
        multipart('alternative', [part(mail, 'text/plain', ' \n'), part(mail, 'text/html', html)]),
      );
    case 'quoted': {
      const quoted = `${head}\n\n${text}`.split('\n').map((line) => `> ${line}`);
      return whole(byColleague(mail), part(mail, 'text/plain', `${REMARK}\n\n${quoted.join('\n')}`));
    }
    case 'inline': {
      const above = `---------- Forwarded message ---------\n${head}\nTo: <${mail.to}>`;
      return whole(byColleague(mail), part(mail, 'text/plain', `${REMARK}\n\n${above}\n\n\n${text}`));
    }
    case 'attached': {
      const inner = whole(mail, part(mail, 'text/plain', text));
      const attachment = joined('Content-Type: message/rfc822\r\n\r\n', inner);
      return whole(byColleague(mail), multipart('mixed', [part(mail, 'text/plain', REMARK), attachment]));
    }
  }
}

/** Text in a charset. */
function encodeText(text: string, charset: SimCharset): Uint8Array {
  if (charset === 'utf-8') return new TextEncoder().encode(text);
  const to = NAMES[charset];
  return Uint8Array.from(
    Encoding.convert(Encoding.stringToCode(text), { to, from: 'UNICODE', type: 'array' }),
  );
}

function byColleague(mail: SimMail): SimMail {
  return { ...mail, from: COLLEAGUE, subject: `FW: ${mail.subject}`, messageId: `fw.${mail.messageId}` };
}

function whole(mail: SimMail, content: Uint8Array): Uint8Array {
  const { from, charset } = mail;
  const lines = [
    `From: ${encodedWord(from.name, charset)} <${from.address}>`,
    `To: <${mail.to}>`,
    `Subject: ${encodedWord(mail.subject, charset)}`,
    `Date: ${mail.sentAt.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${mail.messageId}>`,
    'MIME-Version: 1.0',
  ];
  return joined(`${lines.join('\r\n')}\r\n`, content);
}

function part(mail: SimMail, type: string, text: string, labelled = true): Uint8Array {
  const bytes = encodeText(text.replaceAll('\n', '\r\n'), mail.charset);
  const transfer = TRANSFER[mail.charset];
  const charset = labelled ? `; charset=${mail.charset}` : '';
  const head = `Content-Type: ${type}${charset}\r\nContent-Transfer-Encoding: ${transfer}\r\n\r\n`;
  return joined(head, transfer === 'base64' ? base64(bytes).replace(/.{76}/g, '$&\r\n') : bytes, '\r\n');
}

function multipart(kind: string, parts: readonly Uint8Array[]): Uint8Array {
  const boundary = `${BOUNDARY}_${kind}`;
  const inner = parts.flatMap((piece) => [`--${boundary}\r\n`, piece, '\r\n']);
  return joined(
    `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n`,
    ...inner,
    `--${boundary}--\r\n`,
  );
}

/** RFC 2047, B, in words of at most 75 letters, cut between characters. */
function encodedWord(text: string, charset: SimCharset): string {
  const words: string[] = [];
  const letters = [...text];
  for (let at = 0; at < letters.length; at += 10)
    words.push(`=?${charset}?B?${base64(encodeText(letters.slice(at, at + 10).join(''), charset))}?=`);
  return words.join('\r\n ');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function joined(...pieces: (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}
