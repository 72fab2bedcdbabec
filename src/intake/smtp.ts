// The SMTP door (RFC 5321): store, then 250. No parsing, DNS or HTTP before the answer.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { openInboxFinder } from '../connections/find-inbox.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { StartError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Signals } from '../platform/signals.ts';
import { MAIL_RECEIVED } from './events.ts';
import { openMailStore } from './store-mail.ts';

/** The largest mail taken, in bytes (25 MiB). */
export const MAIL_SIZE_MAX = 25 * 1024 * 1024;
const RECIPIENTS_MAX = 100;

export interface SmtpDoor {
  port: number;
  /** Closes the listener at once and lets what is in DATA finish, at most 30 s. */
  close(): Promise<void>;
}

type Parts = {
  config: Config['smtp'];
  productName: string;
  db: Database;
  signals: Signals;
  log: Log;
  now: () => Date;
};

/**
 * Opens the door.
 * @throws StartError when the port is taken or not allowed, or the certificate cannot be read.
 */
export async function openSmtpDoor({ config, productName, db, signals, log, now }: Parts): Promise<SmtpDoor> {
  const inboxesOf = new WeakMap<object, Map<string, string>>();
  const findInbox = openInboxFinder(db, now);
  const storeMail = openMailStore(db);
  const inData = new WeakSet<object>();
  const server = new SMTPServer({
    banner: productName,
    authOptional: true,
    // Carriers hand out addresses that RFC 5321 forbids (a..b.@docomo…): no lead is refused for its sender's name.
    lenientAddressParsing: true,
    disableReverseLookup: true,
    size: MAIL_SIZE_MAX,
    closeTimeout: 30_000,
    ...tls(config),
    onRcptTo(address, session, callback) {
      if (session.envelope.rcptTo.length >= RECIPIENTS_MAX)
        return callback(reply(452, '4.5.3 Too many recipients'));
      findInbox(address.address).then(
        (inboxId) => {
          if (!inboxId) return callback(reply(550, '5.1.1 No such mailbox here'));
          const known = inboxesOf.get(session) ?? new Map<string, string>();
          inboxesOf.set(session, known.set(address.address, inboxId));
          callback();
        },
        (error) => callback(notNow(error)),
      );
    },
    onData(stream, session, callback) {
      inData.add(session);
      readMail(stream)
        .then(async (raw) => {
          if (!raw) return callback(reply(552, `5.3.4 Larger than ${MAIL_SIZE_MAX} bytes`));
          await storeMail({ raw, receivedAt: now(), ...envelopeOf(session, inboxesOf.get(session)) });
          signals.send(MAIL_RECEIVED, '');
          callback(null, '2.6.0 Stored');
        })
        .catch((error) => callback(notNow(error)))
        .finally(() => inData.delete(session));
    },
  });
  // Errors of a connection (resets, protocol misuse) are the client's; nothing was accepted.
  server.on('error', (error) =>
    log.debug({ code: (error as { code?: string }).code }, 'smtp connection error'),
  );

  function notNow(error: unknown): Error {
    log.error(
      { code: (error as { code?: string }).code, error: (error as Error).name },
      'mail not stored, sender told to try again',
    );
    return reply(451, '4.3.0 Not now, please try again');
  }

  await new Promise<void>((opened, failed) => {
    server.server.once('error', (cause: NodeJS.ErrnoException) => failed(cannotListen(config, cause)));
    server.listen(config.port, config.host, opened);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => drain(server, (session) => inData.has(session)),
  };
}

// The library waits 30 s for clients that merely keep their connection open: those are told at once.
function drain(server: SMTPServer, isInData: (session: object) => boolean): Promise<void> {
  return new Promise((closed) => {
    const tellIdle = () => {
      for (const connection of server.connections) {
        if (isInData(connection.session)) continue;
        connection.send(421, '4.3.2 Closing down, please try again');
        connection.close();
      }
    };
    const clock = setInterval(tellIdle, 50);
    server.close(() => {
      clearInterval(clock);
      closed();
    });
    tellIdle();
  });
}

function envelopeOf(session: SMTPServerSession, inboxes: Map<string, string> | undefined) {
  const { mailFrom, rcptTo } = session.envelope;
  const secure = session.tlsOptions;
  return {
    envelopeFrom: mailFrom ? mailFrom.address : '',
    recipients: rcptTo.flatMap(({ address }) => {
      const inboxId = inboxes?.get(address);
      return inboxId ? [{ address, inboxId }] : [];
    }),
    clientAddress: session.remoteAddress,
    clientName: session.hostNameAppearsAs || '',
    tls:
      session.secure && typeof secure === 'object'
        ? `${secure.version ?? ''} ${secure.name ?? ''}`.trim()
        : null,
  };
}

// Null once it is too large: the rest is read and thrown away, as the client may send it all before it listens.
async function readMail(stream: SMTPServerDataStream): Promise<Buffer | null> {
  let chunks: Buffer[] | null = [];
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks = null;
    chunks?.push(chunk as Buffer);
  }
  return chunks && !stream.sizeExceeded ? Buffer.concat(chunks) : null;
}

function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

function tls(config: Config['smtp']) {
  const { certificateFile, keyFile } = config;
  // Without a certificate of our own STARTTLS is not offered: the library's default key is public.
  if (!certificateFile || !keyFile) return { disabledCommands: ['AUTH', 'STARTTLS'] };
  try {
    return { disabledCommands: ['AUTH'], cert: readFileSync(certificateFile), key: readFileSync(keyFile) };
  } catch (cause) {
    throw new StartError(
      `The SMTP certificate cannot be read: ${(cause as Error).message}. Check SMTP_TLS_CERT_FILE and SMTP_TLS_KEY_FILE.`,
      { cause },
    );
  }
}

function cannotListen(config: Config['smtp'], cause: NodeJS.ErrnoException): StartError {
  const why =
    cause.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${cause.code})`;
  return new StartError(
    `SMTP port ${config.port} ${why}: stop what uses it, or choose another with SMTP_PORT.`,
    { cause },
  );
}
