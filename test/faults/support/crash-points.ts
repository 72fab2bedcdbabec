// The moments at which a process is made to die, each by what passes through PostgreSQL's client or a socket there. The
// product knows nothing of them: when its statements change, this table does.

/** A statement as it passes the client. */
export interface Statement {
  text: string;
  /** Texts and values of its transaction so far, itself too; the statement alone where it has none. */
  transaction: string;
  /** What came back; only after it. */
  rows: Record<string, unknown>[];
}

/** Whose socket: `door`, where mails come in, with what it said last; `relay`, where notices leave. */
export interface Passing {
  end: 'door' | 'relay';
  text: string;
  /** The door asked for the mail and has not answered it yet. */
  inData: boolean;
}

export type CrashPoint = { name: string; part: 'smtp' | 'worker' | 'replay' } & Moment;

export type Moment =
  | StatementMoment
  | SocketMoment
  /** The harness locks this table, so that the statement waits inside; the process dies then, and its statement with it. */
  | { at: 'inside statement'; table: string; waits: RegExp };

export interface StatementMoment {
  at: 'before statement' | 'statement sent' | 'after statement';
  is: (statement: Statement) => boolean;
}

export interface SocketMoment {
  at: 'before write' | 'after write' | 'read';
  is: (passing: Passing) => boolean;
}

const storing = ({ text }: Statement) => /store_mails/i.test(text);
const isCommit = (text: string) => /^\s*commit/i.test(text);
const inserts = (table: string) => new RegExp(`insert into "?${table}"?`, 'i');
const takingIn = ({ text, transaction }: Statement) =>
  isCommit(text) && inserts('inquiries').test(transaction);
const outbox = ({ text, transaction }: Statement) =>
  isCommit(text) && inserts('outgoing_mails').test(transaction);
const outgoing = (state: string) => {
  const value = new RegExp(`update "?outgoing_mails"?.*\\b${state}\\b`, 'is');
  return ({ text, transaction }: Statement) => isCommit(text) && value.test(transaction);
};
const replayed = (state: string) => {
  const value = new RegExp(`update "?replays"?.*\\b${state}\\b`, 'is');
  return ({ text, transaction }: Statement) => isCommit(text) && value.test(transaction);
};
const leasing =
  (kind: string) =>
  ({ text, rows }: Statement) =>
    /lease_jobs/i.test(text) && rows.some((row) => row.kind === kind);
const isEnd = ({ end, text }: Passing) => end === 'relay' && /(^|\r\n)\.\r\n$/.test(text);

export const CRASH_POINTS: readonly CrashPoint[] = [
  {
    name: 'in DATA',
    part: 'smtp',
    at: 'after write',
    is: ({ end, text }) => end === 'door' && /^354/m.test(text),
  },
  {
    name: 'after DATA, before anything is done with it',
    part: 'smtp',
    at: 'read',
    is: ({ end, text, inData }) => end === 'door' && inData && text.endsWith('\r\n.\r\n'),
  },
  { name: 'before the insert', part: 'smtp', at: 'before statement', is: storing },
  {
    name: 'before the insert commits',
    part: 'smtp',
    at: 'inside statement',
    table: 'deliveries',
    waits: /store_mails/i,
  },
  { name: 'the insert has left, its outcome unknown', part: 'smtp', at: 'statement sent', is: storing },
  {
    name: 'after the commit, before 250',
    part: 'smtp',
    at: 'before write',
    is: ({ end, text, inData }) => end === 'door' && inData && text.startsWith('250'),
  },
  {
    name: 'after 250',
    part: 'smtp',
    at: 'after write',
    is: ({ end, text, inData }) => end === 'door' && inData && text.startsWith('250'),
  },
  {
    name: 'mails leased',
    part: 'worker',
    at: 'after statement',
    is: ({ text, rows }) => /lease_mails/i.test(text) && rows.length > 0,
  },
  {
    name: 'mail read, nothing written',
    part: 'worker',
    at: 'before statement',
    is: ({ text }) => /^\s*update "?mails"?/i.test(text),
  },
  {
    name: 'customer made, inquiry not',
    part: 'worker',
    at: 'after statement',
    is: ({ text }) => inserts('customers').test(text),
  },
  {
    name: 'inquiry made, nobody to be told',
    part: 'worker',
    at: 'after statement',
    is: ({ text }) => inserts('inquiries').test(text),
  },
  { name: 'before the commit of taking in', part: 'worker', at: 'before statement', is: takingIn },
  {
    name: 'the commit of taking in has left, its outcome unknown',
    part: 'worker',
    at: 'statement sent',
    is: takingIn,
  },
  { name: 'after the commit of taking in', part: 'worker', at: 'after statement', is: takingIn },
  { name: 'tell-owner leased', part: 'worker', at: 'after statement', is: leasing('tell-owner') },
  { name: 'before the outbox row commits', part: 'worker', at: 'before statement', is: outbox },
  { name: 'after the outbox row commits', part: 'worker', at: 'after statement', is: outbox },
  { name: 'send-mail leased', part: 'worker', at: 'after statement', is: leasing('send-mail') },
  {
    name: 'before handing over commits',
    part: 'worker',
    at: 'before statement',
    is: outgoing('handing-over'),
  },
  { name: 'handing over committed, before the dot', part: 'worker', at: 'before write', is: isEnd },
  { name: 'after the dot, before the answer', part: 'worker', at: 'after write', is: isEnd },
  {
    name: 'the relay said yes, before the outcome commits',
    part: 'worker',
    at: 'before statement',
    is: outgoing('sent'),
  },
  {
    name: 'after the outcome commits',
    part: 'worker',
    at: 'after statement',
    is: outgoing('sent'),
  },
  {
    name: 'replay: before the preview commits',
    part: 'replay',
    at: 'before statement',
    is: replayed('previewed'),
  },
  {
    name: 'replay: customer made, inquiry not',
    part: 'replay',
    at: 'after statement',
    is: ({ text }) => inserts('customers').test(text),
  },
  { name: 'replay: before a mail’s commit', part: 'replay', at: 'before statement', is: takingIn },
  {
    name: 'replay: a mail’s commit has left, its outcome unknown',
    part: 'replay',
    at: 'statement sent',
    is: takingIn,
  },
  { name: 'replay: after a mail’s commit', part: 'replay', at: 'after statement', is: takingIn },
  { name: 'replay: before its end commits', part: 'replay', at: 'before statement', is: replayed('done') },
  { name: 'replay: after its end committed', part: 'replay', at: 'after statement', is: replayed('done') },
];
