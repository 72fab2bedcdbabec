// Short notes at the edge of the page. Their code is loaded when the first is shown.
import type { NotificationData } from '@mantine/notifications';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { words } from '../words/index.ts';

const load = () => import('./notices.tsx');
const Notices = lazy(load);
const listeners = new Set<() => void>();
let isNeeded = false;
const shownAs = new Map<string, string>();
let shown = 0;

/** Shows a note; one with the same `id` is replaced: else the last of what was done, and the last of what was not. */
export async function notify(note: NotificationData): Promise<void> {
  isNeeded = true;
  for (const listener of listeners) listener();
  const { notifications } = await load();
  const about = note.id ?? (note.color === 'red' ? 'failed' : 'done');
  // Under a new name, or it would end with the time of the one it replaces.
  notifications.hide(shownAs.get(about) ?? '');
  shown += 1;
  const id = `${about}/${shown}`;
  shownAs.set(about, id);
  notifications.show({
    withBorder: true,
    closeButtonProps: { 'aria-label': words.common.close },
    ...note,
    id,
  });
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
  return shown ? (
    <Suspense>
      <Notices />
    </Suspense>
  ) : null;
}
