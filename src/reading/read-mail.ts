// One decoded mail → what it is: which portal's, and the inquiry in it. Pure; the list of portals is handed in.
import type { Portal } from '../portal-kit/define-portal.ts';
import type { DecodedMail } from '../portal-kit/mail.ts';
import type { ReadResult } from '../portal-kit/model.ts';
import { views } from './forwards.ts';
import { htmlToText } from './mime/html-text.ts';

/** Changes whenever a kept mail may be read differently: what replay goes by. */
export const readerVersion = '2026-11-22';

/**
 * Reads a mail with the portal that claims it or one of the mails it forwards, the outermost first. With `only`,
 * just that portal is asked. Never throws: a portal that does makes the mail unreadable, with the warning
 * `reader-failed`. Mail that no portal claims, or that several do, is unreadable with portal null.
 */
export function readMail(mail: DecodedMail, portals: readonly Portal[], only?: string): ReadResult {
  const asked = only === undefined ? portals : portals.filter((portal) => portal.id === only);
  for (const view of views(mail)) {
    const owners = asked.filter((portal) => claims(portal, view));
    const [owner] = owners;
    if (!owner) continue;
    if (owners.length > 1) {
      const ids = owners.map((portal) => portal.id).join('+');
      return { outcome: 'unreadable', portal: null, warnings: [...mail.warnings, `claimed-by:${ids}`] };
    }
    const result = best(owner, view);
    const forwarded = view === mail ? [] : ['forwarded'];
    return { ...result, warnings: [...new Set([...mail.warnings, ...forwarded, ...result.warnings])] };
  }
  return { outcome: 'unreadable', portal: null, warnings: [...mail.warnings, 'no-portal'] };
}

function claims(portal: Portal, mail: DecodedMail): boolean {
  try {
    return portal.claims(mail);
  } catch {
    return false;
  }
}

function read(portal: Portal, mail: DecodedMail): ReadResult {
  try {
    return portal.read(mail);
  } catch {
    return { outcome: 'unreadable', portal: portal.id, warnings: ['reader-failed'] };
  }
}

/** The plain part's reading, or that of the HTML part where it says more (a plain part may be a mere 「HTMLで…」). */
function best(portal: Portal, mail: DecodedMail): ReadResult {
  const result = read(portal, mail);
  if (result.outcome === 'inquiry' || mail.html === null) return result;
  const fromHtml = read(portal, { ...mail, text: htmlToText(mail.html), html: null });
  return fromHtml.outcome === 'inquiry' || result.outcome === 'unreadable' ? fromHtml : result;
}
