// What could not be had stays so while it is asked for again.
import type { Query, QueryCache } from '@tanstack/react-query';

/**
 * TanStack Query forgets the error of a query without data as soon as it asks again: a page that says what is wrong would go back
 * to its first look with each live event and each press, and say it anew after the last try. Who comes back to a page finds it
 * without the errors of then.
 */
export function keepErrors(cache: QueryCache): void {
  const errors = new WeakMap<Query, Error>();
  cache.subscribe((event) => {
    const { query } = event;
    if (event.type === 'observerAdded' && query.getObserversCount() === 1) errors.delete(query);
    if (event.type !== 'updated') return;
    const { action } = event;
    if (action.type === 'success') errors.delete(query);
    if (action.type === 'error') errors.set(query, action.error);
    const error = errors.get(query);
    if (action.type === 'fetch' && error && query.state.data === undefined)
      query.setState({ error, status: 'error' });
  });
}
