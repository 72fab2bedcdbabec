// 顧客グループを追加, on its page and in place wherever one is chosen.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { nameProblem } from './name.ts';

const texts = words.masters.group;

/** `onCreated`: it is there, and can be chosen. */
export function CreateGroupDialog({
  opened,
  onClose,
  onCreated,
}: {
  opened: boolean;
  onClose: () => void;
  onCreated?: (made: { id: string; name: string }) => void;
}) {
  const client = useQueryClient();
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => nameProblem(value, texts.nameLabel) },
  });
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.action}
      submit={words.masters.add}
      form={form}
      run={({ name }) => answerOf(api.POST('/api/v1/groups', { body: { name: name.trim() } }))}
      onDone={async (group) => {
        void notify({ message: texts.created(group.name) });
        await client.invalidateQueries();
        onCreated?.(group);
      }}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={texts.nameLabel}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
      />
    </FormDialog>
  );
}
