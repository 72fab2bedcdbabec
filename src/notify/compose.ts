// An outgoing mail as bytes (RFC 5322, MIME). The library folds, encodes and quotes; no line end of anybody's gets into a
// header, because every value here was made one line before.
import MailComposer from 'nodemailer/lib/mail-composer';
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
}

/** The whole message with CRLF line ends. */
export function compose({ id, from, to, subject, text, html, date }: Message): Promise<Buffer> {
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
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
    .compile()
    .build();
}
