// What intake tells the rest.

/** Sent after mails were stored: there is something to read. No payload. */
export const MAIL_RECEIVED = 'mail_received';
