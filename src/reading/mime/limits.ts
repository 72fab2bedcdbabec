// How much of one mail is read before it is cut with a warning. Not the SMTP size limit, which is intake's.

/**
 * Every bound of the reader. Real notification mails stay a hundred times below each of them; a hostile mail
 * meets them all and still ends in linear time.
 */
export const limits = {
  /** Multiparts and attached mails inside each other. */
  depth: 20,
  /** Parts of one mail, attached mails included. */
  parts: 1_000,
  /** Bytes of one header block that are looked at; the block's end is still found behind it. */
  headerBytes: 512 * 1024,
  /** Fields of one header block. */
  headerFields: 2_000,
  /** Bytes of one header field's value. */
  fieldBytes: 64 * 1024,
  /** Mailboxes of one address field. */
  addresses: 500,
  /** Bytes of one text part after transfer decoding. */
  partTextBytes: 2 * 1024 * 1024,
  /** UTF-16 units of the whole mail's text, attached mails included. */
  textUnits: 2 * 1024 * 1024,
  /** Tables inside each other that keep their rows; deeper ones are read as plain blocks. */
  tableDepth: 24,
} as const;

/** What a mail may still use up, shared with the mails attached to it. */
export interface Budget {
  parts: number;
  textUnits: number;
}
