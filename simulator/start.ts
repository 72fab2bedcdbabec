// Starts the pretended outside world: the RE-Guide site, the sink, the chat services, and the mail between them and the product. What it
// knows is kept in a folder, with its ports, so that a second start goes on where the first one ended.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecodedMail } from '../src/portal-kit/mail.ts';
import { type ChatSite, startChatSite } from './chat/start.ts';
import { openMailer, type SmtpPlace } from './mailer.ts';
import type { KeptSite } from './re-guide/site.ts';
import { type ReGuideSite, startReGuideSite } from './re-guide/start.ts';
import { type Sink, startSink } from './sink/start.ts';

export interface Simulator {
  site: ReGuideSite;
  sink: Sink;
  chat: ChatSite;
  /** Sends a mail by the same ways as the site's own. Resolves with the server's answer. */
  send(mail: { to: string; raw: Uint8Array }): Promise<string>;
  /** From now on mail for this domain goes to the product, and what happens is kept in the folder. */
  connect(product: { domain: string; smtp: SmtpPlace }): void;
  stop(): Promise<void>;
}

interface Kept {
  ports: { site: number; sinkSmtp: number; sinkHttp: number; chat?: number };
  site: KeptSite;
}

/** Starts all of it on this machine. Writes nothing before connect(). `decode` reads a mail's bytes. */
export async function startSimulator(
  folder: string,
  decode: (raw: Buffer) => DecodedMail,
): Promise<Simulator> {
  const file = join(folder, 'simulator.json');
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : null;
  let product: { domain: string; smtp: SmtpPlace } | null = null;

  const sink = await onPorts(
    [before?.ports.sinkSmtp ?? 0, before?.ports.sinkHttp ?? 0],
    ([smtpPort, httpPort]) => startSink({ decode, smtpPort, httpPort, folder: join(folder, 'sink') }),
  );
  const chat = await onPorts([before?.ports.chat ?? 0], ([port]) => startChatSite({ port })).catch(
    async (cause: unknown) => {
      await sink.stop();
      throw cause;
    },
  );
  const mailer = openMailer((domain) => (domain === product?.domain ? product.smtp : sink.smtp));
  let latest = before?.site ?? null;
  let writing: NodeJS.Timeout | null = null;
  const write = () => {
    writing = null;
    const ports = {
      site: portOf(site.url),
      sinkSmtp: sink.smtp.port,
      sinkHttp: portOf(sink.url),
      chat: portOf(chat.url),
    };
    if (product && latest) writeWhole(file, JSON.stringify({ ports, site: latest } satisfies Kept));
  };
  const site = await onPorts([before?.ports.site ?? 0], ([port]) =>
    startReGuideSite({
      port,
      mailer,
      kept: before?.site ?? null,
      sinkUrl: sink.url,
      onChanged(state) {
        latest = state;
        writing ??= setTimeout(write, WRITTEN_WITHIN_MS);
      },
    }),
  ).catch(async (cause: unknown) => {
    await chat.stop();
    await sink.stop();
    throw cause;
  });
  return {
    site,
    sink,
    chat,
    send: mailer.send,
    connect(to) {
      product = to;
      write();
    },
    async stop() {
      await site.stop();
      if (writing) clearTimeout(writing);
      write();
      mailer.close();
      await chat.stop();
      await sink.stop();
    },
  };
}

const WRITTEN_WITHIN_MS = 50;
const portOf = (url: string): number => Number(new URL(url).port);

/** On the ports of before, or on free ones where somebody else has taken one meanwhile. */
async function onPorts<const P extends number[], T>(ports: P, start: (ports: P) => Promise<T>): Promise<T> {
  try {
    return await start(ports);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    return start(ports.map(() => 0) as P);
  }
}

// Under its name it is whole: a crash leaves the file or the one before.
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
