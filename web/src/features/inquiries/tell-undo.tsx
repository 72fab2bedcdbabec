// A short note that something was done, with the way back: its button, or the key z wherever nothing is typed.
import { Button, Group } from '@mantine/core';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';

const SHOWN_MS = 10_000;

/** The way back that is on the screen. */
let told: (() => void) | null = null;

/** `undo` null: there is nothing to take back. `isWarning`: it stays until it is closed. */
export function tellUndo(
  message: string,
  undo: (() => void) | null,
  label = words.inquiryList.changes.undo,
  isWarning = false,
): void {
  const takeBack =
    undo &&
    (() => {
      told = null;
      undo();
    });
  told = takeBack;
  void notify({
    id: 'change',
    ...(isWarning ? { autoClose: false, color: 'yellow' } : { autoClose: SHOWN_MS }),
    onClose: () => {
      if (told === takeBack) told = null;
    },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        {takeBack && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={takeBack}
            aria-keyshortcuts="z"
            title={`${label}${words.common.aside('z')}`}
            style={{ flex: 'none' }}
          >
            {label}
          </Button>
        )}
      </Group>
    ),
  });
}

/** Takes back what the note on the screen tells of. False: there is none. */
export function undoTold(): boolean {
  const undo = told;
  undo?.();
  return undo !== null;
}
