// A mail as intake keeps it. No I/O.

/** `waiting` to be read · `aside`: read and kept, its connection takes nothing in at present · `read` · `failed`: five tries, for people. */
export type MailState = 'waiting' | 'aside' | 'read' | 'failed';

/** What reading made of it (portal-kit's ReadResult). */
export type ReadOutcome = 'inquiry' | 'notice' | 'not-an-inquiry' | 'unreadable';
