// The sink: takes every mail that is sent to it by real SMTP, delivers none, and shows them on a page.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import type { DecodedMail } from '../../src/portal-kit/mail.ts';
import { listen } from '../listen.ts';
import type { SunkMail } from './model.ts';
import { sinkPages } from './pages.ts';

export interface SinkOptions {
  host?: string;
  /** 0: any free one. */
  smtpPort?: number;
  httpPort?: number;
  /** Reads a mail's bytes. */
  decode: (raw: Buffer) => DecodedMail;
  /** Keeps the mails over a restart; without it they are in memory only. */
  folder?: string;
}

export interface Sink {
  /** Where its page is. */
  url: string;
  smtp: { host: string; port: number };
  /** Oldest first. */
  mails(): readonly SunkMail[];
  /** The first mail, of those here and those to come, for which this holds. @throws after `withinMs`. */
  waitFor(predicate: (mail: SunkMail) => boolean, withinMs?: number): Promise<SunkMail>;
  /** Refuses what comes from now on with this answer (`451 4.3.0 Try later`); null: takes it again. */
  refuseWith(answer: string | null): void;
  stop(): Promise<void>;
}

const MAX_KEPT = 1_000;
const MAX_BYTES = 30_000_000;

/** Starts it. @throws when a port is taken. */
export async function startSink(options: SinkOptions): Promise<Sink> {
  const { host = '127.0.0.1', decode, folder } = options;
  const mails: SunkMail[] = folder === undefined ? [] : keptIn(folder, decode);
  const heard = new Set<() => void>();
  let refusal: string | null = null;

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_BYTES,
    onAuth: (_auth, _session, done) => done(null, { user: 'any' }),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusal !== null) {
          const [code = '', ...words] = refusal.split(' ');
          return done(Object.assign(new Error(words.join(' ')), { responseCode: Number(code) }));
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const mail = sunk(
          { id: (mails.at(-1)?.id ?? 0) + 1, at: new Date().toISOString(), to },
          chunks,
          decode,
        );
        if (folder !== undefined) keep(folder, mail);
        mails.push(mail);
        if (mails.length > MAX_KEPT) mails.shift();
        done();
        for (const look of heard) look();
      });
    },
  });
  await new Promise<void>((opened, failed) => {
    smtp.once('error', failed);
    smtp.listen(options.smtpPort ?? 0, host, () => opened());
  });
  smtp.removeAllListeners('error');
  smtp.on('error', () => {}); // A client that breaks off is its own affair.
  const smtpPort = (smtp.server.address() as AddressInfo).port;

  const http = await listen(sinkPages(mails).fetch, host, options.httpPort ?? 0).catch((cause: unknown) => {
    smtp.close(() => {});
    throw cause;
  });
  return {
    url: `http://${host}:${http.port}`,
    smtp: { host, port: smtpPort },
    mails: () => mails,
    waitFor: (predicate, withinMs = 10_000) =>
      new Promise((found, failed) => {
        const end = () => {
          heard.delete(look);
          clearTimeout(late);
        };
        const look = () => {
          const mail = mails.find(predicate);
          if (!mail) return;
          end();
          found(mail);
        };
        const late = setTimeout(() => {
          end();
          failed(
            new Error(`no such mail within ${withinMs} ms, but: ${mails.map((m) => m.subject).join(' / ')}`),
          );
        }, withinMs);
        heard.add(look);
        look();
      }),
    refuseWith(answer) {
      refusal = answer;
    },
    async stop() {
      await new Promise<void>((closed) => {
        smtp.close(closed);
        // What a client keeps open for its next mail would hold the end up.
        for (const connection of smtp.connections) connection.close();
      });
      await http.stop();
    },
  };
}

type Envelope = Pick<SunkMail, 'id' | 'at' | 'to'>;

function sunk(envelope: Envelope, chunks: Buffer[], decode: SinkOptions['decode']): SunkMail {
  const raw = Buffer.concat(chunks);
  const { subject, from, text, html } = decode(raw);
  return { ...envelope, subject, from: from?.address ?? '', text, html, raw };
}

// One file a mail: what its envelope said on the first line, then its bytes.
function keep(folder: string, { id, at, to, raw }: SunkMail): void {
  const file = join(folder, `${String(id).padStart(6, '0')}.mail`);
  writeFileSync(`${file}.new`, Buffer.concat([Buffer.from(`${JSON.stringify({ id, at, to })}\n`), raw]));
  renameSync(`${file}.new`, file);
}

function keptIn(folder: string, decode: SinkOptions['decode']): SunkMail[] {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder).filter((name) => name.endsWith('.mail'));
  return names
    .sort()
    .slice(-MAX_KEPT)
    .map((name) => {
      const file = readFileSync(join(folder, name));
      const end = file.indexOf('\n');
      return sunk(JSON.parse(file.subarray(0, end).toString()) as Envelope, [file.subarray(end + 1)], decode);
    });
}
