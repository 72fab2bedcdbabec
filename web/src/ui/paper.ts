// Whether the page is on its way to paper: what folds is whole there, where nobody can press 「全文を表示」.
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let isPrinting = false;

function tell(event: Event): void {
  isPrinting = event.type === 'beforeprint';
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) for (const type of ['beforeprint', 'afterprint']) addEventListener(type, tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0)
      for (const type of ['beforeprint', 'afterprint']) removeEventListener(type, tell);
  };
}

/** True from right before the browser lays the page out for paper until it has. */
export function useOnPaper(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}
