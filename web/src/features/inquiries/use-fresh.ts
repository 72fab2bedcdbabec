// Which rows of the first page came while the screen was open: softly marked for a minute.
import { useEffect, useState } from 'react';
import { useNow } from '../../ui/now.ts';

const MARKED_MS = 60_000;

// Kept while the tab lives: what arrives while a customer's page is open is new when the list is opened again.
const firstSeen = new Map<string, number>();
let started = false;

/** The ids to mark. `ids`: the first page's, newest first, or null on another page and while loading. */
export function useFresh(ids: string[] | null): Set<string> {
  const now = useNow();
  const [, settle] = useState(0);
  const key = ids?.join(' ') ?? null;
  useEffect(() => {
    if (key === null) return;
    const at = started ? Date.now() : 0;
    let added = false;
    for (const id of key === '' ? [] : key.split(' ')) {
      if (firstSeen.has(id)) continue;
      firstSeen.set(id, at);
      added = true;
    }
    started = true;
    if (added && at > 0) settle((n) => n + 1);
  }, [key]);
  void now;
  const since = Date.now() - MARKED_MS;
  return new Set(ids?.filter((id) => (firstSeen.get(id) ?? 0) > since));
}
