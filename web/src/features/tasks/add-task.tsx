// A new task for a customer.
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useSending } from '../../ui/use-sending.ts';
import { followUp } from '../../words/follow-up.ts';
import { useNameOf } from '../customers/use-name-of.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { TaskForm, type TypedTask, toTask } from './task-form.tsx';
import { useTaskChanges } from './use-task-changes.ts';

const texts = followUp.tasks;
const untouched: TypedTask = { title: '', date: '', time: '', assigneeId: undefined };

export function AddTask({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const [typed, setTyped] = useState(untouched);
  const { asked, remove } = useTaskChanges();
  const nameOf = useNameOf(customerId);
  const add = useSending({
    // It is not kept: leaving asks.
    kept: { key: `task/${customerId}`, has: () => false },
    send: (task: TypedTask) =>
      answerOf(
        api.POST('/api/v1/customers/{id}/tasks', {
          params: { path: { id: customerId } },
          body: toTask(task),
        }),
      ),
    onSent(task) {
      onClose();
      tellUndo(texts.added, () => remove(task), texts.undo);
      void asked();
    },
    onSentBefore: onClose,
    unsent: () => texts.unsent(nameOf()),
  });
  return (
    <TaskForm
      typed={typed}
      before={untouched}
      onChange={(next) => {
        setTyped(next);
        add.reset();
      }}
      onSubmit={() => add.mutate(typed)}
      onCancel={onClose}
      submit={texts.submit}
      isPending={add.isPending}
      error={add.error}
    />
  );
}
