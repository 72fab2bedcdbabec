// The search over everything, from any page.
import type { QuickSearchWords } from '../ja/quick-search.ts';
import { count } from './count.ts';

export const quickSearch: QuickSearchWords = {
  label: 'Search customers and pages',
  placeholder: 'Search customers',
  empty: 'By name, phone number (or its last digits), mail address, address or property.',
  searching: 'Searching',
  found: (n, isMore) => `${isMore ? 'More than ' : ''}${count(n, 'customer')} found.`,
  none: (typed) => `No customer matches “${typed}”.`,
  add: (typed) => `Add “${typed}” as a customer`,
  all: 'See all results',
  results: 'Search results',
  customers: 'Customers',
  pages: 'Pages',
  keys: { move: 'Choose', open: 'Open', close: 'Close' },
};
