// Talks to an SMTP server as a portal's would, up to RCPT: nothing is ever sent.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { OWN_PROXY_HEADER, proxies } from '../../intake/index.ts';

/** What a server said. Its lines are the operator's own; still only their first 200 letters are kept. */
export interface SmtpAnswers {
  greeting: string;
  /** The reply to a recipient that does not exist. */
  recipient: string;
}

const ANSWERS_WITHIN_MS = 10_000;

/**
 * Connects and asks. `proxyFrom` as in the settings, where the door is our own. Rejects with the socket's error, or
 * `ETIMEDOUT`.
 */
export async function probeSmtp(
  host: string,
  port: number,
  recipient: string,
  proxyFrom: string[] = [],
): Promise<SmtpAnswers> {
  const socket = connect({ host, port });
  socket.once('connect', () => {
    if (proxies(proxyFrom)(socket.localAddress ?? '')) socket.write(OWN_PROXY_HEADER);
  });
  socket.setTimeout(ANSWERS_WITHIN_MS, () =>
    socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
  );
  const broken = new Promise<never>((_, failed) => socket.once('error', failed));
  broken.catch(() => {});
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const reply = async (command?: string): Promise<string[]> => {
    if (command) socket.write(`${command}\r\n`);
    const all: string[] = [];
    for (;;) {
      const next = await Promise.race([lines.next(), broken]);
      if (next.done) throw Object.assign(new Error('closed'), { code: 'ECONNRESET' });
      all.push(String(next.value).slice(0, 200));
      if (!/^\d{3}-/.test(String(next.value))) return all;
    }
  };
  try {
    const [greeting = ''] = await reply();
    await reply('EHLO doctor.invalid');
    await reply('MAIL FROM:<>');
    const [rcpt = ''] = await reply(`RCPT TO:<${recipient}>`);
    await reply('QUIT').catch(() => []);
    return { greeting, recipient: rcpt };
  } finally {
    socket.destroy();
  }
}
