// Is this a request we already have? product.md "Same request". Pure.
import { foldText } from '../../lib/japanese-text.ts';
import { storableKey } from '../../lib/storable.ts';
import type { Inquiry } from '../../portal-kit/model.ts';
import { type ContactPoint, keysOf } from './contact-points.ts';

/**
 * The keys a request is known by: two requests that share one are the same. Portal + kind + number; without a number,
 * phone or mail + the time of the request (a date alone counts only with the property); else `ownKey`, the mail itself.
 */
export function requestKeys(
  portal: string,
  inquiry: Inquiry,
  points: ContactPoint[],
  ownKey: string,
): string[] {
  return wholeKeys(portal, inquiry, points, ownKey).map(storableKey);
}

function wholeKeys(portal: string, inquiry: Inquiry, points: ContactPoint[], ownKey: string): string[] {
  const space = `${portal}|${inquiry.kind}`;
  if (inquiry.requestNumber) return [`${space}|number|${foldText(inquiry.requestNumber)}`];
  const when = moment(inquiry);
  const who = [...keysOf(points, 'phone'), ...keysOf(points, 'email')];
  if (when && who.length > 0) return who.map((key) => `${space}|asked|${key}|${when}`);
  return [`mail|${ownKey}`];
}

// Portals that give a date without a time are read as 00:00:00.
function moment({ requestedAt, property }: Inquiry): string | null {
  if (!requestedAt) return null;
  if (!requestedAt.includes('T00:00:00')) return requestedAt;
  const what = foldText(
    `${property.listingNumber ?? ''}|${property.address ?? ''}|${property.buildingName ?? ''}|${property.roomNumber ?? ''}`,
  );
  return what === '|||' ? null : `${requestedAt}|${what}`;
}
