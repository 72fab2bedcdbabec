// Starts the pretended RE-Guide site on a port of its own.
import { Hono } from 'hono';
import { listen } from '../listen.ts';
import { approve, approveDue } from './apply.ts';
import { contactRoutes } from './contact-routes.ts';
import { loginRoutes } from './login-routes.ts';
import { mailRequest, type NewRequest, pageOf, takeRequest } from './mail-request.ts';
import { memberRoutes } from './member-routes.ts';
import type {
  Account,
  Application,
  Attempt,
  MailForm,
  MemberRequest,
  NewAccount,
  Place,
  Settings,
  SiteSwitch,
} from './model.ts';
import { requestRoutes } from './request-routes.ts';
import { Sessions } from './sessions.ts';
import { type KeptSite, kept, newSite, openAccount } from './site.ts';
import { staffRoutes } from './staff-routes.ts';

export interface ReGuideOptions {
  host?: string;
  /** 0: any free one. */
  port?: number;
  clock?: () => Date;
  accounts?: NewAccount[];
  settings?: Partial<Settings>;
  /** Sends its mails; without it every mail fails. */
  mailer?: { send(mail: { to: string; raw: Uint8Array }): Promise<string> };
  /** What an earlier run kept. */
  kept?: KeptSite | null;
  /** Called after each change that should outlive a restart. */
  onChanged?: (site: KeptSite) => void;
  /** Where the mails of the sink are looked at, for a link. */
  sinkUrl?: string | null;
}

/** Where a switch holds: on the whole site, or for one account alone. */
export interface SwitchedWhere {
  on?: Place;
  userId?: string;
  ms?: number;
}

export interface ReGuideSite {
  /** Without a trailing slash. */
  url: string;
  loginUrl: string;
  publicFormUrl: string;
  staffUrl: string;
  accounts: ReadonlyMap<string, Account>;
  applications: readonly Application[];
  requests: ReadonlyMap<string, MemberRequest>;
  /** Every login form that reached the site, newest last. */
  attempts: readonly Attempt[];
  settings: Settings;
  open(account: NewAccount): Account;
  /** Switches misbehaviour on, or off again with null; everywhere and for everybody unless told. */
  set(what: SiteSwitch | null, where?: SwitchedWhere): void;
  /** Somebody asks for an appraisal: mailed to every address of these accounts (all, unless told). */
  request(said: NewRequest, userIds?: string[], form?: Partial<MailForm>): MemberRequest;
  /** Mails a request once more. */
  mailAgain(id: string): void;
  approve(applicationId: number): void;
  /** Ends every session, as a restart of the portal would. */
  signOutAll(): void;
  /** Resolves when no mail is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const DUE_EVERY_MS = 200;

/** Starts it. @throws when the port is taken. */
export async function startReGuideSite(options: ReGuideOptions = {}): Promise<ReGuideSite> {
  const host = options.host ?? '127.0.0.1';
  const site = newSite(
    {
      now: options.clock ?? (() => new Date()),
      send: options.mailer?.send ?? (() => Promise.reject(new Error('no mailer'))),
      changed: () => options.onChanged?.(kept(site)),
    },
    options.kept ?? null,
  );
  Object.assign(site.settings, options.settings);
  for (const account of options.accounts ?? []) openAccount(site, account);
  const sessions = new Sessions(site);
  const closing = new AbortController();

  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    if (c.req.method === 'POST') site.changed();
  });
  app.get('/', (c) => c.redirect('/login', 302));
  app.route('/', loginRoutes(site, sessions, closing.signal));
  app.route('/', staffRoutes(site, options.sinkUrl ?? null));
  app.route('/', memberRoutes(site, sessions, closing.signal));
  app.route('/', contactRoutes(site));
  app.route('/', requestRoutes(site));

  const http = await listen(app.fetch, host, options.port ?? 0);
  site.url = `http://${host}:${http.port}`;
  // On another port than before, old requests' pages have moved too.
  for (const { id, truth } of site.requests.values()) truth.detailUrl = pageOf(site, id);
  const due = setInterval(() => approveDue(site), DUE_EVERY_MS);
  const settled = async () => {
    while (site.working.size > 0) await Promise.all(site.working);
  };
  return {
    url: site.url,
    loginUrl: `${site.url}/login`,
    publicFormUrl: `${site.url}/satei`,
    staffUrl: `${site.url}/staff`,
    accounts: site.accounts,
    applications: site.applications,
    requests: site.requests,
    attempts: site.attempts,
    settings: site.settings,
    open: (account) => openAccount(site, account),
    set(what, { on = 'everywhere', userId, ms = 3_000 } = {}) {
      const switched = what === null ? null : { what, on, ms };
      if (userId === undefined) site.switched = switched;
      else known(site.accounts.get(userId)).switched = switched;
    },
    request: (said, userIds = [...site.accounts.keys()], form = {}) => takeRequest(site, said, userIds, form),
    mailAgain: (id) => mailRequest(site, known(site.requests.get(id))),
    approve: (id) => approve(site, known(site.applications.find((one) => one.id === id))),
    signOutAll: () => sessions.clear(),
    settled,
    async stop() {
      clearInterval(due);
      closing.abort();
      await settled();
      await http.stop();
    },
  };
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new RangeError('the site knows no such thing');
  return found;
}
