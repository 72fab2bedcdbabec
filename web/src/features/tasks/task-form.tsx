// A task as it is typed: what, until when, by whom. Enter saves.
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import { serverNow } from '../../api/clock.ts';
import { mastersQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { errorText, NoChoices } from '../../ui/states.tsx';
import { Told } from '../../ui/told.tsx';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import { dayAfter } from './due-words.ts';
import classes from './tasks.module.css';

const texts = followUp.tasks;
const MOST = 200;

/** `assigneeId` blank: nobody's; undefined: whose the customer is. */
export interface TypedTask {
  title: string;
  date: string;
  time: string;
  assigneeId: string | undefined;
}

/** As the API takes it. */
export const toTask = ({ title, date, time, assigneeId }: TypedTask) => ({
  title: title.trim(),
  due: date ? `${date}${time ? `T${time}` : ''}` : null,
  ...(assigneeId !== undefined && { assigneeId: assigneeId || null }),
});

interface Props {
  typed: TypedTask;
  /** What there was before anything was typed. */
  before: TypedTask;
  onChange: (typed: TypedTask) => void;
  onSubmit: () => void;
  onCancel: () => void;
  submit: string;
  isPending: boolean;
  error: unknown;
  told?: ReactNode;
}

export function TaskForm({
  typed,
  before,
  onChange: onTyped,
  onSubmit,
  onCancel: onGivenUp,
  submit,
  isPending,
  error,
  told,
}: Props) {
  const choices = useQuery(mastersQuery);
  const [isChecked, setIsChecked] = useState(false);
  const length = typed.title.trim().length;
  const fields = error instanceof Refusal ? error.fields : {};
  const problem =
    length > MOST
      ? words.common.tooLong(MOST)
      : isChecked && length === 0
        ? words.common.required(texts.name)
        : fields.title;
  // What is under way is no longer to be changed or given up.
  const onChange = (next: TypedTask) => isPending || onTyped(next);
  const onCancel = () => isPending || onGivenUp();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (length > 0 && length <= MOST && !isPending) onSubmit();
  };
  const now = serverNow();
  const days = [
    [texts.days.today, dayAfter(now, 0)],
    [texts.days.tomorrow, dayAfter(now, 1)],
    [texts.days.week, dayAfter(now, 7)],
  ] as const;
  const members = (choices.data?.members ?? []).map(({ id, name }) => ({
    value: id,
    label: short(name, 60),
  }));
  return (
    <form className={classes.form} noValidate onSubmit={send} onKeyDown={onKeyDown}>
      <TextInput
        label={texts.name}
        placeholder={texts.placeholder}
        value={typed.title}
        onChange={(event) => onChange({ ...typed, title: event.currentTarget.value })}
        error={problem}
        readOnly={isPending}
        autoComplete="off"
        autoFocus
      />
      <div className={classes.when}>
        <TextInput
          type="date"
          label={texts.date}
          value={typed.date}
          error={fields.due}
          readOnly={isPending}
          onChange={(event) => onChange({ ...typed, date: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={texts.time}
          value={typed.time}
          disabled={!typed.date}
          readOnly={isPending}
          onChange={(event) => onChange({ ...typed, time: event.currentTarget.value })}
        />
      </div>
      <Group gap={6}>
        {days.map(([label, date]) => (
          <Button
            key={label}
            size="compact-sm"
            variant={typed.date === date ? 'light' : 'default'}
            aria-pressed={typed.date === date}
            onClick={() => onChange({ ...typed, date })}
          >
            {label}
          </Button>
        ))}
      </Group>
      <NoChoices of={choices} />
      <Select
        label={texts.assignee}
        data={[
          ...(typed.assigneeId === undefined ? [{ value: 'usual', label: texts.usualAssignee }] : []),
          { value: 'none', label: texts.nobody },
          ...members,
        ]}
        value={typed.assigneeId === undefined ? 'usual' : typed.assigneeId || 'none'}
        onChange={(id) =>
          onChange({ ...typed, assigneeId: !id || id === 'usual' ? undefined : id === 'none' ? '' : id })
        }
        error={fields.assigneeId}
        allowDeselect={false}
        searchable
      />
      {told}
      {error && Object.keys(fields).length === 0 ? <Told mb={0}>{errorText(error)}</Told> : null}
      <Group gap="xs">
        <Button type="submit" loading={isPending}>
          {submit}
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          {words.common.cancel}
        </Button>
      </Group>
      <LeaveGuard isDirty={() => JSON.stringify(typed) !== JSON.stringify(before)} />
    </form>
  );
}
