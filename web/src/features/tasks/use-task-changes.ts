// What is done to a task: completed, opened again, deleted, given back; shown before the server answers, with the way back.
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api, refusedAs, type Task } from '../../api/client.ts';
import { serverNow } from '../../api/clock.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { followUp } from '../../words/follow-up.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { askAgain } from '../inquiries/use-change.ts';

const texts = followUp.tasks;

export function useTaskChanges() {
  const client = useQueryClient();
  /** `since`: what to say when somebody edited it since. `failed`: takes back what was shown of it. */
  const make = async (
    change: () => Promise<unknown>,
    { since, failed }: { since?: string; failed?: () => void } = {},
  ) => {
    try {
      await change();
    } catch (error) {
      failed?.();
      const message = (refusedAs(error, 'changed-meanwhile') && since) || errorText(error);
      void notify({ id: 'change', color: 'red', message, autoClose: false });
    }
    await Promise.all([client.invalidateQueries({ queryKey: ['tasks'] }), askAgain(client)]);
  };
  const path = ({ id }: Task) => ({ params: { path: { id } } });
  const show = (task: Task, doneAt: string | null) => {
    const page = <T extends { items: Task[] }>(shown: T): T => ({
      ...shown,
      items: shown.items.map((one) => (one.id === task.id ? { ...one, doneAt } : one)),
    });
    client.setQueriesData<{ items: Task[] }>({ queryKey: ['tasks', 'some'] }, (data) => data && page(data));
    client.setQueriesData<{ pages: { items: Task[] }[] }>(
      { queryKey: ['tasks', 'all'] },
      (data) => data && { ...data, pages: data.pages.map(page) },
    );
  };
  const setDone = async (task: Task, isDone: boolean): Promise<void> => {
    await client.cancelQueries({ queryKey: ['tasks'] });
    const doneAt = isDone ? new Date(serverNow()).toISOString() : null;
    show(task, doneAt);
    const send = async () => {
      await answerOf(
        isDone
          ? api.PUT('/api/v1/tasks/{id}/done', path(task))
          : api.DELETE('/api/v1/tasks/{id}/done', path(task)),
      );
      const undo = () => void setDone({ ...task, doneAt }, !isDone);
      tellUndo(isDone ? texts.completed : texts.reopened, undo, texts.undo);
    };
    await make(send, { failed: () => show(task, task.doneAt) });
  };
  const restore = (task: Task) =>
    make(async () => {
      await answerOf(api.POST('/api/v1/tasks/{id}/restore', path(task)));
      void notify({ id: 'change', message: texts.restored });
    });
  return {
    setDone: (task: Task, isDone: boolean) => void setDone(task, isDone),
    remove: (task: Task) =>
      void make(
        async () => {
          const params = { ...path(task).params, query: { version: task.version } };
          await answerOf(api.DELETE('/api/v1/tasks/{id}', { params }));
          tellUndo(texts.removed, () => void restore(task), texts.undo);
        },
        { since: texts.changedSince },
      ),
    /** After one was added or edited. */
    asked: () => make(async () => undefined),
  };
}
