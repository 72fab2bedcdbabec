// A new note. What is typed outlives a reload, as far as there is room for it.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useKept } from '../../ui/kept.ts';
import { useSending } from '../../ui/use-sending.ts';
import { followUp } from '../../words/follow-up.ts';
import { useNameOf } from '../customers/use-name-of.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { askAgain } from '../inquiries/use-change.ts';
import { MOST_LETTERS, NoteForm } from './note-form.tsx';
import { useNoteChanges } from './use-note-changes.ts';

const texts = followUp.notes;

/** Under which name a new note is kept while it is typed. */
export const newNote = (customerId: string) => `note/${customerId}`;

export function AddNote({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const client = useQueryClient();
  const { remove } = useNoteChanges();
  const kept = useKept<string>(newNote(customerId));
  const [text, setText] = useState(kept.found ?? '');
  const nameOf = useNameOf(customerId);
  const add = useSending({
    kept,
    send: (typed: string) =>
      answerOf(
        api.POST('/api/v1/customers/{id}/notes', {
          params: { path: { id: customerId } },
          body: { text: typed },
        }),
      ),
    onSent(note) {
      kept.drop();
      onClose();
      tellUndo(texts.done, () => remove(note), texts.undo);
      void askAgain(client);
    },
    onSentBefore: onClose,
    unsent: () => texts.unsent(nameOf()),
  });
  return (
    <NoteForm
      text={text}
      before=""
      isKept
      onChange={(next) => {
        setText(next);
        add.reset();
        if (next && next.length <= MOST_LETTERS) kept.keep(next);
        else kept.drop();
      }}
      onSubmit={() => add.mutate(text)}
      onCancel={() => {
        kept.drop();
        onClose();
      }}
      submit={texts.submit}
      isPending={add.isPending}
      error={add.error}
    />
  );
}
