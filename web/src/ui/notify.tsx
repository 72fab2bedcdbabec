// Short notes at the edge of the page. Their code is loaded with the first press or key: the first note may say that there is no
// connection.
import type { NotificationData } from '@mantine/notifications';
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { words } from '../words/index.ts';
import { untilThere } from './later.tsx';
import { UnloadedNotes } from './unloaded.tsx';

const ask = () => import('./notices.tsx');
let loading: Promise<Awaited<ReturnType<typeof ask>> | null> | undefined;
// Once for all notes: they come in the order in which they are shown. Null: they cannot be had.
const load = () => (loading ??= untilThere(ask).catch(() => null));
const Notices = lazy(async () => ({ default: (await load())?.default ?? UnloadedNotes }));
const listeners = new Set<() => void>();
let isNeeded = false;
const shownAs = new Map<string, string>();
let shown = 0;

/** Shows a note; one with the same `id` is replaced: else the last of what was done, and the last of what was not. */
export async function notify(note: NotificationData): Promise<void> {
  isNeeded = true;
  for (const listener of listeners) listener();
  const loaded = await load();
  if (!loaded) return;
  const { notifications } = loaded;
  const about = note.id ?? (note.color === 'red' ? 'failed' : 'done');
  // Under a new name, or it would end with the time of the one it replaces.
  notifications.hide(shownAs.get(about) ?? '');
  shown += 1;
  const id = `${about}/${shown}`;
  shownAs.set(about, id);
  notifications.show({
    // Away from what one is working on: a page's buttons and the open inquiry are at the right, on a phone at the bottom.
    position: window.matchMedia('(min-width: 48em)').matches ? 'bottom-left' : 'top-center',
    withBorder: true,
    closeButtonProps: { 'aria-label': words.common.close },
    ...note,
    id,
  });
}

/** What the note with this `id` says is known, or no longer so. */
export async function takeBack(id: string): Promise<void> {
  (await load())?.notifications.hide(shownAs.get(id) ?? '');
}

/** Where the notes stand; once, inside the router: notes hold links. */
export function NotifyPlace() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isNeeded,
  );
  useEffect(() => {
    const ahead = new AbortController();
    for (const event of ['pointerdown', 'keydown'])
      window.addEventListener(
        event,
        () => {
          ahead.abort();
          void load();
        },
        { signal: ahead.signal },
      );
    return () => ahead.abort();
  }, []);
  return shown ? (
    <Suspense>
      <Notices />
    </Suspense>
  ) : null;
}
