// Which addresses are the portal's own: nothing of a login goes to another. Pure.
import { getPublicSuffix } from 'tough-cookie';

/**
 * True when `url` is of the site of the login page: the same registrable domain (login.portal.jp, www.portal.jp) on the
 * same port or the usual one; for an address without a domain the same host and port. Never from https: back to http:.
 */
export function isOfSite(login: URL, url: URL): boolean {
  if (url.protocol !== 'https:' && (url.protocol !== 'http:' || login.protocol === 'https:')) return false;
  if (url.username || url.password) return false;
  if (url.host === login.host) return true;
  const domain = domainOf(login.hostname);
  return domain !== null && domain === domainOf(url.hostname) && (url.port === '' || url.port === login.port);
}

/**
 * An address from outside, when it is of the portal's site, or null. Mails write http: where the site has long been https:,
 * so it is opened as the login page is.
 */
export function ownAddress(login: URL, text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol === 'http:' && login.protocol === 'https:') url.protocol = 'https:';
  return isOfSite(login, url) ? url : null;
}

/** The domain somebody registered; null for IP addresses and names without one. */
function domainOf(hostname: string): string | null {
  if (/^[\d.]+$|^\[/.test(hostname)) return null;
  return getPublicSuffix(hostname, { allowSpecialUseDomain: false, ignoreError: true }) ?? null;
}
