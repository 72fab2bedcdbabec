// Something with nothing but a name is added to a master: a 顧客グループ, a 店舗. On its page, and in place wherever one is chosen.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { nameProblem } from './name.ts';

interface Made {
  id: string;
  name: string;
}

export interface CreateDialog {
  opened: boolean;
  onClose: () => void;
  /** It is there, and can be chosen. */
  onCreated?: ((made: Made) => void) | undefined;
}

export function CreateNamedDialog({
  opened,
  onClose,
  onCreated,
  texts,
  create,
}: CreateDialog & {
  texts: { action: string; nameLabel: string; created: (name: string) => string };
  create: (name: string) => Promise<Made>;
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
      run={({ name }) => create(name.trim())}
      onDone={async (made) => {
        void notify({ message: texts.created(made.name) });
        await client.invalidateQueries();
        onCreated?.(made);
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
