// Notes that must be seen first: at the top of a customer's page.
import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Note } from '../../api/client.ts';
import { pinnedNotesQuery } from '../../api/queries.ts';
import { useWithEdited } from '../../ui/edited.ts';
import { NotYet } from '../../ui/states.tsx';
import { followUp } from '../../words/follow-up.ts';
import { NoteActions, NoteText } from './note-text.tsx';
import classes from './pinned-notes.module.css';

const rowOf = ({ id }: Note) => `pinned/${id}`;

export function PinnedNotes({ customerId }: { customerId: string }) {
  const query = useQuery(pinnedNotesQuery(customerId));
  const { data } = query;
  const notes = useWithEdited(data?.items ?? [], rowOf);
  if (!data) return <NotYet of={query} room={null} as="hint" title={followUp.notes.pinnedAbsent} />;
  if (notes.length === 0) return null;
  return (
    <Paper withBorder component="ul" className={classes.notes} aria-label={followUp.notes.pinned}>
      {notes.map((note) => (
        <Pinned key={note.id} customerId={customerId} note={note} />
      ))}
    </Paper>
  );
}

function Pinned({ customerId, note }: { customerId: string; note: Note }) {
  const [isEditing, setIsEditing] = useState(false);
  return (
    <li className={classes.note}>
      <div className={classes.text}>
        <NoteText
          customerId={customerId}
          note={note}
          row={rowOf(note)}
          isEditing={isEditing}
          onClose={() => setIsEditing(false)}
        />
      </div>
      {!isEditing && (
        <div className={classes.actions}>
          <NoteActions note={note} onEdit={() => setIsEditing(true)} />
        </div>
      )}
    </li>
  );
}
