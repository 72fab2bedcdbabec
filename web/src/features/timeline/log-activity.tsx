// What was done, or a note, is written down at the top of a customer's timeline. What it answers is said before it is sent.
import { Button, Paper } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { openInquiriesOfQuery } from '../../api/queries.ts';
import { useHasKept, useKept } from '../../ui/kept.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { useSending } from '../../ui/use-sending.ts';
import { followUp } from '../../words/follow-up.ts';
import { useNameOf } from '../customers/use-name-of.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { askAgain } from '../inquiries/use-change.ts';
import classes from './activity-form.module.css';
import { ActivityForm } from './activity-form.tsx';
import { AddNote, newNote } from './add-note.tsx';
import type { TypedActivity } from './typed-activity.ts';
import { useUndoActivity } from './use-undo-activity.ts';
import { writeDown } from './write-down.ts';

const { log: texts } = followUp.timeline;

/** `isAsked`: it is to be gone to; `onArrived` is told when it was. */
export function LogActivity({
  customerId,
  isAsked,
  onArrived,
}: {
  customerId: string;
  isAsked: boolean;
  onArrived: () => void;
}) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    place.current?.scrollIntoView({ block: 'center' });
    place.current?.querySelector('button')?.focus({ preventScroll: true });
    onArrived();
  }, [isAsked, onArrived]);
  const client = useQueryClient();
  const undo = useUndoActivity();
  const { data } = useQuery(openInquiriesOfQuery(customerId));
  const kept = useKept<TypedActivity>(`customer-activity/${customerId}`);
  const [typed, setTyped] = useState<TypedActivity | null>(kept.found);
  const [isNoting, setIsNoting] = useState(useHasKept(newNote(customerId)));
  const change = (next: TypedActivity | null) => {
    setTyped(next);
    if (next?.text) kept.keep(next);
    else kept.drop();
  };
  const nameOf = useNameOf(customerId);
  const log = useSending({
    kept,
    send: (given: TypedActivity) => writeDown(customerId, given),
    onSent({ id, answered }) {
      change(null);
      tellUndo(texts.done(answered), () => undo.mutate(id), texts.undo);
      void askAgain(client);
    },
    onSentBefore: () => setTyped(null),
    unsent: () => texts.unsent(nameOf()),
  });
  return (
    <Paper withBorder component="section" aria-label={texts.title} ref={place}>
      <LeaveGuard isDirty={() => typed !== null && typed.text !== ''} isKept />
      <ActivityForm
        typed={typed}
        onChange={(next) => {
          log.reset();
          if (next) setIsNoting(false);
          change(next);
        }}
        onSubmit={() => typed && log.mutate(typed)}
        submit={texts.submit}
        isPending={log.isPending}
        error={log.error}
        open={data?.items ?? []}
        beside={
          <Button
            variant={isNoting ? 'light' : 'default'}
            aria-pressed={isNoting}
            onClick={() => {
              change(null);
              setIsNoting(!isNoting);
            }}
          >
            {followUp.notes.add}
          </Button>
        }
      />
      {isNoting && (
        <div className={classes.note}>
          <AddNote customerId={customerId} onClose={() => setIsNoting(false)} />
        </div>
      )}
    </Paper>
  );
}
