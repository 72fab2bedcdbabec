// What follows from a command, by what was said before it: exactly one answer a command. No I/O.
import type { Command, MailParams } from './command.ts';
import { features, replies } from './replies.ts';

export interface SessionOptions {
  protocol: 'smtp' | 'lmtp';
  hostName: string;
  productName: string;
  /** The largest mail, bytes. */
  sizeMax: number;
  offersTls: boolean;
  /** More mails wait to be stored than there is room for: new ones are put off (421). */
  isBusy(): boolean;
}

/** What was said so far. */
export interface Said {
  clientName: string | null;
  /** Protocol and cipher, or null for a plain connection. */
  tls: string | null;
  sender: string | null;
  /** Accepted ones in the order of RCPT, repeated ones included. */
  recipients: { address: string; inboxId: string }[];
  /** Lines that were no commands, and commands at all, since the last mail that was stored. */
  errors: number;
  commands: number;
}

/**
 * The answer: a reply, and whether the session closes after it. `find`: it waits for a look-up · `data`, `secure`: what
 * begins after the reply · `early`: the client did not wait for its turn.
 */
export type Answer =
  | { reply: string; next?: 'close' | 'data' | 'secure' }
  | { find: string }
  | { next: 'early' };

const RECIPIENTS_MAX = 100;
const ERRORS_MAX = 10;
/** More without a mail are no way of sending one. */
const COMMANDS_MAX = 500;

/** `hasMore`: bytes came behind the command. Changes `said`. */
export function obey(command: Command, said: Said, options: SessionOptions, hasMore: boolean): Answer {
  if (++said.commands > COMMANDS_MAX) return { reply: replies.tooManyCommands, next: 'close' };
  switch (command.verb) {
    case 'HELO':
    case 'EHLO':
    case 'LHLO':
      return hello(command, said, options, hasMore);
    case 'MAIL':
      return from(command.sender, command.params, said, options);
    case 'RCPT':
      return to(command.recipient, said);
    case 'DATA':
      if (said.recipients.length === 0) return { reply: replies.noRecipients };
      return { reply: replies.go, next: 'data' };
    case 'STARTTLS':
      return startTls(said, options, hasMore);
    case 'RSET':
      forgetMail(said);
      return { reply: replies.reset };
    case 'NOOP':
      return { reply: replies.noop };
    case 'HELP':
      return { reply: replies.help };
    case 'VRFY':
      return { reply: replies.verify };
    case 'QUIT':
      return { reply: replies.bye, next: 'close' };
    case 'web':
      return { reply: replies.web, next: 'close' };
    case 'wrong':
      return mistake(command.reply, said);
    case 'unknown':
      return mistake(replies.unknown, said);
  }
}

/** A line that is no command, answered so; too many of them end the session. */
export function mistake(reply: string, said: Said): Answer {
  return ++said.errors < ERRORS_MAX ? { reply } : { reply: replies.tooManyErrors, next: 'close' };
}

/** The transaction is over. */
export function forgetMail(said: Said): void {
  said.sender = null;
  said.recipients = [];
}

function hello(
  { verb, name }: { verb: 'HELO' | 'EHLO' | 'LHLO'; name: string },
  said: Said,
  { protocol, hostName, sizeMax, offersTls }: SessionOptions,
  hasMore: boolean,
): Answer {
  if ((verb === 'LHLO') !== (protocol === 'lmtp')) return mistake(replies.wrongHello(verb), said);
  // It cannot know yet that it may send commands in groups: it does not listen to what is said.
  if (said.clientName === null && hasMore) return { next: 'early' };
  said.clientName = name;
  forgetMail(said);
  if (verb === 'HELO') return { reply: `250 ${hostName}` };
  const tls = said.tls !== null ? 'active' : offersTls ? 'offered' : 'none';
  return { reply: features(hostName, sizeMax, tls) };
}

function from(sender: string, params: MailParams, said: Said, { sizeMax, isBusy }: SessionOptions): Answer {
  if (said.clientName === null) return { reply: replies.helloFirst };
  if (said.sender !== null) return { reply: replies.nested };
  if (params.size !== null && params.size > sizeMax) return { reply: replies.tooLarge(sizeMax) };
  if (params.requireTls && said.tls === null) return { reply: replies.tlsFirst };
  if (isBusy()) return { reply: replies.busy, next: 'close' };
  said.sender = sender;
  return { reply: replies.sender };
}

function to(recipient: string, said: Said): Answer {
  if (said.sender === null) return { reply: replies.mailFirst };
  if (said.recipients.length >= RECIPIENTS_MAX) return { reply: replies.tooManyRecipients };
  return { find: recipient };
}

function startTls(said: Said, { offersTls }: SessionOptions, hasMore: boolean): Answer {
  if (said.tls !== null) return { reply: replies.tlsAlready };
  if (!offersTls) return mistake(replies.noTls, said);
  // Whatever came in the same breath was not said under TLS, by whomever (RFC 3207 §6, CVE-2011-0411).
  if (hasMore) return { next: 'early' };
  return { reply: replies.tlsReady, next: 'secure' };
}
