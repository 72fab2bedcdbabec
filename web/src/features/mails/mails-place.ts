// Where in すべての受信メール: the page, and whether only one connection's, or only what is kept aside.
import { type Place, placeIn } from '../../ui/pager.tsx';

export interface MailsPlace extends Place {
  connection?: string;
  state?: 'aside';
}

/** Reads it out of a URL's search; anything odd is everything. */
export function mailsPlaceIn(search: Record<string, unknown>): MailsPlace {
  const { connection, state } = search;
  const isId = typeof connection === 'string' && /^[0-9a-f-]{36}$/.test(connection);
  return { ...placeIn(search), ...(isId && { connection }), ...(state === 'aside' && { state }) };
}
