// What the product calls itself to people and portals: the same in every part, so that links and addresses agree.
import type { Letterhead } from '../../notify/index.ts';
import type { Config } from '../../platform/config.ts';

/** Stands in addresses until the operator gives INBOX_DOMAIN; never resolves (RFC 6761 §6.3). */
const LOCAL_INBOX_DOMAIN = 'inbox.localhost';

/** What follows the @ of inbox addresses. */
export function inboxDomainOf(config: Config): string {
  return config.inboxDomain ?? LOCAL_INBOX_DOMAIN;
}

/** What stands in every mail. `url`: where people reach the screen. */
export function letterheadOf({ productName, support }: Config, url: string): Letterhead {
  return { productName, url, support };
}

/** Where this machine calls what listens on `host`: a wildcard address is listened on, not called. */
export function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

/** The URL of what listens there. */
export function localUrl(host: string, port: number): string {
  const name = reachable(host);
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
