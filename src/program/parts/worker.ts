// The part that does the work: reads mails, checks logins, reads portals' pages, writes and sends what people are told.
// Many of it may run: each piece of work is leased to one of them.
import { existsSync } from 'node:fs';
import {
  CHECK_LOGIN,
  checkLoginHandler,
  LOGIN_FINGERPRINT,
  type LoginDriver,
  openBrowserDriver,
  openHttpDriver,
  openPortalPages,
} from '../../connections/index.ts';
import {
  arrivalsOf,
  changes,
  downstream,
  firstMailAt,
  givenUpSince,
  handlers,
  importing,
  onMailRead,
  onMailsRead,
  originalMail,
  replaying,
} from '../../flow.ts';
import { MAIL_RECEIVED } from '../../intake/events.ts';
import { notifyJobs, openRelay, postingJobs } from '../../notify/index.ts';
import type { Config } from '../../platform/config.ts';
import { StartError } from '../../platform/errors.ts';
import { openFingerprint } from '../../platform/fingerprint.ts';
import { startForgetting } from '../../platform/forget-old.ts';
import { JOB_PUBLISHED, type JobHandler, startJobs } from '../../platform/jobs.ts';
import { openOutbound } from '../../platform/outbound.ts';
import { openSealer } from '../../platform/sealing.ts';
import { openYoungTables } from '../../platform/young-tables.ts';
import { loadPortals, portalsModule } from '../../portals/load.ts';
import { openReaders, startReading } from '../../reading/index.ts';
import { inboxDomainOf, letterheadOf } from './appearance.ts';
import type { Foundation, Running } from './foundation.ts';

/** The signals it hears. */
export const hears = [MAIL_RECEIVED, JOB_PUBLISHED];

/** Starts working. `url` is where people reach the screen, `readBy` the module that readers load their portals from. @throws StartError when there is no browser where one is said to be. */
export async function openWorker(
  foundation: Foundation,
  url: string,
  readBy = portalsModule,
): Promise<Running> {
  const { config, db, secretKeys, signals } = foundation;
  const log = foundation.log.child({ part: 'worker' });
  const portals = await loadPortals();
  const sealer = openSealer(secretKeys);
  const fingerprint = openFingerprint(secretKeys, LOGIN_FINGERPRINT);
  const browser = browserDriver(config);
  const readers = openReaders({ portals: readBy });
  const outbound = openOutbound({ allow: config.outboundAllow });
  const loginParts = {
    logins: { sealer, fingerprint, portals },
    drivers: { http: openHttpDriver(outbound), browser },
    log,
    onLoginChecked: downstream.onLoginChecked,
  };
  const pages = openPortalPages(loginParts);
  const onChanged = changes(signals);
  const run = (handlers: Record<string, JobHandler>) => startJobs({ db, signals, log, handlers, onChanged });
  const inboxDomain = inboxDomainOf(config);
  const from = config.mailFrom ?? `no-reply@${inboxDomain}`;
  const relay = config.smtpUrl === null ? null : openRelay(config.smtpUrl, log);
  const young = openYoungTables({ db, log });
  const workers = [
    startReading({
      db,
      signals,
      readers,
      log,
      onRead: onMailRead,
      onReadTogether: onMailsRead,
      onSettled(organizationId, mails) {
        onChanged(organizationId);
        young.wrote(mails);
      },
    }),
    // Runners of their own: while a portal keeps a heap of notices waiting, or the relay is slow, login checks go on, and
    // the other way round.
    run({ [CHECK_LOGIN]: checkLoginHandler(loginParts) }),
    run(handlers({ pages, portals })),
    run({ ...replaying({ db, readers }), ...importing(db) }),
    run(
      notifyJobs({
        db,
        letterhead: letterheadOf(config, url),
        sealer,
        relay,
        inboxDomain,
        firstMailAt,
        arrivalsOf,
        givenUpSince,
        originalMail,
        from,
        portalName: (portal) => portals.find(({ id }) => id === portal)?.name ?? portal,
      }),
    ),
    run(postingJobs({ db, sealer, outbound, chatworkUrl: config.chatworkUrl, from })),
    startForgetting({ db, log }),
  ];
  return {
    async stop() {
      // All at once: one may be kept waiting for 25 s, and none of the others begins anything meanwhile.
      await Promise.all(workers.map((worker) => worker.stop()));
      relay?.close();
      await readers.close();
      await pages.close();
      await outbound.close();
    },
  };
}

function browserDriver({ browserPath, outboundAllow }: Config): LoginDriver | null {
  if (!browserPath) return null;
  if (!existsSync(browserPath))
    throw new StartError(`There is no browser at ${browserPath}: correct BROWSER_PATH, or leave it out.`);
  return openBrowserDriver({ executablePath: browserPath, allow: outboundAllow });
}
