// What is changed while an answer is under way is asked about again, and nothing else is.
import { focusManager, InfiniteQueryObserver, type QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LiveQueryClient } from './live-query-client.ts';

let client: QueryClient;
/** Each question's own answer, in the order they were asked. */
let asked: PromiseWithResolvers<string>[];
const queryKey = ['list'];

beforeEach(() => {
  client = new LiveQueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
  asked = [];
});

afterEach(() => {
  focusManager.setFocused(undefined);
  vi.useRealTimers();
});

const queryFn = () => {
  const answer = Promise.withResolvers<string>();
  asked.push(answer);
  return answer.promise;
};
const look = () => new QueryObserver(client, { queryKey, queryFn }).subscribe(() => {});
const shown = () => client.getQueryData(queryKey);
/** The nth question is answered, and what follows from it is done. */
async function answer(n: number, text: string) {
  asked[n]?.resolve(text);
  await new Promise(setImmediate);
}

it('a change during the first answer is asked about after it, however many came', async () => {
  look();
  void client.invalidateQueries({ queryKey });
  void client.invalidateQueries();
  await answer(0, 'before');
  expect([shown(), asked.length]).toEqual(['before', 2]);
  await answer(1, 'after');
  expect([shown(), asked.length]).toEqual(['after', 2]);
});

it('a change during the answer after a failed one is asked about too', async () => {
  look();
  asked[0]?.reject(new Error('away'));
  await new Promise(setImmediate);
  void client.refetchQueries();
  void client.invalidateQueries();
  await answer(1, 'before');
  await answer(2, 'after');
  expect([shown(), asked.length]).toEqual(['after', 3]);
});

it('a change during a first answer that fails is nothing to the one after it', async () => {
  look();
  void client.invalidateQueries();
  asked[0]?.reject(new Error('away'));
  await new Promise(setImmediate);
  void client.refetchQueries();
  await answer(1, 'after');
  expect([shown(), asked.length]).toEqual(['after', 2]);
});

it('a change during a later answer drops that one', async () => {
  look();
  await answer(0, 'first');
  void client.invalidateQueries();
  void client.invalidateQueries();
  expect(asked.length).toBe(3);
  await answer(2, 'after');
  await answer(1, 'before');
  expect([shown(), asked.length]).toEqual(['after', 3]);
});

it('a change during a later answer that is not to be dropped is asked about after it', async () => {
  look();
  await answer(0, 'first');
  void client.invalidateQueries();
  void client.invalidateQueries({}, { cancelRefetch: false });
  await answer(1, 'before');
  expect([shown(), asked.length]).toEqual(['before', 3]);
  await answer(2, 'after');
  expect([shown(), asked.length]).toEqual(['after', 3]);
});

it('what is fetched ahead and changed meanwhile is asked for again by whoever looks', async () => {
  void client.prefetchQuery({ queryKey, queryFn });
  void client.invalidateQueries();
  await answer(0, 'before');
  expect(asked.length).toBe(1);
  look();
  await answer(1, 'after');
  expect([shown(), asked.length]).toEqual(['after', 2]);
});

it('another query is left alone', async () => {
  look();
  void client.invalidateQueries({ queryKey: ['other'] });
  await answer(0, 'only');
  expect([shown(), asked.length]).toEqual(['only', 1]);
});

it('a page that nobody looks at asks again though its last try failed', async () => {
  client = new LiveQueryClient({
    defaultOptions: { queries: { retry: 1, retryDelay: 0, networkMode: 'always' } },
  });
  look();
  await answer(0, 'first');
  focusManager.setFocused(false);
  void client.invalidateQueries({}, { cancelRefetch: false });
  asked[1]?.reject(new Error('starting'));
  const { promise: paused, resolve } = Promise.withResolvers<void>();
  client.getQueryCache().subscribe(({ query }) => query.state.fetchStatus === 'paused' && resolve());
  await paused;
  void client.invalidateQueries({}, { cancelRefetch: false });
  await answer(2, 'after');
  expect([shown(), asked.length]).toEqual(['after', 3]);
});

it('the next page does not stand for those before it, which were changed', async () => {
  const pages = new InfiniteQueryObserver(client, {
    queryKey,
    queryFn,
    initialPageParam: 0,
    getNextPageParam: (_last, all) => all.length,
  });
  pages.subscribe(() => {});
  await answer(0, 'first');
  void client.invalidateQueries();
  void pages.fetchNextPage();
  await answer(2, 'second');
  await answer(3, 'first, changed');
  await answer(4, 'second');
  expect(shown()).toMatchObject({ pages: ['first, changed', 'second'] });
  expect(asked.length).toBe(5);
});

it('one answer that does not come is not waited for', async () => {
  vi.useFakeTimers();
  look();
  const waited = client.invalidateQueries();
  await vi.advanceTimersByTimeAsync(2_000);
  await waited;
});
