// A number in front of every page's title: what arrived while nobody looked at this tab.
import { useSyncExternalStore } from 'react';

let count = 0;
const listeners = new Set<() => void>();

/** 0 takes it away. */
export function setTitleBadge(n: number): void {
  count = n;
  for (const listener of listeners) listener();
}

export function useTitleBadge(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => count,
  );
}
