// The mail as a portal's reader sees it: decoded, no bytes, no envelope. What the bytes were is reading/mime's matter.

/** One mailbox of a header (RFC 5322 §3.4), decoded. `address` is kept as sent, also where RFC 5321 forbids it. */
export interface MailAddress {
  name: string;
  address: string;
}

/** A part that is not text to read. `size` is in bytes after transfer decoding. */
export interface MailAttachment {
  filename: string | null;
  contentType: string;
  size: number;
}

/**
 * A mail as a person reads it.
 *
 * `text` is what a person reads, LF line ends: the plain part; from `html` where there is no plain part or a blank
 * one (table cells of a row are separated by a tab); an attached message/rfc822 is read in after it (its subject
 * on a line, then its text). `html` is the source of the HTML part, hostile, never to be shown as it is.
 */
export interface DecodedMail {
  subject: string;
  from: MailAddress | null;
  to: MailAddress[];
  /** The Date header as ISO 8601 with the zone it gave, or null when absent or out of any calendar. */
  sentAt: string | null;
  /** With its angle brackets, as sent; a hint, since senders repeat and forget it. */
  messageId: string | null;
  text: string;
  html: string | null;
  attachments: MailAttachment[];
  /** Attached message/rfc822 mails, decoded the same way, outermost first. */
  nested: DecodedMail[];
  /** What had to be guessed or cut on the way: `charset-guessed`, `parts-limit`, … For people and for tests. */
  warnings: string[];
}
