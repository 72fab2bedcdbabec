// Whether what is typed is given up.
import { Button, Group, Modal, Text } from '@mantine/core';
import { words } from '../words/index.ts';

const { leave } = words.common;

export function LeaveQuestion({
  opened,
  onStay,
  onGo,
  body = leave.body,
  go = leave.go,
}: {
  opened: boolean;
  onStay: () => void;
  onGo: () => void;
  /** What it is lost by, and the word on the button that does it. */
  body?: string;
  go?: string;
}) {
  return (
    <Modal opened={opened} onClose={onStay} title={leave.title} centered withCloseButton={false}>
      <Text>{body}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onGo}>
          {go}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {leave.stay}
        </Button>
      </Group>
    </Modal>
  );
}
