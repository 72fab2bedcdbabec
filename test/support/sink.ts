// A relay that keeps what it is given: a real SMTP server on a free port. Tests say what it answers, and see each stage.
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail the sink said 250 to, or was about to. */
export interface SunkMail {
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string | null;
  header(name: string): string | undefined;
  raw: string;
}

/** How far a mail is: the dot came and nothing is answered yet (`dot`), or the answer left (`answered`). */
export type Stage = 'connected' | 'mail' | 'rcpt' | 'data' | 'dot' | 'answered';

export type Sink = Awaited<ReturnType<typeof openSink>>;

/** Opens it. `behave` is called at each stage before the answer: a string thrown (`550 5.1.1 no`) is the answer instead. */
export async function openSink(port = 0) {
  const mails: SunkMail[] = [];
  let behave: (stage: Stage, address: string) => unknown = () => {};
  const wrong = (reason: unknown) => {
    const [code = '451'] = String(reason).split(' ');
    return Object.assign(new Error(String(reason).slice(4)), { responseCode: Number(code) });
  };
  const ask = (stage: Stage, address: string, next: (error?: Error) => void) => {
    Promise.resolve()
      .then(() => behave(stage, address))
      .then(
        () => next(),
        (reason) => next(wrong(reason)),
      );
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onConnect: (_, next) => ask('connected', '', next),
    onMailFrom: ({ address }, _, next) => ask('mail', address, next),
    onRcptTo: ({ address }, _, next) => ask('rcpt', address, next),
    onData(stream, { envelope }, next) {
      const to = envelope.rcptTo.map(({ address }) => address).join();
      const chunks: Buffer[] = [];
      stream.once('data', () => Promise.resolve(behave('data', to)).catch(() => {}));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks);
        const parsed = await simpleParser(raw);
        const mail: SunkMail = {
          messageId: parsed.messageId ?? '',
          from: parsed.from?.text ?? '',
          to,
          subject: parsed.subject ?? '',
          text: parsed.text ?? '',
          html: parsed.html || null,
          header: (name) => parsed.headerLines.find(({ key }) => key === name.toLowerCase())?.line,
          raw: raw.toString('latin1'),
        };
        ask('dot', to, (error) => {
          if (!error) mails.push(mail);
          next(error);
          void Promise.resolve(behave('answered', to)).catch(() => {});
        });
      });
    },
  });
  // A connection the other side cut is part of these tests.
  server.on('error', () => {});
  const opened = await new Promise<number>((listening) => {
    server.listen(port, '127.0.0.1', () => listening((server.server.address() as { port: number }).port));
  });
  return {
    port: opened,
    url: `smtp://127.0.0.1:${opened}`,
    mails,
    /** What it does from now on; nothing given: it takes everything. */
    behaves(how: typeof behave = () => {}) {
      behave = how;
    },
    to: (address: string) => mails.filter((mail) => mail.to === address),
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
