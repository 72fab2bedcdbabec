// How long a client may take, and how much of us it may have. Settings are in platform/config.ts; tests give others.

/** The largest mail taken, in bytes (25 MiB). */
export const MAIL_SIZE_MAX = 25 * 1024 * 1024;

/** All times in milliseconds. */
export interface Limits {
  /** For the next command, or for reading our replies. Not prolonged by bytes that are no command yet. */
  commandMs: number;
  /** For the header of the PROXY protocol. */
  headerMs: number;
  /** For all of DATA. */
  dataMs: number;
  /** In DATA at least this many bytes a second, once the first `graceMs` are over. */
  bytesPerSecond: number;
  graceMs: number;
  /** After which a session ends between two mails. */
  sessionMs: number;
  /** How long a client that was told goodbye may keep its end open. */
  closeMs: number;
  /** How long mails in DATA may take when the program ends. */
  drainMs: number;
  /** How long who once spoke too early waits for our greeting, and for how long after that. */
  greetWaitMs: number;
  rememberedMs: number;
  /** How often deadlines are looked at. */
  lookMs: number;
  /** Mails that may wait to be stored, and bytes that may be held by them and by those in DATA; more is put off. */
  waitingMax: number;
  heldBytesMax: number;
  /** The event loop came this late to its work: new mails are put off. */
  lateMs: number;
}

export const LIMITS: Limits = {
  commandMs: 60_000,
  headerMs: 5_000,
  dataMs: 600_000,
  bytesPerSecond: 500,
  graceMs: 20_000,
  sessionMs: 3_600_000,
  closeMs: 5_000,
  drainMs: 30_000,
  greetWaitMs: 6_000,
  rememberedMs: 3_600_000,
  lookMs: 500,
  waitingMax: 2_000,
  heldBytesMax: 256 * 1024 * 1024,
  lateMs: 2_000,
};

/** What a connection waits for; each has its deadline. `store`, `find`: for us, whose own limits are elsewhere. */
export type Waiting =
  | 'header'
  | 'greeting'
  | 'command'
  | 'secure'
  | 'data'
  | 'drain'
  | 'closed'
  | 'find'
  | 'store';

/**
 * When a client has had its time. `since`: when this waiting began · `bytes` in DATA so far. Infinity where it is we who are
 * waited for.
 */
export function deadline(waiting: Waiting, since: number, bytes: number, limits: Limits): number {
  switch (waiting) {
    case 'header':
      return since + limits.headerMs;
    case 'command':
    case 'secure':
    case 'drain':
      return since + limits.commandMs;
    case 'data':
      return since + Math.min(limits.dataMs, limits.graceMs + (bytes / limits.bytesPerSecond) * 1_000);
    case 'closed':
      return since + limits.closeMs;
    case 'greeting':
    case 'find':
    case 'store':
      return Number.POSITIVE_INFINITY;
  }
}
