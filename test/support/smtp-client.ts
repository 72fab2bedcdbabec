// A bare SMTP client that sends the bytes it is given and nothing else: mail libraries mend line ends on the way.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface SmtpClient {
  /** Sends one command line and resolves with the reply's last line. */
  command(line: string): Promise<string>;
  /** MAIL, RCPT … and DATA in one write, then these bytes, dots stuffed (RFC 5321 §4.5.2); resolves with the answer to the final dot. */
  deliver(raw: Buffer, to: string[], from?: string): Promise<string>;
  /** The next line the server says by itself. */
  next(): Promise<string>;
  /** False once the connection is over, or never was. */
  isOpen(): boolean;
  /** The longest that the server thought about an answer so far, in ms. */
  slowestMs(): number;
  /** Our port: tells connections of one run apart. */
  localPort: number;
  close(): void;
}

const CLOSED = '000 connection closed';

/** How it speaks: SMTP or LMTP (RFC 2033), inside TLS (STARTTLS) or not. */
export interface Speech {
  protocol?: 'SMTP' | 'LMTP';
  isSecure?: boolean;
}

/**
 * Connects and says hello. Whatever is asked of a connection that is over, or never was, is answered `000 …`; so is a
 * server that says nothing for `silenceMs` (0: it may think as long as it likes).
 */
export async function connectSmtp(
  port: number,
  host = '127.0.0.1',
  silenceMs = 0,
  { protocol = 'SMTP', isSecure = false }: Speech = {},
): Promise<SmtpClient> {
  let socket: Socket = connect(port, host);
  socket.setNoDelay(true);
  socket.setTimeout(silenceMs, () => socket.destroy());
  let text = '';
  const waiting: ((line: string) => void)[] = [];
  const hear = (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      if (line[3] === ' ') waiting.shift()?.(line);
    }
  };
  socket.on('data', hear);
  let isOver = false;
  const over = () => {
    isOver = true;
    for (const told of waiting.splice(0)) told(CLOSED);
  };
  socket.on('error', over);
  socket.on('close', over);
  let slowestMs = 0;
  const reply = () =>
    new Promise<string>((resolve) => {
      if (isOver) return resolve(CLOSED);
      const asked = performance.now();
      waiting.push((line) => {
        slowestMs = Math.max(slowestMs, performance.now() - asked);
        resolve(line);
      });
    });
  const command = (line: string | Buffer) => {
    const answer = reply();
    socket.write(typeof line === 'string' ? `${line}\r\n` : line);
    return answer;
  };
  const hello = () => command(`${protocol === 'LMTP' ? 'LHLO' : 'EHLO'} test.example.jp`);
  await reply();
  await hello();
  if (isSecure && !isOver && /^220/.test(await command('STARTTLS'))) {
    const plain = socket;
    plain.off('data', hear);
    socket = connectTls({ socket: plain, rejectUnauthorized: false });
    socket.on('data', hear);
    socket.on('error', over);
    socket.on('close', over);
    await Promise.race([once(socket, 'secureConnect'), once(plain, 'close')]).catch(over);
    await hello();
  }
  return {
    command,
    async deliver(raw, to, from = 'noreply@re-guide.jp') {
      // In one write, as mail servers send them (PIPELINING, RFC 2920).
      const lines = [`MAIL FROM:<${from}>`, ...to.map((address) => `RCPT TO:<${address}>`), 'DATA'];
      const answers = lines.map(reply);
      socket.write(`${lines.join('\r\n')}\r\n`);
      const refused = (await Promise.all(answers)).find((answer) => !/^[23]/.test(answer));
      if (refused !== undefined) return refused;
      const stuffed = raw.toString('latin1').replace(/(^|\r\n)\./g, '$1..');
      const end = Buffer.from(`${stuffed}${stuffed.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
      // LMTP answers for each recipient.
      const more = protocol === 'LMTP' ? to.slice(1).map(reply) : [];
      const all = [command(end), ...more];
      const said = await Promise.all(all);
      return said.find((answer) => !/^250/.test(answer)) ?? said[0] ?? CLOSED;
    },
    next: reply,
    isOpen: () => !isOver,
    slowestMs: () => slowestMs,
    localPort: socket.localPort ?? 0,
    close: () => socket.destroy(),
  };
}
