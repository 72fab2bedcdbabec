// A row while it is edited: its name (and what else there is), 保存する, キャンセル. Escape leaves it as it was.
import { Button, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Refusal, refusedAs } from '../../api/client.ts';
import { DeletedMeanwhile } from '../../ui/deleted-meanwhile.tsx';
import { useEdited } from '../../ui/edited.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import classes from './masters.module.css';
import { nameProblem } from './name.ts';

export function EditInPlace<V extends { name: string }>({
  id,
  texts: { nameLabel: label, one },
  initial,
  onClose,
  save,
  add,
  children,
}: {
  id: string;
  texts: { nameLabel: string; one: string };
  initial: V;
  onClose: () => void;
  save: (values: V) => Promise<unknown>;
  /** Makes a new one of what was deleted meanwhile. */
  add: (values: V) => Promise<unknown>;
  children?: (form: UseFormReturnType<V>) => ReactNode;
}) {
  useEdited(id);
  const client = useQueryClient();
  const form = useForm<V>({
    initialValues: initial,
    validate: (values) => {
      const problem = nameProblem(values.name, label);
      return problem ? { name: problem } : {};
    },
  });
  const [isGone, setIsGone] = useState(false);
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: isGone ? add : save,
    async onSuccess() {
      void notify({ message: words.common.saved });
      await client.invalidateQueries();
      onClose();
    },
    onError(error) {
      if (refusedAs(error, 'not-found')) {
        setIsGone(true);
        return;
      }
      const atFields = error instanceof Refusal && Object.keys(error.fields).length > 0;
      form.setErrors(atFields ? error.fields : { name: errorText(error) });
    },
  });
  return (
    <form
      className={classes.edit}
      noValidate
      onSubmit={form.onSubmit((values) => mutate({ ...values, name: values.name.trim() }))}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={label}
        autoFocus
        autoComplete="off"
        spellCheck={false}
      />
      {children?.(form)}
      <span className={classes.save}>
        <Button variant="default" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button type="submit" loading={isPending}>
          {words.common.save}
        </Button>
      </span>
      {isGone && <DeletedMeanwhile what={one} submit={words.common.save} w="100%" mb={0} />}
      <LeaveGuard isDirty={() => form.isDirty() && !isSuccess} />
    </form>
  );
}
