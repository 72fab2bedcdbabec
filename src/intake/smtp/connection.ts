// A client's socket and its session: brings bytes to the machine, does what it asks for, sends what it says in as few
// writes as possible, and ends clients that take too long or do not listen.
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { InboxFinder } from '../../connections/find-inbox.ts';
import type { Log } from '../../platform/log.ts';
import type { IncomingMail, StoreMail } from '../store-mail.ts';
import type { Clients, EarlyTalkers } from './clients.ts';
import { deadline, type Limits, type Waiting } from './limits.ts';
import type { Load } from './load.ts';
import { HeaderReader } from './proxy-header.ts';
import { replies } from './replies.ts';
import { type ReceivedMail, Session } from './session.ts';

/** What the connections of one listener share. */
export interface Shared {
  protocol: 'smtp' | 'lmtp';
  hostName: string;
  productName: string;
  sizeMax: number;
  limits: Limits;
  /** The certificate in force; null: STARTTLS is not offered. */
  secureContext(): SecureContext | null;
  /** Whether this peer speaks for others, by the PROXY protocol. */
  isProxy(address: string): boolean;
  findInbox: InboxFinder;
  /** Resolves once it is committed and may be told so. */
  storeMail: StoreMail;
  clients: Clients;
  talkers: EarlyTalkers;
  load: Load;
  log: Log;
  now(): Date;
}

/** Unread bytes while we do something else: more are left with the client. */
const UNUSED_MAX = 64 * 1024;

export class Connection {
  readonly #shared: Shared;
  readonly #session: Session;
  readonly #onOver: () => void;
  readonly #opened = performance.now();
  #socket: Socket;
  #address: string;
  #isCounted = false;
  #header: HeaderReader | null;
  /** We are doing what the machine asked for, or the client does not read: the machine is not run meanwhile. */
  #isAway = false;
  #isDraining = false;
  #hasEnded = false;
  #isEnding = false;
  #isOver = false;
  #held = 0;
  #waiting: Waiting = 'greeting';
  #since = this.#opened;

  constructor(socket: Socket, shared: Shared, onOver: () => void) {
    this.#socket = socket;
    this.#shared = shared;
    this.#onOver = onOver;
    this.#address = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? 'unix';
    this.#header = shared.isProxy(this.#address) ? new HeaderReader() : null;
    const { protocol, hostName, productName, sizeMax, load } = shared;
    const { isBusy } = load;
    const offersTls = shared.secureContext() !== null;
    this.#session = new Session({ protocol, hostName, productName, sizeMax, offersTls, isBusy });
    this.#listen(socket);
    if (this.#header) this.#wait('header');
    else this.#meet();
  }

  /** Looks at the clock (performance.now()). */
  look(now: number): void {
    const { limits } = this.#shared;
    if (now >= this.#opened + limits.sessionMs && !this.#isEnding) this.end(replies.sessionOver);
    if (now < deadline(this.#waiting, this.#since, this.#session.dataSize, limits)) return;
    if (this.#waiting === 'command' || this.#waiting === 'data') {
      this.#session.refuse(this.#waiting === 'data' ? replies.tooSlow : replies.idle);
      this.#run();
    } else this.destroy(); // cannot be told, or was
  }

  /** Says this and ends it, as soon as a mail that is under way was answered. */
  end(reply: string): void {
    this.#isEnding = true;
    if (this.#header) this.destroy();
    else {
      this.#session.end(reply);
      this.#run();
    }
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #listen(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => {
      this.#hasEnded = true;
      if (this.#waiting === 'secure') this.destroy();
      else this.#run();
    });
    // The client's affair: what it had no 250 for it sends again.
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.#shared.log.debug({ code: error.code }, 'smtp connection error'),
    );
    socket.on('drain', () => {
      if (!this.#isDraining) return;
      this.#isDraining = false;
      this.#run();
    });
    socket.on('close', () => this.#over());
  }

  // The client's own address is known now.
  #meet(): void {
    const { clients, talkers, load, limits } = this.#shared;
    this.#isCounted = clients.count(this.#address);
    if (!this.#isCounted) this.#session.refuse(replies.tooManyClients);
    else if (load.isBusy()) this.#session.refuse(replies.busy);
    if (this.#session.mode === 'closed') {
      this.#run();
      return;
    }
    this.#wait('greeting');
    const greet = () => {
      this.#session.greet();
      this.#run();
    };
    // Who is not known to speak too early is not kept waiting; the sockets are looked at once, for what came already.
    if (!talkers.has(this.#address, performance.now())) setImmediate(() => setImmediate(greet));
    else setTimeout(greet, limits.greetWaitMs).unref();
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    if (this.#header) {
      const header = this.#header.take(chunk);
      if (header === null) return;
      if (header.type === 'wrong') {
        this.#shared.log.warn('a connection without a valid PROXY header was refused');
        this.destroy();
        return;
      }
      this.#header = null;
      if (header.address !== null) this.#address = header.address;
      rest = header.rest;
      this.#meet();
      if (rest.length === 0) return;
    }
    this.#session.push(rest);
    this.#run();
    if (this.#session.unused > UNUSED_MAX) this.#socket.pause();
  }

  // Runs the machine as far as it gets.
  #run(): void {
    if (this.#isOver || this.#isAway || this.#isDraining) return;
    const action = this.#session.next();
    this.#account();
    if (action.do === 'read') this.#read();
    else if (action.do === 'find') this.#find(action.recipient);
    else if (action.do === 'store') this.#store(action.mail);
    else if (action.do === 'secure') this.#secure();
    else this.#close();
  }

  #read(): void {
    const text = this.#session.replies();
    if (text !== '' && !this.#socket.write(text)) {
      this.#isDraining = true;
      this.#wait('drain');
    } else if (this.#hasEnded) {
      this.#socket.end();
      this.#wait('closed');
    } else {
      // Bytes that are no command yet, or no end of a mail, prolong nothing.
      if (text !== '' || this.#session.mode !== this.#waiting) this.#wait(this.#session.mode);
      if (this.#socket.isPaused()) this.#socket.resume();
    }
  }

  // What was said before waits for the answer, to go with it.
  #find(recipient: string): void {
    this.#away('find', this.#shared.findInbox(recipient), (inboxId) => this.#session.found(inboxId));
  }

  #store(received: ReceivedMail): void {
    const { load, storeMail, now } = this.#shared;
    const mail: IncomingMail = { ...received, receivedAt: now(), clientAddress: this.#address };
    load.wait(1);
    const stored = storeMail(mail).finally(() => load.wait(-1));
    this.#away('store', stored, () => this.#session.stored());
  }

  #away<T>(waiting: 'find' | 'store', asked: Promise<T>, answer: (value: T) => void): void {
    this.#isAway = true;
    this.#wait(waiting);
    const back = () => {
      this.#isAway = false;
      this.#account();
      this.#run();
    };
    asked.then(
      (value) => {
        answer(value);
        back();
      },
      (error) => {
        this.#shared.log.error(
          { code: (error as { code?: string }).code, error: (error as Error).name },
          'mail not stored, sender told to try again',
        );
        this.#session.notNow();
        back();
      },
    );
  }

  #secure(): void {
    const plain = this.#socket;
    const secureContext = this.#shared.secureContext();
    if (!secureContext) throw new Error('STARTTLS without a certificate');
    this.#isAway = true;
    this.#wait('secure');
    plain.write(this.#session.replies());
    for (const event of ['data', 'end', 'error', 'drain', 'close']) plain.removeAllListeners(event);
    plain.on('error', () => {});
    const secure = new TLSSocket(plain, { isServer: true, secureContext });
    this.#socket = secure;
    this.#listen(secure);
    // Before and after the handshake: Node leaves it to whoever made the socket to end it.
    secure.on('_tlsError', () => secure.destroy());
    secure.on('close', () => plain.destroy());
    secure.once('secure', () => {
      this.#isAway = false;
      this.#session.secured(`${secure.getProtocol()} ${secure.getCipher().name}`);
      this.#run();
    });
  }

  #close(): void {
    if (this.#waiting === 'closed') return;
    const { talkers, limits, log } = this.#shared;
    const { fault } = this.#session;
    if (fault === 'early') talkers.remember(this.#address, performance.now() + limits.rememberedMs);
    if (fault === 'malformed') log.warn('a mail with a malformed end was refused');
    this.#wait('closed');
    this.#socket.end(this.#session.replies());
    // What still comes is thrown away: unread bytes would make the system reset the connection under our last reply.
    if (this.#socket.isPaused()) this.#socket.resume();
  }

  #wait(waiting: Waiting): void {
    this.#waiting = waiting;
    this.#since = performance.now();
  }

  #account(): void {
    const { load } = this.#shared;
    const hold = () => {
      const held = this.#isOver && this.#session.mode !== 'store' ? 0 : this.#session.held;
      if (held !== this.#held) load.hold(held - this.#held);
      this.#held = held;
    };
    hold();
    if (this.#session.mode !== 'data' || !load.isFull()) return;
    this.#session.putOff();
    hold();
  }

  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#account();
    if (this.#isCounted) this.#shared.clients.letGo(this.#address);
    this.#shared.clients.leave();
    this.#onOver();
  }
}
