// A lean SMTP load: mails to whatever server listens, over kept-open connections or one connection a mail, as fast as it
// takes them or at a rate. It costs little itself, as it shares the machine with the server that is measured.
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { nextMail } from './mails.ts';

/** What to send where. */
export interface Load {
  port: number;
  to: string;
  connections: number;
  /** `kept-open`: all mails of a connection in one session; `one-mail`: connect, EHLO, one mail, QUIT. */
  sessions: 'kept-open' | 'one-mail';
  seconds: number;
  /** Mails a second over all connections; as fast as they are taken when left out. */
  rate?: number;
  /**
   * MAIL, RCPT and DATA in one write (RFC 2920), as mail servers send them; false: one after another. Not for a server that
   * answers them in several small writes with Nagle's algorithm on: each mail would wait 40 ms for a delayed ACK.
   */
  pipelined?: boolean;
  /** Called as the final dot of a mail leaves, with its request's number. */
  onSent?: (number: string) => void;
}

export interface Accepted {
  perSecond: number;
  /** ms, sorted: from the final dot (kept open) or the connection's beginning (one mail) to the 250. */
  latencies: Float64Array;
}

/** Sends for so long; rejects at the first refusal. */
export async function sendLoad(load: Load): Promise<Accepted> {
  const { port, to, connections, sessions, seconds, rate, pipelined = true, onSent = () => {} } = load;
  const commands = ['MAIL FROM:<noreply@re-guide.jp>\r\n', `RCPT TO:<${to}>\r\n`, 'DATA\r\n'];
  const writes = pipelined
    ? [{ bytes: commands.join(''), answers: 3 }]
    : commands.map((bytes) => ({ bytes, answers: 1 }));
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1_000;
  let scheduled = 0;
  // False once the time is over; at a rate, waits until the next mail is due.
  const due = async () => {
    const at = rate ? started + (scheduled++ / rate) * 1_000 : performance.now();
    if (at >= end) return false;
    const early = at - performance.now();
    if (early > 0) await delay(early);
    return true;
  };
  const deliver = async (session: Session) => {
    for (const { bytes, answers } of writes) await session.say(bytes, answers);
    const { bytes, number } = nextMail();
    onSent(number);
    const at = performance.now();
    await session.say(bytes, 1);
    return at;
  };
  const lane = async () => {
    const kept = sessions === 'kept-open' ? await openSession(port) : null;
    while (await due()) {
      const begun = performance.now();
      const session = kept ?? (await openSession(port));
      const dotAt = await deliver(session);
      latencies.push(performance.now() - (kept ? dotAt : begun));
      if (!kept) session.end();
    }
    kept?.end();
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const took = (performance.now() - started) / 1_000;
  return { perSecond: latencies.length / took, latencies: Float64Array.from(latencies).sort() };
}

interface Session {
  /** Writes and waits for so many answers; rejects at a refusal. */
  say(bytes: Buffer | string, answers: number): Promise<void>;
  end(): void;
}

// Connects, waits for the greeting, says EHLO.
async function openSession(port: number): Promise<Session> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  let owed = 0;
  let heard: () => void = () => {};
  let failed: (error: Error) => void = () => {};
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const text = rest + chunk.toString('latin1');
    let from = 0;
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n', from)) {
      if (text[from + 3] === ' ') {
        owed--;
        if (text[from] !== '2' && text[from] !== '3') failed(new Error(`refused: ${text.slice(from, end)}`));
      }
      from = end + 2;
    }
    rest = text.slice(from);
    if (owed === 0) heard();
  });
  socket.on('error', (error) => failed(error));
  socket.on('close', () => failed(new Error('the server closed the connection')));
  const answered = (answers: number) =>
    new Promise<void>((resolve, reject) => {
      owed = answers;
      heard = resolve;
      failed = reject;
    });
  const say = (bytes: Buffer | string, answers: number) => {
    const all = answered(answers);
    socket.write(bytes);
    return all;
  };
  await answered(1);
  await say('EHLO bench.example.jp\r\n', 1);
  return {
    say,
    end() {
      failed = () => {};
      socket.end('QUIT\r\n');
    },
  };
}
