// A short note that something was done, with the way back.
import { Button, Group } from '@mantine/core';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';

const SHOWN_MS = 10_000;

/** `undo` null: there is nothing to take back. */
export function tellUndo(
  message: string,
  undo: (() => void) | null,
  label = words.inquiryList.changes.undo,
): void {
  void notify({
    id: 'change',
    autoClose: SHOWN_MS,
    // Away from what one is working on: the open inquiry is at the right, its buttons on a phone at the bottom.
    position: window.matchMedia('(min-width: 48em)').matches ? 'bottom-left' : 'top-center',
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        {undo && (
          <Button variant="default" size="compact-sm" onClick={undo} style={{ flex: 'none' }}>
            {label}
          </Button>
        )}
      </Group>
    ),
  });
}
