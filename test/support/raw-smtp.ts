// An SMTP client that sends exactly the bytes it is told, in the chunks it is told, and hears every reply by itself: for
// what no mail server does. `smtp-client.ts` is the polite one.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';

export interface RawSmtp {
  /** Writes these chunks, each in a packet of its own as far as the system lets. Resolves once they left. */
  write(...chunks: (string | Buffer)[]): Promise<void>;
  /** The next reply, all its lines joined by a line feed, or null when the connection was closed instead. */
  reply(): Promise<string | null>;
  /** write() and reply(). */
  ask(...chunks: (string | Buffer)[]): Promise<string | null>;
  /** Everything that still comes, until the other side closes. */
  rest(): Promise<string[]>;
  /** Reads nothing until told otherwise. */
  stopReading(): void;
  /** The handshake, after 220. Rejects when it fails. */
  secure(): Promise<void>;
  /** What came since secure() was asked for, as it came. */
  wire(): Buffer;
  /** Resolves when the connection is over. */
  closed: Promise<void>;
  isClosed(): boolean;
  /** Closes our side only. */
  end(): void;
  destroy(): void;
}

/** Where: a port, from an address of this machine if it matters, or the path of a unix socket. */
export type Where = { port: number; localAddress?: string } | { path: string };

/** Connects, and hears nothing yet: the greeting is the first reply(). */
export async function openRawSmtp(where: Where): Promise<RawSmtp> {
  let socket: Socket = connect('path' in where ? where : { host: '127.0.0.1', noDelay: true, ...where });
  const replies: string[] = [];
  const waiting: ((reply: string | null) => void)[] = [];
  let text = '';
  let lines: string[] = [];
  let over = false;
  const wire: Buffer[] = [];
  let tellClosed = () => {};
  const closed = new Promise<void>((told) => {
    tellClosed = told;
  });
  const hear = (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      lines.push(line);
      if (line[3] === '-') continue;
      const whole = lines.join('\n');
      lines = [];
      const told = waiting.shift();
      if (told) told(whole);
      else replies.push(whole);
    }
  };
  const end = () => {
    over = true;
    for (const told of waiting.splice(0)) told(null);
    tellClosed();
  };
  const listen = (one: Socket) => {
    one.on('data', hear);
    one.on('error', () => {});
    one.on('end', end);
    one.on('close', end);
  };
  const plain = socket;
  await once(socket, 'connect');
  listen(socket);
  const reply = () =>
    new Promise<string | null>((told) => {
      const first = replies.shift();
      if (first !== undefined) told(first);
      else if (over) told(null);
      else waiting.push(told);
    });
  async function write(...chunks: (string | Buffer)[]): Promise<void> {
    for (const [i, chunk] of chunks.entries()) {
      if (i > 0) await turn();
      if (socket.writable) socket.write(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
    }
  }
  return {
    write,
    reply,
    async ask(...chunks) {
      await write(...chunks);
      return reply();
    },
    async rest() {
      const all: string[] = [];
      for (let one = await reply(); one !== null; one = await reply()) all.push(one);
      return all;
    },
    stopReading: () => socket.pause(),
    async secure() {
      for (const event of ['data', 'end', 'close']) plain.removeAllListeners(event);
      const secure = connectTls({
        socket: watched(plain, (chunk) => wire.push(chunk)),
        rejectUnauthorized: false,
      });
      secure.on('error', end);
      plain.on('close', end);
      await Promise.race([
        once(secure, 'secureConnect'),
        closed.then(() => Promise.reject(new Error('the handshake failed'))),
      ]);
      socket = secure;
      listen(secure);
    },
    wire: () => Buffer.concat(wire),
    closed,
    isClosed: () => over,
    end: () => socket.end(),
    destroy: () => socket.destroy(),
  };
}

/** The socket, with what comes in told as it comes. */
function watched(socket: Socket, tell: (chunk: Buffer) => void): Duplex {
  const wire = new Duplex({
    read: () => socket.resume(),
    write: (chunk, _, written) => void socket.write(chunk, written),
    final: (ended) => void socket.end(ended),
    destroy: (error, destroyed) => {
      socket.destroy();
      destroyed(error);
    },
  });
  socket.on('data', (chunk: Buffer) => {
    tell(chunk);
    if (!wire.push(chunk)) socket.pause();
  });
  socket.on('end', () => wire.push(null));
  socket.on('close', () => wire.destroy());
  return wire;
}

/** Connects, hears the greeting, says hello, and encrypts where told so. */
export async function greetRawSmtp(where: Where, { tls = false, hello = 'EHLO' } = {}): Promise<RawSmtp> {
  const client = await openRawSmtp(where);
  await client.reply();
  await client.ask(`${hello} test.example.jp\r\n`);
  if (!tls) return client;
  await client.ask('STARTTLS\r\n');
  await client.secure();
  await client.ask(`${hello} test.example.jp\r\n`);
  return client;
}
