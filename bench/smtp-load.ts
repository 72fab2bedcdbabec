// A lean SMTP load: mails to whatever server listens, over kept-open connections or one connection a mail, as fast as it
// takes them or at a rate. It shares the machine with the server that is measured, so it costs as little as it can: callbacks,
// no promise for each answer.
import { connect, type Socket } from 'node:net';
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
export function sendLoad(load: Load): Promise<Accepted> {
  const { port, to, connections, sessions, seconds, rate, pipelined = true, onSent = () => {} } = load;
  const commands = ['MAIL FROM:<noreply@re-guide.jp>\r\n', `RCPT TO:<${to}>\r\n`, 'DATA\r\n'];
  const writes = pipelined
    ? [{ bytes: commands.join(''), answers: 3 }]
    : commands.map((bytes) => ({ bytes, answers: 1 }));
  const isKept = sessions === 'kept-open';
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1_000;
  let scheduled = 0;
  let lanes = connections;

  return new Promise((resolve, reject) => {
    /** Goes on when the next mail is due, or is over: at a rate, in its time. */
    const whenDue = (go: () => void, over: () => void) => {
      const at = rate ? started + (scheduled++ / rate) * 1_000 : performance.now();
      const early = at - performance.now();
      if (at >= end) over();
      else if (early > 0) setTimeout(go, early);
      else go();
    };
    const laneIsOver = () => {
      if (--lanes > 0) return;
      const took = (performance.now() - started) / 1_000;
      resolve({ perSecond: latencies.length / took, latencies: Float64Array.from(latencies).sort() });
    };
    const deliver = (session: Session, stored: (dotAt: number) => void, step = 0) => {
      const write = writes[step];
      if (write) {
        session.say(write.bytes, write.answers, () => deliver(session, stored, step + 1));
        return;
      }
      const { bytes, number } = nextMail();
      onSent(number);
      const dotAt = performance.now();
      session.say(bytes, 1, () => stored(dotAt));
    };
    const sendKeptOpen = (session: Session) =>
      whenDue(
        () =>
          deliver(session, (dotAt) => {
            latencies.push(performance.now() - dotAt);
            sendKeptOpen(session);
          }),
        () => {
          session.end();
          laneIsOver();
        },
      );
    const sendOneMailEach = () =>
      whenDue(() => {
        const begun = performance.now();
        const session = openSession(port, reject, () =>
          deliver(session, () => {
            latencies.push(performance.now() - begun);
            session.end();
            sendOneMailEach();
          }),
        );
      }, laneIsOver);

    for (let lane = 0; lane < connections; lane++)
      if (isKept) {
        const session: Session = openSession(port, reject, () => sendKeptOpen(session));
      } else sendOneMailEach();
  });
}

interface Session {
  /** Writes, and goes on once so many answers have come. */
  say(bytes: Buffer | string, answers: number, then: () => void): void;
  end(): void;
}

// Connects, waits for the greeting, says EHLO. A refusal, or an end that was not asked for, is told once.
function openSession(port: number, failed: (error: Error) => void, ready: () => void): Session {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  let owed = 1;
  let rest = '';
  let isEnding = false;
  const say: Session['say'] = (bytes, answers, then) => {
    owed = answers;
    answered = then;
    socket.write(bytes);
  };
  let answered = () => say('EHLO bench.example.jp\r\n', 1, ready);
  socket.on('data', (chunk: Buffer) => {
    if (isEnding) return;
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
    if (owed === 0) answered();
  });
  socket.on('error', (error) => isEnding || failed(error));
  socket.on('close', () => isEnding || failed(new Error('the server closed the connection')));
  return {
    say,
    end() {
      isEnding = true;
      socket.end('QUIT\r\n');
    },
  };
}
