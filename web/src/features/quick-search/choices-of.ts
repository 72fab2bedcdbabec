// What there is to choose from: customers found, the way to all of them, pages of the menu, and a new customer when there is
// nobody. Pure.
import type { Customer } from '../../api/client.ts';
import { places } from '../frame/places.ts';

export interface ChoicesFound {
  q: string;
  customers: Customer[];
  pages: (typeof places)[number][];
  /** Nobody was found: they may be registered. */
  isNobody: boolean;
}

/** Keys of what is not a customer or a page. */
export const ALL = 'all';
export const NEW = 'new';

const plain = (text: string) => text.normalize('NFKC').toLowerCase();

/** Nothing typed: all pages. */
export function choicesOf(q: string, customers: Customer[], isNobody: boolean): ChoicesFound {
  const wanted = plain(q);
  const pages = places.filter(({ label, short }) =>
    [label, short].some((name) => plain(name).includes(wanted)),
  );
  return { q, customers, pages, isNobody };
}

/** In the order they stand in. */
export function keysOf({ customers, pages, isNobody }: ChoicesFound): string[] {
  return [
    ...customers.map(({ id }) => id),
    ...(customers.length > 0 ? [ALL] : []),
    ...pages.map(({ to }) => to),
    ...(isNobody ? [NEW] : []),
  ];
}

const digits = (text: string) => plain(text).replace(/\D/g, '');

/** One way to reach them: the one that was searched for, else the first phone, else the mail address. */
export function contactOf({ phonesAsSent, emails }: Customer, q: string): string | null {
  const wanted = plain(q);
  const phone =
    digits(q).length < 3 ? undefined : phonesAsSent.find((one) => digits(one).includes(digits(q)));
  const email = emails.find((one) => plain(one).includes(wanted));
  return phone ?? email ?? phonesAsSent[0] ?? emails[0] ?? null;
}
