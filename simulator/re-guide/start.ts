// Starts the pretended RE-Guide site on a port of its own.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { loginRoutes } from './login-routes.ts';
import { memberRoutes } from './member-routes.ts';
import type { Account, Attempt, NewAccount, Place, Settings, SiteSwitch } from './model.ts';
import { Sessions } from './sessions.ts';
import { newSite, openAccount } from './site.ts';

export interface ReGuideOptions {
  host?: string;
  /** 0: any free one. */
  port?: number;
  clock?: () => Date;
  accounts?: NewAccount[];
  settings?: Partial<Settings>;
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
  accounts: ReadonlyMap<string, Account>;
  /** Every login form that reached the site, newest last. */
  attempts: readonly Attempt[];
  settings: Settings;
  open(account: NewAccount): Account;
  /** Switches misbehaviour on, or off again with null; everywhere and for everybody unless told. */
  set(what: SiteSwitch | null, where?: SwitchedWhere): void;
  /** Ends every session, as a restart of the portal would. */
  signOutAll(): void;
  stop(): Promise<void>;
}

/** Starts it. @throws when the port is taken. */
export async function startReGuideSite(options: ReGuideOptions = {}): Promise<ReGuideSite> {
  const host = options.host ?? '127.0.0.1';
  const site = newSite(options.clock ?? (() => new Date()));
  Object.assign(site.settings, options.settings);
  for (const account of options.accounts ?? []) openAccount(site, account);
  const sessions = new Sessions(site);
  const closing = new AbortController();

  const app = new Hono();
  app.get('/', (c) => c.redirect('/login', 302));
  app.route('/', loginRoutes(site, sessions, closing.signal));
  app.route('/', memberRoutes(site, sessions, closing.signal));

  const { server, port } = await listen(app.fetch, host, options.port ?? 0);
  const url = `http://${host}:${port}`;
  return {
    url,
    loginUrl: `${url}/login`,
    accounts: site.accounts,
    attempts: site.attempts,
    settings: site.settings,
    open: (account) => openAccount(site, account),
    set(what, { on = 'everywhere', userId, ms = 3_000 } = {}) {
      const switched = what === null ? null : { what, on, ms };
      if (userId === undefined) site.switched = switched;
      else {
        const account = site.accounts.get(userId);
        if (!account) throw new RangeError('no such account');
        account.switched = switched;
      }
    },
    signOutAll: () => sessions.clear(),
    stop: () =>
      new Promise((closed) => {
        closing.abort();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function listen(fetch: Hono['fetch'], hostname: string, port: number) {
  return new Promise<{ server: Server; port: number }>((opened, failed) => {
    const server = serve({ fetch, hostname, port }, (info: AddressInfo) =>
      opened({ server, port: info.port }),
    ) as Server;
    server.once('error', failed);
  });
}
