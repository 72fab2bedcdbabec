// Who has just tapped the phone or the mail most likely comes back to write that down: the form is there, with its kind.
import { useSyncExternalStore } from 'react';

export type Loggable = 'call' | 'mail' | 'visit' | 'note';

let suggested: { inquiryId: string; kind: Loggable } | null = null;
const listeners = new Set<() => void>();

/** `kind` null: no longer. */
export function suggestKind(inquiryId: string, kind: Loggable | null): void {
  suggested = kind && { inquiryId, kind };
  for (const listener of listeners) listener();
}

export function useSuggestedKind(inquiryId: string): Loggable | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (suggested?.inquiryId === inquiryId ? suggested.kind : null),
  );
}
