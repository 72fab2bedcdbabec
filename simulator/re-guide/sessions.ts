// Sessions of the site: a cookie, a token for its forms, and how far the login has come.
import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Account } from './model.ts';
import type { Site } from './site.ts';

/** What a member must do before the pages open, after the right password. */
export type Pending = 'password-expired' | 'second-factor' | 'action-needed';

export interface Session {
  userId: string | null;
  pending: Pending | null;
  /** Stands in every form as `_token`. */
  token: string;
  /** The page that was asked for before the login. */
  next: string | null;
  usedAt: Date;
}

const COOKIE = 'RGSESSID';
const IDLE_MS = 30 * 60_000;
const MAX_SESSIONS = 1_000;

export class Sessions {
  readonly #site: Site;
  readonly #open = new Map<string, Session>();

  constructor(site: Site) {
    this.#site = site;
  }

  /** The caller's session; a new one, with its cookie, where there is none. */
  of(c: Context): Session {
    const known = this.#open.get(getCookie(c, COOKIE) ?? '');
    const now = this.#site.now();
    if (known && now.getTime() - known.usedAt.getTime() < IDLE_MS) {
      known.usedAt = now;
      return known;
    }
    return this.renew(c, { userId: null, pending: null });
  }

  /** A new session under a new cookie: whoever knew the old one is not signed in by this. */
  renew(c: Context, who: Pick<Session, 'userId' | 'pending'>): Session {
    this.#open.delete(getCookie(c, COOKIE) ?? '');
    const id = random();
    const session: Session = { ...who, token: random(), next: null, usedAt: this.#site.now() };
    this.#open.set(id, session);
    if (this.#open.size > MAX_SESSIONS) this.#open.delete(this.#open.keys().next().value ?? '');
    setCookie(c, COOKIE, id, { path: '/', httpOnly: true, sameSite: 'Lax' });
    return session;
  }

  /** The account that is signed in and has nothing left to do first. */
  member(session: Session): Account | null {
    if (session.userId === null || session.pending !== null) return null;
    return this.#site.accounts.get(session.userId) ?? null;
  }

  /** Signs everybody out. */
  clear(): void {
    this.#open.clear();
  }
}

function random(): string {
  return randomBytes(16).toString('hex');
}
