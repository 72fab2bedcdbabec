// A form in a dialog: what is wrong stands at its field, anything else above the buttons. Enter sends; going away with
// something typed is asked about.
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { Refusal } from '../api/client.ts';
import { words } from '../words/index.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { errorText } from './states.tsx';
import { tellAtFields } from './tell-at-fields.ts';

interface Props<V extends Record<string, unknown>, T> {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** It starts anew each time the dialog opens. */
  form: UseFormReturnType<V>;
  /** What it starts with, where that may have changed since the last time. */
  initial?: V;
  /** The fields. */
  children: ReactNode;
  /** The word on the button that sends. */
  submit: string;
  run: (values: V) => Promise<T>;
  /** It is done; the dialog closes by itself. */
  onDone: (result: T) => void;
}

export function FormDialog<V extends Record<string, unknown>, T>(props: Props<V, T>) {
  const { opened, onClose, title, form, children, submit } = props;
  const isDone = useRef(false);
  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: props.run,
    onSuccess(result) {
      isDone.current = true;
      onClose();
      props.onDone(result);
    },
    onError: (refused) => tellAtFields(form, refused),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening starts anew, nothing else does
  useEffect(() => {
    if (!opened) return;
    isDone.current = false;
    reset();
    if (props.initial) form.setInitialValues(props.initial);
    form.reset();
  }, [opened]);
  const isAtFields = error instanceof Refusal && Object.keys(error.fields).length > 0;
  const send = form.onSubmit(
    (values) => mutate(values),
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
  );
  return (
    <>
      <LeaveGuard isDirty={() => opened && !isDone.current && form.isDirty()} />
      <Modal
        opened={opened}
        // Escape: often one more than ended a conversion, it must not take away what was typed.
        onClose={() => {
          if (!form.isDirty()) onClose();
        }}
        title={title}
        centered
        withCloseButton={false}
        // It would take away what was typed.
        closeOnClickOutside={false}
      >
        <form
          noValidate
          // Events of a dialog reach the form it was opened from: that one is not to be sent.
          onSubmit={(event: FormEvent<HTMLFormElement>) => {
            event.stopPropagation();
            send(event);
          }}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key === 'Enter') event.stopPropagation();
          }}
        >
          <Stack gap="sm">{children}</Stack>
          {error && !isAtFields && (
            <Alert color="red" variant="light" mt="sm" role="alert">
              {errorText(error)}
            </Alert>
          )}
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onClose}>
              {words.common.cancel}
            </Button>
            <Button type="submit" loading={isPending}>
              {submit}
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
