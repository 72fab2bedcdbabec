// A row while it is edited: its name (and what else there is), 保存する, キャンセル. Escape leaves it as it was.
import { Button, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Refusal, refusedAs } from '../../api/client.ts';
import { DeletedMeanwhile } from '../../ui/deleted-meanwhile.tsx';
import { useEdited } from '../../ui/edited.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { type FieldWords, MetMeanwhile } from '../../ui/met-meanwhile.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { useOthersEdits } from '../../ui/use-others-edits.ts';
import { words } from '../../words/index.ts';
import classes from './masters.module.css';
import { nameProblem } from './name.ts';

export function EditInPlace<V extends { name: string } & Record<string, unknown>>({
  id,
  texts: { nameLabel: label, one },
  initial,
  inWords,
  onClose,
  save,
  add,
  children,
}: {
  id: string;
  texts: { nameLabel: string; one: string };
  /** As it is saved now. */
  initial: V;
  /** The same in words, of the fields beside the name. */
  inWords?: FieldWords<V>[];
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
  const isDone = useRef(false);
  const others = useOthersEdits(form, initial, () => !isDone.current);
  const [isGone, setIsGone] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: isGone ? add : save,
    async onSuccess() {
      isDone.current = true;
      void notify({ message: words.common.saved });
      await client.invalidateQueries();
      onClose();
    },
    onError(error) {
      if (refusedAs(error, 'not-found')) {
        setIsGone(true);
        return;
      }
      if (refusedAs(error, 'changed-meanwhile')) void client.invalidateQueries();
      const atFields = error instanceof Refusal && Object.keys(error.fields).length > 0;
      form.setErrors(atFields ? error.fields : { name: errorText(error) });
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown tells more than the refusal
  useEffect(() => {
    if (others.met) form.clearErrors();
  }, [others.met]);
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
        readOnly={isPending}
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
      {others.met && (
        <MetMeanwhile
          met={others.met}
          theirs={[{ key: 'name', label, text: initial.name }, ...(inWords ?? [])]}
          onTake={others.take}
          w="100%"
        />
      )}
      {isGone && <DeletedMeanwhile what={one} submit={words.common.save} w="100%" mb={0} />}
      <LeaveGuard isDirty={() => !isDone.current && others.isDirty()} />
    </form>
  );
}
