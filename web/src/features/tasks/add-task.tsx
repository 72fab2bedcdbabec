// A new task for a customer.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { followUp } from '../../words/follow-up.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { TaskForm, type TypedTask, toTask } from './task-form.tsx';
import { useTaskChanges } from './use-task-changes.ts';

const texts = followUp.tasks;
const untouched: TypedTask = { title: '', date: '', time: '', assigneeId: undefined };

export function AddTask({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const [typed, setTyped] = useState(untouched);
  const { asked, remove } = useTaskChanges();
  const add = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/v1/customers/{id}/tasks', {
          params: { path: { id: customerId } },
          body: toTask(typed),
        }),
      ),
    onSuccess(task) {
      onClose();
      tellUndo(texts.added, () => remove(task), texts.undo);
      return asked();
    },
  });
  return (
    <TaskForm
      typed={typed}
      before={untouched}
      onChange={(next) => {
        setTyped(next);
        add.reset();
      }}
      onSubmit={() => add.mutate()}
      onCancel={onClose}
      submit={texts.submit}
      isPending={add.isPending}
      error={add.error}
    />
  );
}
