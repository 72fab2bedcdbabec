// Wires the live connection to this tab: a signal makes everything on the screen be asked for again.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { newestInquiriesQuery } from '../api/queries.ts';
import { type Channel, type LiveState, type Locks, startLive } from './leader.ts';
import { sayBroken, sayReached } from './reached.ts';
import { startRefresh } from './refresh.ts';
import { liveStream } from './stream.ts';

const CHECK_MS = 20_000;
const UNSEEN_GAP_MS = 3_000;
/** A short break (a stream ends every ten minutes by itself) is not worth a word. */
const SAY_BROKEN_AFTER_MS = 2_500;
/** A slow answer comes, and is asked for once more then: dropped at each change it would never come. */
const WITHOUT_CANCELLING = { cancelRefetch: false };

const after = (ms: number, call: () => void) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};

/** Hears of changes as long as the component stands. True while the connection has been broken for a while. */
export function useLive(): boolean {
  const client = useQueryClient();
  const [broken, setBroken] = useState(false);

  useEffect(() => {
    // A mail's text never changes; the dashboard counts all that there is, and asks by itself. What could not be had comes with
    // the server.
    const ask = () =>
      client.invalidateQueries(
        {
          predicate: ({ queryKey, state }) =>
            state.data === undefined || (queryKey[1] !== 'text' && queryKey[0] !== 'dashboard'),
        },
        WITHOUT_CANCELLING,
      );
    const refresh = startRefresh(ask, after);
    // A tab nobody sees asks only what arrived, to tell of it, and for the rest when it is seen again.
    const askNewest = () =>
      client.invalidateQueries({ queryKey: newestInquiriesQuery.queryKey }, WITHOUT_CANCELLING);
    const unseen = startRefresh(askNewest, after, UNSEEN_GAP_MS);
    const onSignal = () => (document.visibilityState === 'visible' ? refresh : unseen).signal();
    let cancelSaying: (() => void) | null = null;
    const onState = (state: LiveState) => {
      if (state === 'broken') sayBroken();
      if (state === 'broken') cancelSaying ??= after(SAY_BROKEN_AFTER_MS, () => setBroken(true));
      if (state !== 'open') return;
      sayReached();
      cancelSaying?.();
      cancelSaying = null;
      setBroken(false);
    };
    const live = startLive({
      shared: sharedParts(),
      openStream: liveStream({ open: () => new EventSource('/api/v1/live'), after }),
      after,
      onSignal,
      onState,
    });

    const onVisible = () => {
      if (document.visibilityState !== 'visible') return;
      live.check();
      refresh.signal();
    };
    const clock = setInterval(() => {
      if (document.visibilityState === 'visible') live.check();
    }, CHECK_MS);
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('pageshow', onVisible);
    window.addEventListener('online', onVisible);
    return () => {
      clearInterval(clock);
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('pageshow', onVisible);
      window.removeEventListener('online', onVisible);
      cancelSaying?.();
      live.stop();
      refresh.stop();
      unseen.stop();
    };
  }, [client]);

  return broken;
}

// Web Locks exist in secure contexts only: not over plain HTTP to an address in the office network.
function sharedParts(): { locks: Locks; channel: Channel } | null {
  if (!navigator.locks || !('BroadcastChannel' in window)) return null;
  return { locks: navigator.locks as Locks, channel: new BroadcastChannel('digima-live') as Channel };
}
