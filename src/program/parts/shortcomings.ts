// What does not work yet with these settings: said in the log at start, and on the screen.
import type { Shortcoming } from '../../api/parts.ts';
import type { Config } from '../../platform/config.ts';
import { inboxDomainOf } from './appearance.ts';

/** What is missing. */
export function shortcomingsOf(config: Config): Shortcoming[] {
  const missing: Shortcoming[] = [];
  if (!config.publicUrl) missing.push('no-public-url');
  if (!config.inboxDomain) missing.push('no-inbox-domain');
  if (!config.smtpUrl) missing.push('no-smtp-url');
  return missing;
}

/** One of them for the log. */
export function inWords(shortcoming: Shortcoming, config: Config): string {
  const says: Record<Shortcoming, string> = {
    'no-public-url': 'PUBLIC_URL is not set: the screen is taken to be reached on this machine only',
    'no-inbox-domain': `INBOX_DOMAIN is not set: inbox addresses end in ${inboxDomainOf(config)}, portals cannot mail to them yet`,
    'no-smtp-url': 'SMTP_URL is not set: the product cannot send mail yet, what it has to say waits',
  };
  return says[shortcoming];
}
