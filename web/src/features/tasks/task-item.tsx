// One task: done with a tap, edited where it stands. Who was quicker is shown with what it is now.
import { ActionIcon, Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { answerOf, api, type Task } from '../../api/client.ts';
import { useVersionedSave } from '../../api/use-versioned-save.ts';
import { DeletedMeanwhile } from '../../ui/deleted-meanwhile.tsx';
import { useEdited } from '../../ui/edited.ts';
import { Icon } from '../../ui/icons.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { notify } from '../../ui/notify.tsx';
import { useNow } from '../../ui/now.ts';
import { Told } from '../../ui/told.tsx';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import { dueGroup, dueWords } from './due-words.ts';
import { TaskForm, type TypedTask, toTask } from './task-form.tsx';
import classes from './tasks.module.css';
import { useTaskChanges } from './use-task-changes.ts';

const texts = followUp.tasks;

/** `more`: what stands beside it: whose it is, the call. */
export function TaskItem({ task, more, actions }: { task: Task; more?: ReactNode; actions?: ReactNode }) {
  const now = useNow();
  const [isEditing, setIsEditing] = useState(false);
  const { setDone, remove } = useTaskChanges();
  const { title, doneAt, doneBy } = task;
  const isDone = doneAt !== null;
  if (isEditing)
    return (
      <li className={classes.item} data-editing>
        <EditTask task={task} onClose={() => setIsEditing(false)} />
      </li>
    );
  return (
    <li
      className={classes.item}
      data-due={isDone ? undefined : dueGroup(task, now)}
      data-done={isDone || undefined}
    >
      <Checkbox
        className={classes.check}
        checked={isDone}
        onChange={() => setDone(task, !isDone)}
        aria-label={isDone ? texts.reopen(title) : texts.complete(title)}
      />
      <div className={classes.what}>
        <span className={classes.title}>
          <LongText text={title} most={120} />
        </span>
        <span className={classes.facts}>
          <span className={classes.due}>{isDone ? doneBy && texts.doneBy(doneBy) : dueWords(task, now)}</span>
          {more}
        </span>
      </div>
      <div className={classes.actions}>
        {actions}
        {!isDone && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={texts.edit(title)}
            onClick={() => setIsEditing(true)}
          >
            <Icon name="edit" size={15} />
          </ActionIcon>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`${texts.remove}${words.common.aside(title)}`}
          title={texts.remove}
          onClick={() => remove(task)}
        >
          <Icon name="bin" size={15} />
        </ActionIcon>
      </div>
    </li>
  );
}

function typedOf({ title, due, assignee }: Task): TypedTask {
  const [date = '', time = ''] = (due ?? '').split('T');
  return { title, date, time, assigneeId: assignee?.id ?? '' };
}

function EditTask({ task, onClose }: { task: Task; onClose: () => void }) {
  useEdited(task.id);
  const [before] = useState(() => typedOf(task));
  const [typed, setTyped] = useState(before);
  const { asked } = useTaskChanges();
  const now = useNow();
  const { save, isPending, error, theirs } = useVersionedSave(
    task,
    (version) =>
      answerOf(
        api.PATCH('/api/v1/tasks/{id}', {
          params: { path: { id: task.id } },
          body: { ...toTask(typed), version },
        }),
      ),
    () => {
      void notify({ id: 'change', message: texts.saved });
      onClose();
      return asked();
    },
    () =>
      answerOf(
        api.POST('/api/v1/customers/{id}/tasks', {
          params: { path: { id: task.customer.id } },
          body: toTask(typed),
        }),
      ),
  );
  return (
    <TaskForm
      typed={typed}
      before={before}
      onChange={setTyped}
      onSubmit={save}
      onCancel={onClose}
      submit={texts.save}
      isPending={isPending}
      error={error}
      told={
        theirs === null ? (
          <DeletedMeanwhile what={texts.one} submit={texts.save} mb={0} />
        ) : (
          theirs && (
            <Told color="yellow" title={texts.conflict.title} mb={0}>
              <p>{texts.conflict.theirs(theirs.title, dueWords(theirs, now))}</p>
              <p>{texts.conflict.again}</p>
            </Told>
          )
        )
      }
    />
  );
}
