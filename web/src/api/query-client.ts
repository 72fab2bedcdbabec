// How answers are kept and asked for again. Live events make them stale (live/), so no timer does.
import { notifyManager } from '@tanstack/react-query';
import { Refusal } from './client.ts';
import { keepErrors } from './keep-errors.ts';
import { LiveQueryClient } from './live-query-client.ts';

/** A refusal of what was asked (4xx) stays one; a server that is away or starting is asked again. */
function isWorthRetrying(failures: number, error: Error): boolean {
  if (!(error instanceof Refusal)) return false;
  const passing = error.status === 0 || error.status === 429 || error.status >= 500;
  return passing && failures < (error.isLate ? 1 : 4);
}

// Before the next press: a button that sends is one that is sending at the second of two quick ones.
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new LiveQueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 60_000,
      retry: isWorthRetrying,
      retryDelay: (failures) => Math.min(400 * 2 ** failures, 5_000),
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

keepErrors(queryClient.getQueryCache());
