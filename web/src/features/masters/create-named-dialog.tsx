// Something with a name (and what else there is) is added to a master: a 顧客ステータス, a 顧客グループ, a 店舗. On its page, and in
// place wherever one is chosen.
import { TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { mastersQuery } from '../../api/queries.ts';
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

/** `initial`: before anything is typed; `children`: the fields behind the name. */
export function CreateNamedDialog<V extends { name: string }>({
  opened,
  onClose,
  onCreated,
  texts,
  initial,
  create,
  children,
}: CreateDialog & {
  texts: { action: string; nameLabel: string; created: (name: string) => string };
  initial: V;
  create: (values: V) => Promise<Made>;
  children?: (form: UseFormReturnType<V>) => ReactNode;
}) {
  const client = useQueryClient();
  const form = useForm<V>({
    initialValues: initial,
    validate: ({ name }) => {
      const problem = nameProblem(name, texts.nameLabel);
      return problem ? { name: problem } : {};
    },
  });
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.action}
      submit={words.masters.add}
      form={form}
      run={(values) => create({ ...values, name: values.name.trim() })}
      onDone={async (made) => {
        void notify({ message: texts.created(made.name) });
        // Not the rest of the page: by then the person may have chosen another one.
        await client.invalidateQueries({ queryKey: mastersQuery.queryKey });
        onCreated?.(made);
        await client.invalidateQueries({ predicate: ({ queryKey: [first] }) => first !== 'masters' });
      }}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={texts.nameLabel}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
      />
      {children?.(form)}
    </FormDialog>
  );
}
