// A question before something that matters: what will happen, the button that does it, and why it could not be done.
import { Alert, Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { words } from '../words/index.ts';
import { errorText } from './states.tsx';

interface Props<T> {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen. */
  children: ReactNode;
  /** The word on the button that does it. */
  confirm: string;
  cancel?: string;
  /** It takes something away. */
  isGrave?: boolean;
  /** Not yet: something in `children` must be chosen first. */
  disabled?: boolean;
  run: () => Promise<T>;
  /** It is done; the question closes by itself. */
  onDone: (result: T) => void;
}

export function Confirm<T>(props: Props<T>) {
  const { opened, onClose, title, children, confirm, cancel = words.common.cancel, isGrave = false } = props;
  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: props.run,
    onSuccess(result) {
      onClose();
      props.onDone(result);
    },
  });
  useEffect(() => {
    if (opened) reset();
  }, [opened, reset]);
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered withCloseButton={false}>
      {children}
      {error && (
        <Alert color="red" variant="light" mt="sm" role="alert">
          {errorText(error)}
        </Alert>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {cancel}
        </Button>
        <Button
          {...(isGrave && { color: 'red.8' })}
          disabled={props.disabled ?? false}
          loading={isPending}
          onClick={() => mutate()}
        >
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
