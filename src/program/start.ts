// Puts the program together and takes it apart again: database, intake, reading, live pages, HTTP.
import { existsSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { firstStartToken, isFirstStart, openAuth } from '../accounts/index.ts';
import { createApp } from '../api/app.ts';
import type { Shortcoming } from '../api/parts.ts';
import {
  CHECK_LOGIN,
  checkLoginHandler,
  LOGIN_FINGERPRINT,
  type LoginDriver,
  type LoginKit,
  openBrowserDriver,
  openHttpDriver,
  openPortalPages,
} from '../connections/index.ts';
import {
  channels,
  downstream,
  firstMailAt,
  handlers,
  onMailRead,
  onOptionSwitched,
  openAccountMails,
  readMark,
} from '../flow.ts';
import { openOwnDoor, openSmtpDoor } from '../intake/index.ts';
import { type Letterhead, type Live, notifyJobs, openRelay, startLive } from '../notify/index.ts';
import type { Config } from '../platform/config.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { openDatabaseServer } from '../platform/database-server.ts';
import { StartError } from '../platform/errors.ts';
import { openFingerprint } from '../platform/fingerprint.ts';
import { JOB_PUBLISHED, startJobs } from '../platform/jobs.ts';
import { checkSecretKeys } from '../platform/key-check.ts';
import type { Log } from '../platform/log.ts';
import { migrateDatabase } from '../platform/migrate.ts';
import { openOutbound } from '../platform/outbound.ts';
import { openSealer } from '../platform/sealing.ts';
import { deriveSecret } from '../platform/secret-keys.ts';
import { openSignals } from '../platform/signals.ts';
import { loadPortals } from '../portals/load.ts';
import { startReading } from '../reading/index.ts';

/** Where the built screen is. */
const SCREEN_DIR = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** Stands in addresses until the operator gives INBOX_DOMAIN; never resolves (RFC 6761 §6.3). */
const LOCAL_INBOX_DOMAIN = 'inbox.localhost';

export interface Program {
  url: string;
  /** Where the first organization is made, while there is none. Whoever has it becomes the owner. */
  firstStartUrl: string | null;
  smtpPort: number;
  /** What follows the @ of inbox addresses. */
  inboxDomain: string;
  db: Database;
  live: Live;
  /** Closes the doors at once, finishes what is under way, and ends the embedded database. */
  stop(): Promise<void>;
}

/** Starts everything (on another server than the settings say, where a caller brings one). @throws StartError in one sentence; whatever was started by then is stopped again. */
export async function startProgram(
  config: Config,
  log: Log,
  openServer = openDatabaseServer,
): Promise<Program> {
  const ends: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const portals = await loadPortals();
    const database = await openServer(config, log);
    ends.push(database.stop);
    await migrateDatabase(database.server);
    await checkSecretKeys(database.server, database.secretKeys);
    const db = await openDatabase(database.server, log);
    ends.push(db.close);
    const signals = await openSignals(db, channels, log);
    ends.push(signals.close);
    const live = startLive({ signals, readMark: (id) => readMark(db, id), log });
    ends.push(live.close);
    const onChanged = (organizationId: string) => {
      live.changed(organizationId);
      signals.send(JOB_PUBLISHED, '');
    };
    const sealer = openSealer(database.secretKeys);
    const fingerprint = openFingerprint(database.secretKeys, LOGIN_FINGERPRINT);
    const logins: LoginKit = { sealer, fingerprint, portals };
    const outbound = openOutbound({ allow: config.outboundAllow });
    ends.push(outbound.close);
    const drivers = { http: openHttpDriver(outbound), browser: browserDriver(config) };
    const loginParts = { logins, drivers, log, onLoginChecked: downstream.onLoginChecked };
    const checkLogin = checkLoginHandler(loginParts);
    const pages = openPortalPages(loginParts);
    ends.push(pages.close);
    // Runners of their own: while a portal keeps a heap of notices waiting, login checks go on, and the other way round.
    const workers: { stop(): Promise<void> }[] = [];
    for (const handled of [{ [CHECK_LOGIN]: checkLogin }, handlers({ pages, portals })]) {
      const jobs = startJobs({ db, signals, log, handlers: handled, onChanged });
      workers.push(jobs);
      ends.push(jobs.stop);
    }
    const reading = startReading({ db, signals, portals, log, onRead: onMailRead, onSettled: onChanged });
    workers.push(reading);
    ends.push(reading.stop);
    const smtp = await openSmtpDoor({
      config: config.smtp,
      productName: config.productName,
      db,
      signals,
      log,
      now: () => new Date(),
    });
    ends.push(smtp.close);

    const inboxDomain = config.inboxDomain ?? LOCAL_INBOX_DOMAIN;
    const letterhead: Letterhead = {
      productName: config.productName,
      url: config.publicUrl ?? '', // known below, before anything is written on it
      support: config.support,
    };
    const accountMails = openAccountMails({ letterhead, sealer });
    const firstStartSecret = deriveSecret(database.secretKeys, 'first-start');
    const auth = openAuth(db, {
      secret: deriveSecret(database.secretKeys, 'sign-in'),
      publicUrl: config.publicUrl,
      productName: config.productName,
      log,
      mails: accountMails,
      onChanged,
    });
    const closing = new AbortController();
    const app = createApp({
      db,
      auth,
      live,
      log,
      onChanged,
      logins,
      downstream,
      accountMails,
      onOptionSwitched,
      sealer,
      letterhead,
      productName: config.productName,
      support: config.support,
      optionsSelfService: config.optionsSelfService,
      publicUrl: config.publicUrl,
      inboxDomain,
      ownDoor: openOwnDoor(reachable(config.smtp.host), smtp.port),
      portals,
      shortcomings: shortcomingsOf(config, log),
      firstStartSecret,
      screenDir: existsSync(`${SCREEN_DIR}/index.html`) ? SCREEN_DIR : null,
      isReady: async () => (await db.across('ready', 'SELECT 1', []).catch(() => [])).length === 1,
      closing: closing.signal,
    });
    const http = await listen(app.fetch, config);
    ends.push(() => {
      closing.abort();
      return http.close();
    });
    const url = config.publicUrl ?? `http://${reachable(config.http.host)}:${http.port}`;
    letterhead.url = url;
    // A runner of its own: while the relay is slow, login checks go on, and the other way round.
    const sending = startJobs({
      db,
      signals,
      log,
      onChanged,
      handlers: notifyJobs({
        db,
        letterhead,
        sealer,
        relay: config.smtpUrl === null ? null : openRelay(config.smtpUrl, log),
        inboxDomain,
        firstMailAt,
        from: config.mailFrom ?? `no-reply@${inboxDomain}`,
        portalName: (portal) => portals.find(({ id }) => id === portal)?.name ?? portal,
      }),
    });
    workers.push(sending);
    // All at once: one may be kept waiting for 25 s, and none of the others begins anything meanwhile.
    ends.push(() => Promise.all(workers.map((worker) => worker.stop())));
    log.info({ url, smtpPort: smtp.port }, 'started');
    const firstStartUrl = (await isFirstStart(db))
      ? `${url}/first-start#${firstStartToken(firstStartSecret)}`
      : null;
    return { url, firstStartUrl, smtpPort: smtp.port, inboxDomain, db, live, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function browserDriver({ browserPath, outboundAllow }: Config): LoginDriver | null {
  if (!browserPath) return null;
  if (!existsSync(browserPath))
    throw new StartError(`There is no browser at ${browserPath}: correct BROWSER_PATH, or leave it out.`);
  return openBrowserDriver({ executablePath: browserPath, allow: outboundAllow });
}

// A wildcard address is listened on, not called.
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function shortcomingsOf(config: Config, log: Log): Shortcoming[] {
  const missing: Shortcoming[] = [];
  if (!config.publicUrl) missing.push('no-public-url');
  if (!config.inboxDomain) missing.push('no-inbox-domain');
  if (!config.smtpUrl) missing.push('no-smtp-url');
  const says: Record<Shortcoming, string> = {
    'no-public-url': 'PUBLIC_URL is not set: the screen is taken to be reached on this machine only',
    'no-inbox-domain': `INBOX_DOMAIN is not set: inbox addresses end in ${LOCAL_INBOX_DOMAIN}, portals cannot mail to them yet`,
    'no-smtp-url': 'SMTP_URL is not set: the product cannot send mail yet, what it has to say waits',
  };
  for (const shortcoming of missing) log.warn(says[shortcoming]);
  return missing;
}

async function listen(fetch: (request: Request) => Response | Promise<Response>, { http }: Config) {
  return new Promise<{ port: number; close(): Promise<void> }>((opened, failed) => {
    const server = serve({ fetch, hostname: http.host, port: http.port }, (info: AddressInfo) => {
      opened({ port: info.port, close: () => closeServer(server as HttpServer) });
    });
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${cause.code})`;
      failed(
        new StartError(
          `HTTP port ${http.port} ${why}: stop what uses it, or choose another with HTTP_PORT.`,
          { cause },
        ),
      );
    });
  });
}

const ANSWERS_WITHIN_MS = 10_000;

// Answers under way are finished; connections that browsers keep open for later are closed as soon as they idle.
function closeServer(server: HttpServer): Promise<void> {
  return new Promise((closed) => {
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    const insist = setTimeout(() => server.closeAllConnections(), ANSWERS_WITHIN_MS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(insist);
      closed();
    });
  });
}
