// Who has just tapped the phone or the mail most likely comes back to write that down: the form is there, with its kind.
import { useSyncExternalStore } from 'react';

type Reached = 'call' | 'mail';

let suggested: { inquiryId: string; kind: Reached } | null = null;
const listeners = new Set<() => void>();

/** `kind` null: no longer. */
export function suggestKind(inquiryId: string, kind: Reached | null): void {
  suggested = kind && { inquiryId, kind };
  for (const listener of listeners) listener();
}

export function useSuggestedKind(inquiryId: string): Reached | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (suggested?.inquiryId === inquiryId ? suggested.kind : null),
  );
}
