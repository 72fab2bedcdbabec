// The present, ticking for everything on the screen that says how long ago something was.
import { useSyncExternalStore } from 'react';
import { serverNow } from '../api/clock.ts';

const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let now = serverNow();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = serverNow();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = serverNow();
    timer = setInterval(tick, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** Milliseconds since the epoch by the server's clock, anew every five seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
