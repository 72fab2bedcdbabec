// A visitor of one site over HTTP: cookies, redirects within the site, pages in any Japanese charset.
import { CookieJar } from 'tough-cookie';
import type { Outbound } from '../../platform/outbound.ts';
import type { JudgedPage } from './rules/judge.ts';
import { decodePage, parsePage } from './rules/page.ts';
import { isOfSite } from './rules/site.ts';

const MAX_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Mean that the same form is to be sent again. */
const RESENDING = new Set([307, 308]);

/** A page as it came. */
export interface SitePage extends JudgedPage {
  url: URL;
  html: string;
  charset: string;
  /** The answer itself, not where it led to. */
  isDirect: boolean;
}

/** `elsewhere`: it leads off the site, to an address that may not be called, or wants the form sent to another address. */
export type Visited = { ok: true; page: SitePage } | { ok: false; why: 'unavailable' | 'elsewhere' };

export interface Visit {
  method: 'GET' | 'POST';
  url: URL;
  body: string | null;
}

export interface HttpSession {
  /** Goes there, and on where it is redirected to. Rejects with `giveUp`'s reason; what passes `deadline` is unavailable. */
  visit(visit: Visit, until: { deadline: AbortSignal; giveUp?: AbortSignal }): Promise<Visited>;
}

/** A visitor without cookies yet; `site` is the address of the login page. */
export function openHttpSession(outbound: Outbound, site: URL): HttpSession {
  const jar = new CookieJar();
  let referer: URL | null = null;

  const headersFor = (visit: Visit): Record<string, string> => ({
    'user-agent': 'Mozilla/5.0 (compatible; Digima)',
    accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5',
    'accept-language': 'ja',
    ...(referer && { referer: referer.href }),
    ...(visit.method === 'POST' && {
      origin: site.origin,
      'content-type': 'application/x-www-form-urlencoded',
    }),
  });

  async function visit(
    first: Visit,
    until: { deadline: AbortSignal; giveUp?: AbortSignal },
  ): Promise<Visited> {
    const signal = until.giveUp ? AbortSignal.any([until.giveUp, until.deadline]) : until.deadline;
    let next = first;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const { url, method, body } = next;
      if (!isOfSite(site, url)) return { ok: false, why: 'elsewhere' };
      const cookie = jar.getCookieStringSync(url.href);
      const answer = await outbound
        .send({
          method,
          url,
          headers: { ...headersFor(next), ...(cookie && { cookie }) },
          ...(body !== null && { body }),
          signal,
        })
        .catch((error) => {
          until.giveUp?.throwIfAborted();
          if (!until.deadline.aborted) throw error;
          return { ok: false as const, failure: 'too-slow' as const, hasLeft: false };
        });
      if (!answer.ok)
        return { ok: false, why: answer.failure === 'refused-address' ? 'elsewhere' : 'unavailable' };
      for (const line of answer.cookies) jar.setCookieSync(line, url.href, { ignoreError: true });
      const target = REDIRECTS.has(answer.status) ? targetOf(answer.headers.location, url) : null;
      if (!target) {
        const { html, charset } = decodePage(answer.body, answer.headers['content-type']);
        referer = url;
        const path = url.pathname + url.search;
        return {
          ok: true,
          page: {
            url,
            status: answer.status,
            path,
            html,
            charset,
            document: parsePage(html),
            isDirect: hop === 0,
          },
        };
      }
      if (method === 'POST' && RESENDING.has(answer.status)) return { ok: false, why: 'elsewhere' };
      next = { method: 'GET', url: target, body: null };
    }
    return { ok: false, why: 'unavailable' };
  }
  return { visit };
}

function targetOf(location: string | undefined, from: URL): URL | null {
  if (!location || !URL.canParse(location, from.href)) return null;
  return new URL(location, from);
}
