// Short notes at the edge of the page. Their code is loaded when the first is shown.
import type { NotificationData } from '@mantine/notifications';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { words } from '../words/index.ts';

const load = () => import('./notices.tsx');
const Notices = lazy(load);
const listeners = new Set<() => void>();
let isNeeded = false;

/** Shows a note; one with the same `id` is replaced. */
export async function notify(note: NotificationData): Promise<void> {
  isNeeded = true;
  for (const listener of listeners) listener();
  const { notifications } = await load();
  if (note.id) notifications.hide(note.id);
  notifications.show({ withBorder: true, closeButtonProps: { 'aria-label': words.common.close }, ...note });
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
