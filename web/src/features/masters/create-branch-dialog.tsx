// 店舗を追加.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { nameProblem } from './name.ts';

const texts = words.masters.branch;

export function CreateBranchDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
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
      run={({ name }) => answerOf(api.POST('/api/v1/branches', { body: { name: name.trim() } }))}
      onDone={async (branch) => {
        void notify({ message: texts.created(branch.name) });
        await client.invalidateQueries();
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
