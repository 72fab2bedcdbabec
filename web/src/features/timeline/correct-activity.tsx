// A record of one's own, corrected where it stands. Who was quicker is shown with what stands now.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Activity, answerOf, api, refusedAs } from '../../api/client.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { notify } from '../../ui/notify.tsx';
import { Told } from '../../ui/told.tsx';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import { askAgain } from '../inquiries/use-change.ts';
import { ActivityForm } from './activity-form.tsx';
import { toActivity, typedOf } from './typed-activity.ts';

const { log: texts } = followUp.timeline;

export function CorrectActivity({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const client = useQueryClient();
  const [before] = useState(() => typedOf(activity));
  const [typed, setTyped] = useState(before);
  // What stands now, once somebody was quicker.
  const [id, setId] = useState(activity.id);
  const save = useMutation({
    mutationFn: () =>
      answerOf(
        api.PATCH('/api/v1/activities/{id}', {
          params: { path: { id } },
          body: toActivity(typed, before),
        }),
      ),
    onSuccess() {
      void notify({ id: 'change', message: texts.corrected });
      onClose();
      return askAgain(client);
    },
    onError(error) {
      const { current } = (refusedAs(error, 'changed-meanwhile')?.data ?? {}) as {
        current?: Activity | null;
      };
      if (current) setId(current.id);
    },
  });
  const changed = refusedAs(save.error, 'changed-meanwhile');
  const current = (changed?.data as { current?: Activity | null } | undefined)?.current;
  return (
    <>
      <LeaveGuard isDirty={() => JSON.stringify(typed) !== JSON.stringify(before)} />
      <ActivityForm
        typed={typed}
        onChange={(next) => (next ? setTyped(next) : onClose())}
        onSubmit={() => save.mutate()}
        submit={texts.save}
        isAtText
        isPending={save.isPending}
        error={changed ? null : save.error}
        told={
          changed && (
            <Told color="yellow" title={texts.conflict.title}>
              {current ? (
                <>
                  <p>
                    {texts.conflict.theirs} {words.activity.done[current.kind]}
                    {current.outcome && words.common.aside(words.activity.outcomes[current.outcome] ?? '')}{' '}
                    {current.text}
                  </p>
                  <p>{texts.conflict.again}</p>
                </>
              ) : (
                texts.conflict.gone
              )}
            </Told>
          )
        }
      />
    </>
  );
}
