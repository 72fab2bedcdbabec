// 「対応不要にする」 after a confirmation.
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { answerOf, api } from '../../api/client.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { words } from '../../words/index.ts';

const { form } = words.mail;

/** `onSettled`: it is done. */
export function Settle({ mailId, onSettled }: { mailId: string; onSettled: () => void }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={open}>
        {form.settle}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={form.settleTitle}
        cancel={form.settleCancel}
        confirm={form.settleConfirm}
        run={() => answerOf(api.POST('/api/v1/mails/{id}/settle', { params: { path: { id: mailId } } }))}
        onDone={onSettled}
      >
        <Text>{form.settleBody}</Text>
      </Confirm>
    </>
  );
}
