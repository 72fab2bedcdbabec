// Of several parts of a page that could not be had for one reason, one says so, and its button asks for all of them.
import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';

interface Part {
  reason: string;
  /** The one with the most says it. */
  weight: number;
}

/** Those that are shown, the longest shown first. */
let parts: readonly Part[] = [];
const listeners = new Set<() => void>();

function change(to: readonly Part[]): void {
  parts = to;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function speaker(of: Part): Part | undefined {
  const same = (parts.includes(of) ? parts : [...parts, of]).filter(({ reason }) => reason === of.reason);
  const most = Math.max(...same.map(({ weight }) => weight));
  return same.find(({ weight }) => weight === most);
}

/** `isAsking`: the part is asked for again, and says nothing new until there is an answer. */
export function useSaidElsewhere(reason: string, weight: number, isAsking: boolean): boolean {
  const me = useMemo(() => ({ reason, weight }), [reason, weight]);
  useLayoutEffect(() => {
    change([...parts, me]);
    return () => change(parts.filter((part) => part !== me));
  }, [me]);
  const isSaid = useSyncExternalStore(subscribe, () => speaker(me) !== me);
  const [isQuiet, setQuiet] = useState(isSaid);
  if (isSaid !== isQuiet && !(isQuiet && isAsking)) setQuiet(isSaid);
  return isQuiet;
}
