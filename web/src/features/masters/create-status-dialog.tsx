// 顧客ステータスを追加, on its page and in place wherever one is chosen.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { ColorSelect, FIRST_COLOR, type StatusColor } from './color-select.tsx';
import { nameProblem } from './name.ts';

const texts = words.masters.status;

/** `onCreated`: it is there, and can be chosen. */
export function CreateStatusDialog({
  opened,
  onClose,
  onCreated,
}: {
  opened: boolean;
  onClose: () => void;
  onCreated?: (made: { id: string; name: string }) => void;
}) {
  const client = useQueryClient();
  const form = useForm<{ name: string; color: StatusColor }>({
    initialValues: { name: '', color: FIRST_COLOR },
    validate: { name: (value) => nameProblem(value, texts.nameLabel) },
  });
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.action}
      submit={words.masters.add}
      form={form}
      run={({ name, color }) =>
        answerOf(api.POST('/api/v1/statuses', { body: { name: name.trim(), color } }))
      }
      onDone={async (status) => {
        void notify({ message: texts.created(status.name) });
        await client.invalidateQueries();
        onCreated?.(status);
      }}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={texts.nameLabel}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
      />
      <ColorSelect {...form.getInputProps('color')} />
    </FormDialog>
  );
}
