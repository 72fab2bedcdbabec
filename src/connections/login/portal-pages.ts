// Pages of a portal that only a member sees: signs in with the connection's login and opens them. Each sign-in is an
// attempt like any other: written down before, never repeated by machine once it was refused.
import { isOptionOn } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import { type Lease, withdrawJob } from '../../platform/jobs.ts';
import type { Log } from '../../platform/log.ts';
import { getConnection } from '../store.ts';
import { type Begun, beginAttempt } from './begin-check.ts';
import { usableLogin } from './definition.ts';
import type { LoginDrivers, PortalSession } from './driver.ts';
import { type CheckResult, finishAttempt, finishCheck, type OnLoginChecked } from './finish-check.ts';
import { CHECK_LOGIN, type LoginKit } from './model.ts';
import { ownAddress } from './rules/site.ts';
import { closeUnsent, lockForChange, lockLogin, noteSubmitted } from './store.ts';

/**
 * `no-login`: the login is not 認証済み (or just turned out not to be: that is noted, and told) · `elsewhere`: not a page
 * of the portal's own site · `unavailable`: it is down · `busy`: another attempt on the account is under way, come again.
 */
export type PortalPageResult =
  | { outcome: 'page'; html: string }
  | { outcome: 'no-login' | 'elsewhere' | 'unavailable' | 'busy' };

export interface WantedPage {
  organizationId: string;
  connectionId: string;
  /** As it stood in a mail. */
  url: string;
}

export interface PortalPages {
  /** Opens a page; what is written meanwhile is written under the caller's lease. */
  open(wanted: WantedPage, lease: Pick<Lease, 'hold' | 'signal'>): Promise<PortalPageResult>;
  close(): Promise<void>;
}

export interface PageParts {
  logins: LoginKit;
  drivers: LoginDrivers;
  log: Log;
  onLoginChecked: OnLoginChecked;
}

/** Keeps sessions open between pages: requests come in heaps. */
export function openPortalPages(parts: PageParts): PortalPages {
  const sessions = new Map<string, { version: number; session: PortalSession; until: number }>();

  /** Connections that are being signed in: whoever comes meanwhile finds the session a little later. */
  const opening = new Set<string>();

  async function forget(connectionId: string): Promise<void> {
    const kept = sessions.get(connectionId);
    sessions.delete(connectionId);
    await kept?.session.close();
  }

  return {
    async open(wanted, lease) {
      const { connectionId } = wanted;
      const begun = await lease.hold((tx) => lookUp(tx, parts, wanted));
      if (begun.outcome !== 'known') return begun;
      const { url, version } = begun;

      const kept = sessions.get(connectionId);
      if (kept && kept.version === version && kept.until > Date.now()) {
        const page = await kept.session.open(url, lease.signal);
        if (page.ok) return { outcome: 'page', html: page.html };
        if (page.why !== 'signed-out') return { outcome: page.why };
      }
      if (opening.has(connectionId)) return { outcome: 'busy' };
      opening.add(connectionId);
      try {
        for (const [id, { until }] of sessions)
          if (id === connectionId || until <= Date.now()) await forget(id);
        const session = await signIn(parts, wanted, lease);
        if (typeof session === 'string') return { outcome: session };
        sessions.set(connectionId, { version, session, until: Date.now() + session.keepMs });
        const page = await session.open(url, lease.signal);
        if (!page.ok || session.keepMs === 0) await forget(connectionId);
        if (page.ok) return { outcome: 'page', html: page.html };
        return { outcome: page.why === 'elsewhere' ? 'elsewhere' : 'unavailable' };
      } finally {
        opening.delete(connectionId);
      }
    },
    async close() {
      await Promise.all([...sessions.keys()].map(forget));
    },
  };
}

type LookedUp =
  | { outcome: 'known'; url: URL; version: number }
  | { outcome: 'no-login' | 'elsewhere' | 'busy' };

/** Whether this login may be used, and the page is the portal's. */
async function lookUp(tx: Tx, parts: PageParts, wanted: WantedPage): Promise<LookedUp> {
  const ready = await readyLogin(tx, parts, wanted);
  if (ready === 'busy') return { outcome: 'busy' };
  if (!ready) return { outcome: 'no-login' };
  const url = ownAddress(new URL(ready.login.url), wanted.url);
  return url ? { outcome: 'known', url, version: ready.stored.version } : { outcome: 'elsewhere' };
}

async function readyLogin(tx: Tx, { logins }: PageParts, { organizationId, connectionId }: WantedPage) {
  const connection = await getConnection(tx, organizationId, connectionId);
  const stored = await lockLogin(tx, organizationId, connectionId);
  if (!connection || connection.state === 'deleted' || !stored) return null;
  if (stored.state === 'checking') return 'busy';
  if (stored.state !== 'verified') return null;
  const login = await usableLogin(
    tx,
    logins.portals.find(({ id }) => id === connection.portal),
  );
  if (!login || !(await isOptionOn(tx, organizationId, 'portal-integration'))) return null;
  return { connection, stored, login };
}

async function signIn(
  parts: PageParts,
  wanted: WantedPage,
  lease: Pick<Lease, 'hold' | 'signal'>,
): Promise<PortalSession | 'no-login' | 'unavailable' | 'busy'> {
  const { organizationId, connectionId } = wanted;
  const begun = await lease.hold((tx, now) => begin(tx, parts, wanted, now));
  if (begun.do === 'later') return 'busy';
  if (begun.do !== 'send') return 'no-login';
  const { attemptId, version, login, credentials } = begun;
  const driver = login.by === 'http' ? parts.drivers.http : parts.drivers.browser;
  if (!driver) return 'no-login';
  const { outcome, session } = await driver
    .signIn(login, credentials, {
      signal: lease.signal,
      beforeSubmit: () => lease.hold((tx) => noteSubmitted(tx, organizationId, connectionId, attemptId)),
      onAnswer: async () => {},
    })
    .catch(async (error: unknown) => {
      await lease.hold((tx) => closeUnsent(tx, organizationId, attemptId)).catch(() => {});
      throw error;
    });
  parts.log.info({ connection: connectionId, outcome }, 'signed in for a page');
  const settled = lease.hold(async (tx, now) => {
    if (outcome === 'verified' || outcome === 'unavailable')
      return finishAttempt(tx, organizationId, attemptId, outcome, now);
    await lockForChange(tx, organizationId, connectionId);
    // What was typed meanwhile is another login: this outcome says nothing of it, and must not take its check away.
    const current = await lockLogin(tx, organizationId, connectionId);
    if (current?.version !== version) return finishAttempt(tx, organizationId, attemptId, outcome, now);
    return fail(tx, parts, { organizationId, connectionId, attemptId, outcome, now });
  });
  await settled.catch(async (error: unknown) => {
    await session?.close().catch(() => {});
    throw error;
  });
  if (session) return session;
  return outcome === 'unavailable' ? 'unavailable' : 'no-login';
}

/** As a check begins; a secret that was refused meanwhile fails the login without being sent. */
async function begin(
  tx: Tx,
  parts: PageParts,
  wanted: WantedPage,
  now: Date,
): Promise<Exclude<Begun, { do: 'send' }> | (Extract<Begun, { do: 'send' }> & { version: number })> {
  const { organizationId, connectionId } = wanted;
  await lockForChange(tx, organizationId, connectionId);
  const ready = await readyLogin(tx, parts, wanted);
  if (ready === 'busy') return { do: 'later', at: now };
  if (!ready) return { do: 'nothing' };
  const { version } = ready.stored;
  const payload = { trigger: 'notice', version, actorId: null, mayResend: false } as const;
  const begun = await beginAttempt(tx, parts.logins, { organizationId, ...ready, payload, now });
  if (begun.do === 'settle')
    await fail(tx, parts, { organizationId, connectionId, attemptId: null, outcome: begun.outcome, now });
  return begun.do === 'send' ? { ...begun, version } : begun;
}

/** The login is found not to work on the way to a page: its planned check would only find the same. */
async function fail(tx: Tx, { onLoginChecked }: PageParts, result: CheckResult): Promise<void> {
  const { organizationId, connectionId } = result;
  await withdrawJob(tx, { organizationId, kind: CHECK_LOGIN, subjectId: connectionId });
  await finishCheck(tx, onLoginChecked, result);
}
