// The part that people and other programs see: the screen, the API, and pages that hear of changes by themselves.
// Many of it may run behind one address.
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { firstStartToken, isFirstStart, openAuth } from '../../accounts/index.ts';
import { createApp } from '../../api/app.ts';
import { LOGIN_FINGERPRINT, type LoginKit } from '../../connections/index.ts';
import { changes, downstream, onOptionSwitched, openAccountMails, readMark } from '../../flow.ts';
import { openOwnDoor } from '../../intake/index.ts';
import { type Live, ORGANIZATION_CHANGED, startLive } from '../../notify/index.ts';
import { openFingerprint } from '../../platform/fingerprint.ts';
import { listenForHttp } from '../../platform/http-listener.ts';
import { openSealer } from '../../platform/sealing.ts';
import { deriveSecret, parseSecretKeys } from '../../platform/secret-keys.ts';
import { loadPortals } from '../../portals/load.ts';
import { inboxDomainOf, letterheadOf, localUrl } from './appearance.ts';
import type { Foundation, Running } from './foundation.ts';
import { shortcomingsOf } from './shortcomings.ts';

/** The signals it hears. */
export const hears = [ORGANIZATION_CHANGED];

/** Where the built screen is. */
const SCREEN_DIR = fileURLToPath(new URL('../../../web/dist', import.meta.url));

export interface WebPart extends Running {
  /** Where people reach the screen. */
  url: string;
  /** Where the first organization is made, while there is none. Whoever has it becomes the owner. */
  firstStartUrl: string | null;
  live: Live;
}

/** Opens it. `smtpDoor` is where our own SMTP door is. @throws StartError when its port cannot be opened. */
export async function openWeb(
  foundation: Foundation,
  smtpDoor: { host: string; port: number },
): Promise<WebPart> {
  const { config, db, signals, secretKeys } = foundation;
  const { publicUrl, productName } = config;
  const log = foundation.log.child({ part: 'web' });
  const portals = await loadPortals();
  const live = startLive({ signals, readMark: (id) => readMark(db, id), log });
  const onChanged = changes(signals);
  const sealer = openSealer(secretKeys);
  const fingerprint = openFingerprint(secretKeys, LOGIN_FINGERPRINT);
  const logins: LoginKit = { sealer, fingerprint, portals };
  // Its url is known below, before anything is written on it.
  const letterhead = letterheadOf(config, publicUrl ?? '');
  const accountMails = openAccountMails({ letterhead, sealer });
  const firstStartSecret = deriveSecret(secretKeys, 'first-start');
  const auth = await openAuth(db, {
    secret: deriveSecret(secretKeys, 'sign-in'),
    publicUrl,
    productName,
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
    outboundAllow: config.outboundAllow,
    letterhead,
    productName,
    support: config.support,
    optionsSelfService: config.optionsSelfService,
    publicUrl,
    inboxDomain: inboxDomainOf(config),
    ownDoor: openOwnDoor(smtpDoor, config.smtp.proxyFrom),
    portals,
    shortcomings: shortcomingsOf(config),
    firstStartSecret,
    screenDir: existsSync(`${SCREEN_DIR}/index.html`) ? SCREEN_DIR : null,
    condition: db.condition,
    intakeKeys: config.intakeKeys ? parseSecretKeys(config.intakeKeys) : [],
    signals,
    closing: closing.signal,
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const http = await listenForHttp(server, { ...config.http, variable: 'HTTP_PORT' }).catch((error) => {
    live.close();
    throw error;
  });
  const url = publicUrl ?? localUrl(config.http.host, http.port);
  letterhead.url = url;
  const firstStartUrl = (await isFirstStart(db))
    ? `${url}/first-start#${firstStartToken(firstStartSecret)}`
    : null;
  return {
    url,
    firstStartUrl,
    live,
    async stop() {
      closing.abort();
      await http.close();
      live.close();
    },
  };
}
