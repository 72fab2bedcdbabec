// A bare SMTP client that sends the bytes it is given and nothing else: mail libraries mend line ends on the way.
import { connect, type Socket } from 'node:net';

export interface SmtpClient {
  /** Sends one command line and resolves with the reply's last line. */
  command(line: string): Promise<string>;
  /** MAIL, RCPT … and DATA with these bytes, dots stuffed (RFC 5321 §4.5.2); resolves with the answer to the final dot. */
  deliver(raw: Buffer, to: string[], from?: string): Promise<string>;
  /** The next line the server says by itself. */
  next(): Promise<string>;
  close(): void;
}

/** Connects and says EHLO. */
export async function connectSmtp(port: number, host = '127.0.0.1'): Promise<SmtpClient> {
  const socket: Socket = connect(port, host);
  socket.setNoDelay(true);
  let text = '';
  let waiting: ((line: string) => void) | undefined;
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      if (line[3] === ' ') waiting?.(line);
    }
  });
  socket.on('error', () => waiting?.('000 connection lost'));
  socket.on('close', () => waiting?.('000 connection closed'));
  const reply = () =>
    new Promise<string>((resolve) => {
      waiting = resolve;
    });
  const command = (line: string | Buffer) => {
    const answer = reply();
    socket.write(typeof line === 'string' ? `${line}\r\n` : line);
    return answer;
  };
  await reply();
  await command('EHLO test.example.jp');
  return {
    command,
    async deliver(raw, to, from = 'noreply@re-guide.jp') {
      for (const line of [`MAIL FROM:<${from}>`, ...to.map((address) => `RCPT TO:<${address}>`), 'DATA']) {
        const answer = await command(line);
        if (!/^[23]/.test(answer)) return answer;
      }
      const stuffed = raw.toString('latin1').replace(/(^|\r\n)\./g, '$1..');
      return command(Buffer.from(`${stuffed}${stuffed.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1'));
    },
    next: reply,
    close: () => socket.destroy(),
  };
}
