// Asks before typed text is lost by going to another page.
import { Button, Group, Modal, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { words } from '../words/index.ts';

const { leave } = words.common;

/** `onLeave` (for text that outlives a reload): the person gave it up; only moves inside the screen are asked about. */
export function LeaveGuard({ isDirty, onLeave }: { isDirty: () => boolean; onLeave?: () => void }) {
  const { status, proceed, reset } = useBlocker({
    // Another tab of the same page takes nothing away.
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isDirty(),
    enableBeforeUnload: () => onLeave === undefined && isDirty(),
    withResolver: true,
  });
  return (
    <Modal
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={leave.title}
      centered
      withCloseButton={false}
    >
      <Text>{leave.body}</Text>
      <Group justify="flex-end" mt="md">
        <Button
          variant="default"
          onClick={() => {
            onLeave?.();
            proceed?.();
          }}
        >
          {leave.go}
        </Button>
        <Button data-autofocus onClick={() => reset?.()}>
          {leave.stay}
        </Button>
      </Group>
    </Modal>
  );
}
