// What is done to a note that is there: pinned, deleted, given back.
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Note, refusedAs } from '../../api/client.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { followUp } from '../../words/follow-up.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { askAgain } from '../inquiries/use-change.ts';

const texts = followUp.notes;

export function useNoteChanges() {
  const client = useQueryClient();
  /** `since`: what to say when somebody edited it since. */
  const make = async (change: () => Promise<unknown>, since?: string) => {
    try {
      await change();
    } catch (error) {
      const message = (refusedAs(error, 'changed-meanwhile') && since) || errorText(error);
      void notify({ id: 'change', color: 'red', message, autoClose: false });
    }
    await askAgain(client);
  };
  const path = (id: string) => ({ params: { path: { id } } });
  const restore = (id: string) =>
    make(async () => {
      await answerOf(api.POST('/api/v1/notes/{id}/restore', path(id)));
      void notify({ id: 'change', message: texts.restored });
    });
  return {
    pin: (note: Note) =>
      void make(() =>
        answerOf(api.PATCH('/api/v1/notes/{id}', { ...path(note.id), body: { isPinned: !note.isPinned } })),
      ),
    remove: ({ id, version }: Note) =>
      void make(async () => {
        const params = { ...path(id).params, query: { version } };
        await answerOf(api.DELETE('/api/v1/notes/{id}', { params }));
        tellUndo(texts.removed, () => void restore(id), texts.undo);
      }, texts.changedSince),
  };
}
