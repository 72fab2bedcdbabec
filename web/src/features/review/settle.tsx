// 「対応不要にする」 after a confirmation.
import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';

const { form } = words.mail;

/** `onSettled`: it is done. */
export function Settle({ mailId, onSettled }: { mailId: string; onSettled: () => void }) {
  const [opened, { open, close }] = useDisclosure();
  const settle = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/mails/{id}/settle', { params: { path: { id: mailId } } })),
    onSuccess: () => {
      close();
      onSettled();
    },
  });
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          settle.reset();
          open();
        }}
      >
        {form.settle}
      </Button>
      <Modal opened={opened} onClose={close} title={form.settleTitle} centered withCloseButton={false}>
        <Text>{form.settleBody}</Text>
        {settle.error && (
          <Alert color="red" variant="light" mt="sm" role="alert">
            {errorText(settle.error)}
          </Alert>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close} data-autofocus>
            {form.settleCancel}
          </Button>
          <Button onClick={() => settle.mutate()} loading={settle.isPending}>
            {form.settleConfirm}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
