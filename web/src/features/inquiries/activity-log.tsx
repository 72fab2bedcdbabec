// 対応の記録: what was done about an inquiry, writing down the next thing with two taps, and putting right what was written down.
import { Button, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Activity, answerOf, api, type Inquiry } from '../../api/client.ts';
import { activitiesQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { useWithEdited } from '../../ui/edited.ts';
import { useKept } from '../../ui/kept.ts';
import { LeaveGuard, ViewOf } from '../../ui/leave-guard.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText, NotYet } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { useSending } from '../../ui/use-sending.ts';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import { ActivityActions } from '../timeline/activity-actions.tsx';
import { ActivityForm } from '../timeline/activity-form.tsx';
import { CorrectActivity } from '../timeline/correct-activity.tsx';
import { type ActivityKind, type TypedActivity, untouched } from '../timeline/typed-activity.ts';
import { useUndoActivity } from '../timeline/use-undo-activity.ts';
import { writeDown } from '../timeline/write-down.ts';
import classes from './activity-log.module.css';
import { suggestKind, useSuggestedKind } from './log-suggestion.ts';
import { tellUndo } from './tell-undo.tsx';
import { askAgain } from './use-change.ts';

const { activity: names, inquiryPanel: texts } = words;
const { activity: records, log: logging } = followUp.timeline;
const kinds: ActivityKind[] = ['call', 'mail', 'visit', 'note'];
/** A record that was corrected is the same one still. */
const keyOf = ({ firstId }: Activity) => firstId;
/** Another inquiry takes what is typed into a record away. */
const openIn = (search: object) => ('id' in search ? search.id : null);

export function ActivityLog({ inquiry }: { inquiry: Inquiry }) {
  const query = useQuery(activitiesQuery(inquiry.id));
  const undo = useUndoActivity();
  const items = useWithEdited(query.data?.items ?? [], keyOf);
  return (
    <section className={classes.section} aria-label={texts.history}>
      <Title order={3}>{texts.log.title}</Title>
      <LogForm inquiryId={inquiry.id} name={inquiry.customer?.name} />
      <NotYet of={query} height={24} />
      {query.data && items.length === 0 && <p className={classes.empty}>{texts.log.empty}</p>}
      <ol className={classes.items}>
        {items.map((activity) => (
          <One
            key={keyOf(activity)}
            activity={activity}
            customerId={inquiry.customer?.id ?? null}
            onUndo={() => undo.mutate(activity.id)}
          />
        ))}
      </ol>
      {inquiry.respondedAt !== null && <Reopen inquiryId={inquiry.id} />}
    </section>
  );
}

function LogForm({ inquiryId: id, name }: { inquiryId: string; name: string | null | undefined }) {
  const client = useQueryClient();
  const undo = useUndoActivity();
  const suggestion = useSuggestedKind(id);
  const kept = useKept<TypedActivity>(`activity/${id}`);
  // What an older screen kept had no time.
  const [typed, setTyped] = useState(kept.found && { ...untouched, ...kept.found });
  const shown = typed ?? (suggestion && { kind: suggestion, ...untouched });
  const change = (next: TypedActivity | null) => {
    suggestKind(id, null);
    setTyped(next);
    if (next?.text) kept.keep(next);
    else kept.drop();
  };
  const log = useSending({
    kept,
    send: (given: TypedActivity) => writeDown(null, given),
    onSent(made) {
      change(null);
      tellUndo(texts.log.done, () => undo.mutate(made.id), logging.undo);
      void askAgain(client);
    },
    onSentBefore: () => setTyped(null),
    unsent: () => logging.unsent(short(name ?? words.common.nameless, 20)),
  });
  const asked = shown && { ...shown, inquiryId: id };
  return (
    <div className={classes.form}>
      <LeaveGuard isDirty={() => typed !== null && typed.text !== ''} isKept />
      <ActivityForm
        typed={asked}
        kinds={kinds}
        onChange={(next) => {
          log.reset();
          change(next);
        }}
        onSubmit={() => asked && log.mutate(asked)}
        submit={logging.submit}
        isPending={log.isPending}
        error={log.error}
        open={[]}
      />
    </div>
  );
}

function One({
  activity,
  customerId,
  onUndo,
}: {
  activity: Activity;
  customerId: string | null;
  onUndo: () => void;
}) {
  const [isEditing, setIsEditing] = useState(false);
  const { kind, outcome, text, at, by, isCorrected } = activity;
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <div className={classes.what}>
          <span>
            {names.done[kind] ?? kind}
            {outcome && words.common.aside(names.outcomes[outcome] ?? outcome)}
          </span>
          <span className={classes.by}>
            <Moment at={at} /> {words.common.dots([by, isCorrected && records.corrected])}
          </span>
        </div>
        <span className={classes.actions}>
          <ActivityActions activity={activity} onEdit={() => setIsEditing(true)} onUndo={onUndo} />
        </span>
      </div>
      {isEditing ? (
        <ViewOf value={openIn}>
          <CorrectActivity customerId={customerId} activity={activity} onClose={() => setIsEditing(false)} />
        </ViewOf>
      ) : (
        text && <LongText text={text} most={300} lines />
      )}
    </li>
  );
}

function Reopen({ inquiryId: id }: { inquiryId: string }) {
  const client = useQueryClient();
  const undo = useUndoActivity();
  const reopen = useMutation({
    mutationFn: () => {
      const path = { params: { path: { id } } };
      return answerOf(api.POST('/api/v1/inquiries/{id}/activities', { ...path, body: { kind: 'reopened' } }));
    },
    onSuccess({ activityId }) {
      tellUndo(texts.reopened, () => undo.mutate(activityId), logging.undo);
      return askAgain(client);
    },
    onError: (error) =>
      void notify({ id: 'change', color: 'red', message: errorText(error), autoClose: false }),
  });
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      loading={reopen.isPending}
      onClick={() => reopen.mutate()}
    >
      {texts.reopen}
    </Button>
  );
}
