// What is being typed, kept for this tab and this person over a reload, a session that ended, or a step back.
import { useState } from 'react';
import { useMe } from '../api/use-me.ts';

const PREFIX = 'digima-typed/';

export interface Kept<T> {
  key: string;
  /** What was there when the page opened, or null. */
  found: T | null;
  keep(value: T): void;
  drop(): void;
  /** Whether there is something now. */
  has(): boolean;
}

/** `key`: names the form, the thing it is about included. Secrets must not be kept. */
export function useKept<T>(key: string): Kept<T> {
  const place = usePlace(key);
  const [kept] = useState(() => ({
    key,
    found: readKept<T>(place),
    keep: (value: T) => sessionStorage.setItem(place, JSON.stringify(value)),
    drop: () => sessionStorage.removeItem(place),
    has: () => sessionStorage.getItem(place) !== null,
  }));
  return kept;
}

/** Whether something was being typed there. */
export function useHasKept(key: string): boolean {
  const place = usePlace(key);
  return sessionStorage.getItem(place) !== null;
}

/** Whoever signs out leaves nothing of it behind. */
export function dropAllKept(): void {
  for (const place of Object.keys(sessionStorage))
    if (place.startsWith(PREFIX)) sessionStorage.removeItem(place);
}

function usePlace(key: string): string {
  const { user, organization } = useMe();
  return `${PREFIX}${organization.id}/${user?.id}/${key}`;
}

function readKept<T>(place: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') as T | null;
  } catch {
    return null;
  }
}
