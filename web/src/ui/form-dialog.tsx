// A form in a dialog: what is wrong stands at its field, anything else above the buttons. Enter sends; going away with
// something typed is asked about; what somebody else saves meanwhile is shown.
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Refusal, refusedAs } from '../api/client.ts';
import { words } from '../words/index.ts';
import { DeletedMeanwhile } from './deleted-meanwhile.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import type { Read } from './merge-edits.ts';
import { type FieldWords, MetMeanwhile } from './met-meanwhile.tsx';
import { errorText } from './states.tsx';
import { tellAtFields } from './tell-at-fields.ts';
import { useOthersEdits } from './use-others-edits.ts';

interface Props<V extends Record<string, unknown>, T> {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** It starts anew each time the dialog opens. */
  form: UseFormReturnType<V>;
  /**
   * What is saved now, where the form changes something: it starts with that, and somebody else's change of it is shown. Undefined
   * until it is known.
   */
  initial?: V | undefined;
  /** What of several things the form is about: with another it starts anew. */
  about?: string;
  /** What its fields are compared by, where texts that differ say the same. */
  read?: Read<V>;
  /** What is saved now in words, by field. */
  inWords?: (values: V) => FieldWords<V>[];
  /** The fields. */
  children: ReactNode;
  /** The word on the button that sends. */
  submit: string;
  run: (values: V) => Promise<T>;
  /** Makes a new one, called `one`, of what was deleted meanwhile. */
  gone?: { one: string; add: (values: V) => Promise<T> };
  /** It is done; the dialog closes by itself. */
  onDone: (result: T) => void;
}

export function FormDialog<V extends Record<string, unknown>, T>(props: Props<V, T>) {
  const { opened, onClose, title, form, children, submit, gone } = props;
  const client = useQueryClient();
  const isDone = useRef(false);
  const others = useOthersEdits(form, props.initial, () => opened && !isDone.current, props.read);
  const { isDirty } = others;
  const [isGone, setIsGone] = useState(false);
  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: isGone && gone ? gone.add : props.run,
    onSuccess(result) {
      isDone.current = true;
      onClose();
      props.onDone(result);
    },
    onError(refused) {
      if (gone && refusedAs(refused, 'not-found')) {
        setIsGone(true);
        return;
      }
      tellAtFields(form, refused);
      if (refusedAs(refused, 'changed-meanwhile')) void client.invalidateQueries();
    },
  });
  const isKnown = props.initial !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening, and each thing it is about, starts anew; nothing else does
  useEffect(() => {
    if (!opened) return;
    isDone.current = false;
    setIsGone(false);
    reset();
    others.begin();
    if (props.initial) form.setInitialValues(props.initial);
    form.reset();
  }, [opened, props.about, isKnown]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown tells more than the refusal
  useEffect(() => {
    if (others.met) reset();
  }, [others.met]);
  // Said beside it, with what becomes of what is typed.
  const isToldGone = isGone && refusedAs(error, 'not-found');
  const isAtFields = error instanceof Refusal && Object.keys(error.fields).length > 0;
  const send = form.onSubmit(
    (values) => mutate(values),
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
  );
  return (
    <>
      <LeaveGuard isDirty={() => opened && !isDone.current && isDirty()} />
      <Modal
        opened={opened}
        // Escape: often one more than ended a conversion, it must not take away what was typed.
        onClose={() => {
          if (!isDirty()) onClose();
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
          <Stack gap="sm">
            {others.met && props.initial && (
              <MetMeanwhile
                met={others.met}
                theirs={props.inWords?.(props.initial) ?? []}
                onTake={others.take}
              />
            )}
            {children}
            {isGone && gone && <DeletedMeanwhile what={gone.one} submit={submit} mb={0} />}
          </Stack>
          {error && !isAtFields && !isToldGone && (
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
