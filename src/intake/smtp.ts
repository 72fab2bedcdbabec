// The doors that mail comes in by: SMTP (RFC 5321), and LMTP (RFC 2033) where it is asked for. Store, then 250: no parsing,
// DNS or HTTP before the answer.
import { hostname } from 'node:os';
import { openInboxFinder } from '../connections/find-inbox.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { StartError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Signals } from '../platform/signals.ts';
import { MAIL_RECEIVED } from './events.ts';
import { openCertificate } from './smtp/certificate.ts';
import { Clients, EarlyTalkers } from './smtp/clients.ts';
import type { Shared } from './smtp/connection.ts';
import { LIMITS, MAIL_SIZE_MAX } from './smtp/limits.ts';
import { type Listener, openListener, type Place } from './smtp/listener.ts';
import { watchLoad } from './smtp/load.ts';
import { proxies } from './smtp/proxies.ts';
import { openMailStore } from './store-mail.ts';

export interface SmtpDoor {
  port: number;
  /** Port of the LMTP door; 0 for a unix socket or none. */
  lmtpPort: number;
  /** Closes the listeners at once and lets what is in DATA finish, at most 30 s. */
  close(): Promise<void>;
}

type Parts = {
  config: Config['smtp'];
  lmtp: Config['lmtp'];
  /** Where a certificate of our own is kept. */
  dataDir: string;
  productName: string;
  db: Database;
  signals: Signals;
  log: Log;
  now: () => Date;
};

/**
 * Opens the doors.
 * @throws StartError when a port is taken or not allowed, or the certificate cannot be read or made.
 */
export async function openSmtpDoor(parts: Parts): Promise<SmtpDoor> {
  const { config, lmtp, dataDir, productName, db, signals, log, now } = parts;
  const storeMail = openMailStore(db);
  const certificate = await openCertificate(config, dataDir, log, now);
  const load = watchLoad(LIMITS);
  const both = {
    hostName: hostname(),
    productName,
    sizeMax: MAIL_SIZE_MAX,
    limits: LIMITS,
    findInbox: openInboxFinder(db, now),
    async storeMail(mail) {
      await storeMail(mail);
      signals.send(MAIL_RECEIVED, '');
    },
    load,
    log,
    now,
  } satisfies Partial<Shared>;
  const opened: Listener[] = [];
  const close = async () => {
    await Promise.all(opened.map((listener) => listener.close()));
    certificate.close();
    load.close();
  };
  try {
    const smtp: Shared = {
      ...both,
      protocol: 'smtp',
      secureContext: certificate.context,
      isProxy: proxies(config.proxyFrom),
      clients: new Clients(config.clientsMax, config.clientsPerAddress),
      talkers: new EarlyTalkers(),
    };
    const { port } = await open(smtp, config, 'SMTP_PORT', opened);
    if (lmtp === null) return { port, lmtpPort: 0, close };
    // Behind a mail server of the operator's, on the same machine or net: one address sends everything.
    const behind: Shared = {
      ...both,
      protocol: 'lmtp',
      secureContext: () => null,
      isProxy: () => false,
      clients: new Clients(config.clientsMax, config.clientsMax),
      talkers: new EarlyTalkers(),
    };
    const second = await open(behind, lmtp, 'path' in lmtp ? 'LMTP_SOCKET' : 'LMTP_PORT', opened);
    return { port, lmtpPort: second.port, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(shared: Shared, place: Place, setting: string, opened: Listener[]): Promise<Listener> {
  try {
    const listener = await openListener(
      shared,
      'path' in place ? { path: place.path } : { host: place.host, port: place.port },
    );
    opened.push(listener);
    return listener;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const protocol = shared.protocol.toUpperCase();
    const where = 'path' in place ? `socket ${place.path}` : `port ${place.port}`;
    const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${code})`;
    throw new StartError(
      `${protocol} ${where} ${why}: stop what uses it, or choose another with ${setting}.`,
      { cause },
    );
  }
}
