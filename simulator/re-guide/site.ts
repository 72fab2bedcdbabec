// The pretended site's memory: one object that all its pages share.
import type { Account, Attempt, NewAccount, Settings, Switched } from './model.ts';

export interface Site {
  accounts: Map<string, Account>;
  attempts: Attempt[];
  /** How the whole site misbehaves; an account's own switch goes before it. */
  switched: Switched | null;
  settings: Settings;
  now: () => Date;
}

/** An empty site. */
export function newSite(now: () => Date): Site {
  return {
    accounts: new Map(),
    attempts: [],
    switched: null,
    settings: { charset: 'Shift_JIS', lockMinutes: 30 },
    now,
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
  return account;
}
