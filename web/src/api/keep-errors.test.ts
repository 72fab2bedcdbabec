// What is said of a query that has nothing to show, from one try to the next.
import { notifyManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, expect, it } from 'vitest';
import { keepErrors } from './keep-errors.ts';

let client: QueryClient;
let answer: () => unknown;
/** What whoever looks is told. */
let told: string[];

beforeEach(() => {
  notifyManager.setScheduler(queueMicrotask);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  keepErrors(client.getQueryCache());
  told = [];
});

const fails = () => {
  throw new Error('away');
};

/** Looks at the query; resolves once it has an answer. Returns how to look away. */
async function look(): Promise<() => void> {
  const observer = new QueryObserver(client, { queryKey: ['list'], queryFn: async () => answer() });
  const { promise, resolve } = Promise.withResolvers<void>();
  // As React hears of it: what it has come to once all that belongs together is done.
  const hear = notifyManager.batchCalls(() => {
    const { status, fetchStatus } = observer.getCurrentResult();
    if (told.at(-1) !== `${status} ${fetchStatus}`) told.push(`${status} ${fetchStatus}`);
    if (fetchStatus === 'idle') resolve();
  });
  const stop = observer.subscribe(hear);
  await promise;
  return stop;
}

it('stays an error while it is asked for again, and until there is an answer', async () => {
  answer = fails;
  await look();
  await client.refetchQueries();
  answer = () => 'all';
  await client.invalidateQueries();
  expect(told).toEqual([
    'pending fetching',
    'error idle',
    'error fetching',
    'error idle',
    'error fetching',
    'success idle',
  ]);
});

it('is forgotten by who comes back', async () => {
  answer = fails;
  const lookAway = await look();
  lookAway();
  await look();
  expect(told).toEqual(['pending fetching', 'error idle', 'pending fetching', 'error idle']);
});

it('is nothing to a query that was emptied after an answer', async () => {
  answer = fails;
  await look();
  answer = () => 'all';
  await client.refetchQueries();
  told = [];
  await client.resetQueries();
  expect(told).toEqual(['pending fetching', 'success idle']);
});
