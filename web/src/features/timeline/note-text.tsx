// A note that is there, with what can be done to it; edited where it stands. Who was quicker is shown with both texts.
import { ActionIcon, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Note } from '../../api/client.ts';
import { useVersionedSave } from '../../api/use-versioned-save.ts';
import { DeletedMeanwhile } from '../../ui/deleted-meanwhile.tsx';
import { useEdited } from '../../ui/edited.ts';
import { Icon } from '../../ui/icons.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { notify } from '../../ui/notify.tsx';
import { Told } from '../../ui/told.tsx';
import { followUp } from '../../words/follow-up.ts';
import { askAgain } from '../inquiries/use-change.ts';
import { NoteForm } from './note-form.tsx';
import { useNoteChanges } from './use-note-changes.ts';

const texts = followUp.notes;

export function NoteActions({ note, onEdit }: { note: Note; onEdit: () => void }) {
  const { pin, remove } = useNoteChanges();
  const pinned = note.isPinned ? texts.unpin : texts.pin;
  return (
    <>
      <ActionIcon
        variant="subtle"
        color={note.isPinned ? 'accent' : 'gray'}
        aria-label={pinned}
        title={pinned}
        onClick={() => pin(note)}
      >
        <Icon name="pin" size={15} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={texts.edit} title={texts.edit} onClick={onEdit}>
        <Icon name="edit" size={15} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={texts.remove}
        title={texts.remove}
        onClick={() => remove(note)}
      >
        <Icon name="bin" size={15} />
      </ActionIcon>
    </>
  );
}

interface Editing {
  customerId: string;
  note: Note;
  /** What its list calls the row: a pinned note stands in two. */
  row: string;
  onClose: () => void;
}

export function NoteText({ isEditing, ...editing }: Editing & { isEditing: boolean }) {
  if (isEditing) return <EditNote {...editing} />;
  return <LongText text={editing.note.text} most={500} lines linked />;
}

function EditNote({ customerId, note, row, onClose }: Editing) {
  useEdited(row);
  const client = useQueryClient();
  const [before] = useState(note.text);
  const [text, setText] = useState(before);
  const { save, isPending, error, theirs, dismiss } = useVersionedSave(
    note,
    (version) =>
      answerOf(
        api.PATCH('/api/v1/notes/{id}', {
          params: { path: { id: note.id } },
          body: { text, version },
        }),
      ),
    () => {
      void notify({ id: 'change', message: texts.saved });
      onClose();
      return askAgain(client);
    },
    () =>
      answerOf(
        api.POST('/api/v1/customers/{id}/notes', { params: { path: { id: customerId } }, body: { text } }),
      ),
  );
  return (
    <NoteForm
      text={text}
      before={before}
      onChange={setText}
      onSubmit={save}
      onCancel={onClose}
      submit={texts.save}
      isPending={isPending}
      error={error}
      told={
        theirs === null ? (
          <DeletedMeanwhile what={texts.one} submit={texts.save} mt="sm" />
        ) : (
          theirs && (
            <Told color="yellow" title={texts.conflict.title} mt="sm">
              <p>
                {texts.conflict.theirs} <LongText text={theirs.text} most={300} lines />
              </p>
              <Button
                variant="default"
                size="compact-sm"
                onClick={() => {
                  setText(theirs.text);
                  dismiss();
                }}
              >
                {texts.conflict.take}
              </Button>
              <p>{texts.conflict.again}</p>
            </Told>
          )
        )
      }
    />
  );
}
