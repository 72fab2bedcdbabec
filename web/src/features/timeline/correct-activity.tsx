// A record of one's own, corrected where it stands. Who was quicker is shown with what stands now.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Activity, answerOf, api, refusedAs } from '../../api/client.ts';
import { useEdited } from '../../ui/edited.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { notify } from '../../ui/notify.tsx';
import { Told } from '../../ui/told.tsx';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import { tellUndo } from '../inquiries/tell-undo.tsx';
import { askAgain } from '../inquiries/use-change.ts';
import { ActivityForm } from './activity-form.tsx';
import { kindsBeside, toActivity, typedOf } from './typed-activity.ts';
import { useUndoActivity } from './use-undo-activity.ts';
import { writeDown } from './write-down.ts';

const { log: texts } = followUp.timeline;

export function CorrectActivity({
  customerId,
  activity,
  onClose,
}: {
  /** Null: nobody yet, all that was done is about the inquiry. */
  customerId: string | null;
  activity: Activity;
  onClose: () => void;
}) {
  useEdited(activity.firstId);
  const client = useQueryClient();
  const undo = useUndoActivity();
  const [before] = useState(() => typedOf(activity));
  const [typed, setTyped] = useState(before);
  // What stands now, once somebody was quicker; null: it was taken back.
  const [id, setId] = useState<string | null>(activity.id);
  const save = useMutation({
    async mutationFn() {
      if (id === null) {
        const made = await writeDown(customerId, typed);
        tellUndo(texts.done(made.answered), () => undo.mutate(made.id), texts.undo);
        return;
      }
      await answerOf(
        api.PATCH('/api/v1/activities/{id}', {
          params: { path: { id } },
          body: toActivity(typed, before),
        }),
      );
      void notify({ id: 'change', message: texts.corrected });
    },
    onSuccess() {
      onClose();
      return askAgain(client);
    },
    onError(error) {
      const changed = refusedAs(error, 'changed-meanwhile');
      if (changed) setId((changed.data as { current: Activity | null }).current?.id ?? null);
    },
  });
  const changed = refusedAs(save.error, 'changed-meanwhile');
  const current = (changed?.data as { current: Activity | null } | undefined)?.current;
  return (
    <>
      <LeaveGuard isDirty={() => JSON.stringify(typed) !== JSON.stringify(before)} />
      <ActivityForm
        typed={typed}
        kinds={kindsBeside(activity.kind)}
        savedText={before.text}
        onChange={(next) => (next ? setTyped(next) : onClose())}
        onSubmit={() => save.mutate()}
        submit={texts.save}
        isAtText
        isPending={save.isPending}
        error={changed ? null : save.error}
        told={
          current ? (
            <Told color="yellow" title={texts.conflict.title}>
              <p>
                {texts.conflict.theirs} {words.activity.done[current.kind]}
                {current.outcome && words.common.aside(words.activity.outcomes[current.outcome] ?? '')}{' '}
                {current.text}
              </p>
              <p>{texts.conflict.again}</p>
            </Told>
          ) : (
            id === null && (
              <Told color="yellow" title={texts.conflict.goneTitle}>
                {texts.conflict.gone}
              </Told>
            )
          )
        }
      />
    </>
  );
}
