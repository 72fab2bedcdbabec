// Where in the list of 顧客: the page, what was typed, what it is narrowed to and its order. All of it stands in the URL.
import { type Place, placeIn } from '../../ui/pager.tsx';

export const orders = ['newest', 'oldest', 'changed', 'name'] as const;
export const periods = ['today', 'yesterday', '7-days', '30-days'] as const;
const ids = ['assigneeId', 'statusId', 'groupId', 'connectionId'] as const;

export interface CustomerFilter {
  q?: string;
  assigneeId?: string;
  statusId?: string;
  groupId?: string;
  connectionId?: string;
  portal?: string;
  period?: (typeof periods)[number];
  from?: string;
  to?: string;
  duplicate?: true;
}

export interface CustomersPlace extends Place, CustomerFilter {
  order?: (typeof orders)[number];
}

const DAY = /^2[01]\d\d-\d\d-\d\d$/;

/** Reads it out of a URL's search; anything odd is left out. */
export function customersPlaceIn(search: Record<string, unknown>): CustomersPlace {
  const place: CustomersPlace = placeIn(search);
  const { q, portal, period, order, duplicate } = search;
  // A search of digits alone stands in the URL as a number.
  const typed = typeof q === 'number' ? String(q) : q;
  if (typeof typed === 'string' && typed !== '') place.q = typed.slice(0, 200);
  for (const key of ids) {
    const id = search[key];
    if (typeof id === 'string' && /^([0-9a-f-]{36}|none)$/.test(id)) place[key] = id;
  }
  if (typeof portal === 'string' && /^[a-z0-9-]{1,60}$/.test(portal)) place.portal = portal;
  const knownPeriod = periods.find((known) => known === period);
  if (knownPeriod) place.period = knownPeriod;
  for (const key of ['from', 'to'] as const) {
    const day = search[key];
    if (!knownPeriod && typeof day === 'string' && DAY.test(day)) place[key] = day;
  }
  const knownOrder = orders.find((known) => known === order);
  if (knownOrder && knownOrder !== 'newest') place.order = knownOrder;
  if (duplicate === true) place.duplicate = true;
  return place;
}

/** What the list is narrowed to, without page and order; of a kept condition too. */
export function filterOf(place: object): CustomerFilter {
  const { cursor, page, order, ...filter } = customersPlaceIn({ ...place });
  return filter;
}
