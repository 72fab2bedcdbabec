// One SMTP (RFC 5321) or LMTP (RFC 2033) session as a machine: bytes and answers in, replies and actions out. No sockets,
// no clock, no I/O, so that every sequence of bytes can be tried. Whoever runs it (connection.ts) calls next() until it
// says `read`, does what it asks for, and sends replies() before it waits for the client.
import { parseCommand } from './command.ts';
import { DataReader } from './data.ts';
import { Input, type Line } from './input.ts';
import { type Answer, forgetMail, mistake, obey, type Said, type SessionOptions } from './obey.ts';
import { greeting, replies } from './replies.ts';

/** A mail and its envelope as the session saw them. */
export interface ReceivedMail {
  raw: Buffer;
  envelopeFrom: string;
  /** In the order of RCPT, repeated ones included. At least one. */
  recipients: { address: string; inboxId: string }[];
  clientName: string;
  tls: string | null;
}

/**
 * What is to be done next. `read`: give it more bytes · `find`: look the recipient up, then found() or notNow() ·
 * `store`: keep the mail, then stored() or notNow() · `secure`: send the replies, start TLS, then secured() · `close`:
 * send the replies and end the connection.
 */
export type Action =
  | { do: 'read' | 'secure' | 'close' }
  | { do: 'find'; recipient: string }
  | { do: 'store'; mail: ReceivedMail };

/** Recipients that do not exist, in one session; more are guesses. */
const UNKNOWN_MAX = 20;

export class Session {
  readonly #options: SessionOptions;
  readonly #input = new Input();
  readonly #said: Said = {
    clientName: null,
    tls: null,
    sender: null,
    recipients: [],
    errors: 0,
    commands: 0,
  };
  #mode: 'greeting' | 'command' | 'find' | 'data' | 'store' | 'secure' | 'closed' = 'greeting';
  #replies = '';
  #asked = '';
  #data: DataReader | null = null;
  #isPutOff = false;
  #ending: string | null = null;
  #fault: 'early' | 'malformed' | null = null;
  #unknown = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** What it waits for. */
  get mode() {
    return this.#mode;
  }
  /** Bytes of the mail in DATA so far. */
  get dataSize(): number {
    return this.#data?.size ?? 0;
  }
  /** Bytes of a mail held in memory, until it was stored. */
  get held(): number {
    return this.#data?.held ?? 0;
  }
  /** Bytes the client sent that are not used yet. */
  get unused(): number {
    return this.#input.length;
  }
  /**
   * What the client did that no mail server does. `early`: it spoke before the greeting, or went on before it was told that
   * it may (RFC 5321 §4.3.1, RFC 2920 §3.1) · `malformed`: an end of mail data that others may read otherwise.
   */
  get fault(): 'early' | 'malformed' | null {
    return this.#fault;
  }

  /** Says hello to a client that has waited for it. */
  greet(): void {
    if (this.#mode !== 'greeting') return;
    const { hostName, protocol, productName } = this.#options;
    this.#mode = 'command';
    this.#say(greeting(hostName, protocol, productName));
  }

  push(chunk: Buffer): void {
    if (this.#mode === 'closed') return;
    if (this.#mode === 'greeting') this.#give({ next: 'early' });
    else this.#input.push(chunk);
  }

  /** The replies to be sent, each once. */
  replies(): string {
    const text = this.#replies;
    this.#replies = '';
    return text;
  }

  /** Says this and closes; what was under way is forgotten. */
  refuse(reply: string): void {
    if (this.#mode === 'closed') return;
    this.#say(reply);
    this.#close();
  }

  /** Says this and closes as soon as no mail is under way. */
  end(reply: string): void {
    this.#ending = reply;
    if (this.#mode === 'greeting' || this.#mode === 'command') this.refuse(reply);
  }

  /** There is no room for the mail in DATA: it is forgotten, and refused for now once its end came. */
  putOff(): void {
    if (this.#mode !== 'data') return;
    this.#isPutOff = true;
    this.#data?.drop();
  }

  found(inboxId: string | null): void {
    if (this.#mode !== 'find') return;
    this.#mode = 'command';
    if (inboxId !== null) {
      this.#said.recipients.push({ address: this.#asked, inboxId });
      this.#say(replies.recipient);
    } else if (++this.#unknown > UNKNOWN_MAX) this.refuse(replies.tooManyUnknown);
    else this.#say(replies.noMailbox);
  }

  stored(): void {
    if (this.#mode !== 'store') return;
    this.#said.errors = 0;
    this.#said.commands = 0;
    this.#endMail(replies.stored);
  }

  /** Something on our side went wrong with what next() asked for. */
  notNow(): void {
    if (this.#mode === 'store') this.#endMail(replies.notNow);
    else if (this.#mode === 'find') {
      this.#mode = 'command';
      this.#say(replies.notNow);
    }
  }

  /** TLS is there, by this protocol and cipher: nothing that was said before counts any more (RFC 3207 §4.2). */
  secured(tls: string): void {
    if (this.#mode !== 'secure') return;
    this.#mode = 'command';
    this.#said.tls = tls;
    this.#said.clientName = null;
    this.#input.clear();
    forgetMail(this.#said);
  }

  next(): Action {
    for (;;)
      switch (this.#mode) {
        case 'closed':
          return { do: 'close' };
        case 'secure':
          return { do: 'secure' };
        case 'find':
          return { do: 'find', recipient: this.#asked };
        case 'store':
          return { do: 'store', mail: this.#mail() };
        case 'greeting':
          return { do: 'read' };
        case 'data':
          if (!this.#takeData()) return { do: 'read' };
          break;
        case 'command': {
          if (this.#ending !== null) this.refuse(this.#ending);
          else {
            const line = this.#input.takeLine();
            if (line === null) return { do: 'read' };
            this.#give(this.#answer(line));
          }
        }
      }
  }

  #answer(line: Line): Answer {
    // Whoever ends lines otherwise may mean two commands where we see one, or the other way round.
    if (line.type === 'bare-lf') return { reply: replies.bareLf, next: 'close' };
    if (line.type === 'too-long') return mistake(replies.tooLong, this.#said);
    return obey(parseCommand(line.text), this.#said, this.#options, this.#input.length > 0);
  }

  #give(answer: Answer): void {
    if ('find' in answer) {
      this.#asked = answer.find;
      this.#mode = 'find';
    } else if (answer.next === 'early') {
      this.#fault = 'early';
      this.refuse(replies.tooSoon);
    } else {
      this.#say(answer.reply);
      if (answer.next === 'close') this.#close();
      else if (answer.next === 'secure') this.#mode = 'secure';
      else if (answer.next === 'data') {
        this.#mode = 'data';
        this.#data = new DataReader();
        this.#isPutOff = false;
      }
    }
  }

  // False: more bytes are needed first.
  #takeData(): boolean {
    const data = this.#data as DataReader;
    const { sizeMax } = this.#options;
    this.#input.at = data.take(this.#input.bytes, this.#input.at);
    if (data.held > sizeMax) data.drop();
    if (data.state === 'open') return false;
    if (data.state === 'malformed') {
      this.#fault = 'malformed';
      this.#sayOfMail(replies.malformed);
      this.#close();
    } else if (data.size > sizeMax) this.#endMail(replies.tooLarge(sizeMax));
    else if (this.#isPutOff) this.#endMail(replies.full);
    else this.#mode = 'store';
    return true;
  }

  #mail(): ReceivedMail {
    const { sender, recipients, clientName, tls } = this.#said;
    return {
      raw: (this.#data as DataReader).mail(),
      envelopeFrom: sender ?? '',
      recipients,
      clientName: clientName ?? '',
      tls,
    };
  }

  #endMail(reply: string): void {
    this.#sayOfMail(reply);
    this.#data = null;
    forgetMail(this.#said);
    this.#mode = 'command';
  }

  // LMTP answers for each recipient that was accepted, repeated ones too (RFC 2033 §4.2).
  #sayOfMail(reply: string): void {
    const times = this.#options.protocol === 'lmtp' ? this.#said.recipients.length : 1;
    for (let i = 0; i < times; i++) this.#say(reply);
  }

  #say(reply: string): void {
    this.#replies += `${reply}\r\n`;
  }

  #close(): void {
    this.#data = null;
    this.#input.clear();
    this.#mode = 'closed';
  }
}
