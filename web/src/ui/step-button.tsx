// A button that moves a row of a list one place: what can go no further keeps the focus, so that the keyboard is not lost.
import { ActionIcon } from '@mantine/core';
import { Icon } from './icons.tsx';
import classes from './step-button.module.css';

/** `go` undefined: it is the first, or the last. */
export function StepButton({
  name,
  label,
  go,
}: {
  name: 'up' | 'down';
  label: string;
  go: (() => void) | undefined;
}) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      aria-disabled={!go}
      {...(!go && { className: classes.spent })}
      onClick={() => go?.()}
    >
      <Icon name={name} size={16} />
    </ActionIcon>
  );
}
