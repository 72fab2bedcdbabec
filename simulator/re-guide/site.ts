// The pretended site's memory: one object that all its pages share, and what of it outlives a restart.
import { simLayouts } from '../../src/portals/re-guide/sim.ts';
import type {
  Account,
  Application,
  Attempt,
  MemberRequest,
  NewAccount,
  Settings,
  Switched,
} from './model.ts';

/** What is kept over a restart, as JSON. */
export interface KeptSite {
  accounts: Account[];
  applications: Application[];
  requests: MemberRequest[];
  switched: Switched | null;
  settings: Settings;
  /** Counts requests and mails made so far: numbers never come twice. */
  made: number;
}

export interface Site {
  accounts: Map<string, Account>;
  applications: Application[];
  /** By the id of their pages, oldest first. */
  requests: Map<string, MemberRequest>;
  attempts: Attempt[];
  /** How the whole site misbehaves; an account's own switch goes before it. */
  switched: Switched | null;
  settings: Settings;
  made: number;
  /** Where the site is reached, without a trailing slash. */
  url: string;
  now: () => Date;
  /** Hands a mail to the receiving server. Resolves with its answer. */
  send: (mail: { to: string; raw: Uint8Array }) => Promise<string>;
  /** To be called after a change that must outlive a restart. */
  changed: () => void;
  /** Work under way: mails, approvals to come. */
  working: Set<Promise<unknown>>;
}

/** A site that begins with what an earlier one kept, or with nothing. */
export function newSite(given: Pick<Site, 'now' | 'send' | 'changed'>, kept: KeptSite | null): Site {
  return {
    ...given,
    accounts: new Map(kept?.accounts.map((account) => [account.userId, account])),
    applications: kept?.applications ?? [],
    requests: new Map(kept?.requests.map((request) => [request.id, cutShort(request)])),
    attempts: [],
    switched: kept?.switched ?? null,
    settings: {
      charset: 'Shift_JIS',
      lockMinutes: 30,
      approvalSeconds: 5,
      confirmation: 'none',
      mail: { what: 'full', layout: 'cycle', charset: 'cycle', shape: 'cycle' },
      ...kept?.settings,
    },
    made: kept?.made ?? 0,
    url: '',
    working: new Set(),
  };
}

function cutShort(request: MemberRequest): MemberRequest {
  for (const mail of request.mails)
    if (mail.state === 'sending') Object.assign(mail, { state: 'failed', answer: 'cut short by a restart' });
  return request;
}

/** What is to be kept. */
export function kept({ accounts, applications, requests, switched, settings, made }: Site): KeptSite {
  return {
    accounts: [...accounts.values()],
    applications,
    requests: [...requests.values()],
    switched,
    settings,
    made,
  };
}

/** Opens an account; the same user ID again replaces it. */
export function openAccount(site: Site, given: NewAccount): Account {
  const account: Account = {
    firm: '株式会社みほん不動産',
    branch: '本店',
    person: '山本 花子',
    phone: '03-0000-1111',
    addresses: [],
    failures: 0,
    lockedUntil: null,
    locks: 0,
    switched: null,
    ...given,
  };
  site.accounts.set(account.userId, account);
  site.changed();
  return account;
}

/** The layouts its mails come in. */
export const layouts = simLayouts;

/** Does something in the background that stop() waits for. */
export function inBackground(site: Site, work: Promise<unknown>): void {
  const tracked = work.finally(() => site.working.delete(tracked));
  site.working.add(tracked);
}
