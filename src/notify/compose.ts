// An outgoing mail as bytes (RFC 5322, MIME). The library folds, encodes and quotes; no line end of anybody's gets into a
// header, because every value here was made one line before.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Attachment } from 'nodemailer/lib/mailer';
import { LOOP_HEADER } from './rules/forward-loop.ts';
import { line } from './rules/plain-text.ts';

/** What a message is made of. */
export interface Message {
  /** Stable over tries, so that a receiver knows the same mail again. */
  id: string;
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string | null;
  date: Date;
  /** A mail as it came, that goes on with this one. */
  original?: { raw: Buffer; loopMark: string };
}

/** The whole message with CRLF line ends. */
export function compose({ id, from, to, subject, text, html, date, original }: Message): Promise<Buffer> {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return new MailComposer({
    messageId: `<${id}@${domain}>`,
    date,
    from: { name: line(from.name, 100), address: from.address },
    to: { name: line(to.name, 100), address: to.address },
    subject: line(subject, 500),
    text,
    ...(html !== null && { html }),
    textEncoding: 'base64',
    // Nobody answers it, and nobody's machine should (RFC 3834).
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(original && { [LOOP_HEADER]: original.loopMark }),
    },
    ...(original && { attachments: [attached(original.raw)] }),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
    .compile()
    .build();
}

/**
 * The original, byte for byte. As a mail in a mail where every relay may carry it so (RFC 2046 §5.2.1 allows no encoding
 * there); else as a file, encoded.
 */
const attached = (raw: Buffer): Attachment =>
  isPlain(raw)
    ? { filename: 'original.eml', content: raw, contentType: 'message/rfc822', contentDisposition: 'inline' }
    : { filename: 'original.eml', content: raw, contentType: 'application/octet-stream', encoding: 'base64' };

/** RFC 5321 §4.5.3.1.6: lines of at most 998 bytes, 7 bit, nothing but CRLF between them, no NUL. */
function isPlain(raw: Buffer): boolean {
  let length = 0;
  for (let at = 0; at < raw.length; at++) {
    const byte = raw[at] ?? 0;
    if (byte === 0 || byte > 0x7e + 1) return false;
    if (byte === 0x0d && raw[at + 1] !== 0x0a) return false;
    if (byte === 0x0a && raw[at - 1] !== 0x0d) return false;
    length = byte === 0x0a ? 0 : length + 1;
    if (length > 999) return false;
  }
  return true;
}
