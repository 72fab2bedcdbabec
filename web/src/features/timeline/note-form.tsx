// A note as it is typed. Too much of it is said at once, and never sent.
import { Button, Group } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { LongArea } from '../../ui/long-area.tsx';
import { errorText } from '../../ui/states.tsx';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';

const texts = followUp.notes;
export const MOST_LETTERS = 10_000;

interface Props {
  text: string;
  /** What there was before anything was typed. */
  before: string;
  /** It is there again on coming back. */
  isKept?: boolean;
  onChange: (text: string) => void;
  onSubmit: () => void;
  onCancel: () => void;
  submit: string;
  isPending: boolean;
  error: unknown;
  told?: ReactNode;
}

export function NoteForm({
  text,
  before,
  isKept = false,
  onChange,
  onSubmit,
  onCancel,
  submit,
  isPending,
  error,
  told,
}: Props) {
  const [isChecked, setIsChecked] = useState(false);
  const length = text.trim().length;
  const isLong = length > MOST_LETTERS;
  // What is under way is no longer to be given up: were it refused, nothing would say so.
  const leave = () => isPending || onCancel();
  const send = () => {
    setIsChecked(true);
    if (length > 0 && !isLong && !isPending) onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && text === before) leave();
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const problem =
    isChecked && length === 0 ? words.common.required(texts.text) : error ? errorText(error) : null;
  return (
    <div>
      <LongArea
        aria-label={texts.text}
        placeholder={texts.text}
        value={text}
        onChange={onChange}
        onKeyDown={onKeyDown}
        error={problem}
        most={MOST_LETTERS}
        readOnly={isPending}
        autoFocus
        minRows={3}
        maxRows={16}
      />
      {told}
      <Group gap="xs" mt={10}>
        <Button onClick={send} loading={isPending}>
          {submit}
        </Button>
        <Button variant="subtle" color="gray" onClick={leave}>
          {words.common.cancel}
        </Button>
      </Group>
      <LeaveGuard isDirty={() => text !== before} isKept={isKept && !isLong} />
    </div>
  );
}
