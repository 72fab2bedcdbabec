// 対応の記録: what was done about an inquiry, and writing down the next thing with two taps.
import { ActionIcon, Alert, Button, Chip, Group, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { type Activity, answerOf, api, type Inquiry, type NewActivity } from '../../api/client.ts';
import { activitiesQuery } from '../../api/queries.ts';
import { Icon } from '../../ui/icons.tsx';
import { useKept } from '../../ui/kept.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText, NotYet } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './activity-log.module.css';
import { type Loggable, suggestKind, useSuggestedKind } from './log-suggestion.ts';
import { tellUndo } from './tell-undo.tsx';
import { askAgain } from './use-change.ts';

const { activity: names, inquiryPanel: texts } = words;
const kinds: Loggable[] = ['call', 'mail', 'visit', 'note'];

export function ActivityLog({ inquiry }: { inquiry: Inquiry }) {
  const { id } = inquiry;
  const query = useQuery(activitiesQuery(id));
  const { data } = query;
  const { log, undo } = useLogging(id);
  const items = data?.items ?? [];
  return (
    <section className={classes.section} aria-label={texts.history}>
      <Title order={3}>{texts.log.title}</Title>
      <LogForm inquiryId={id} log={log} />
      <NotYet of={query} height={24} />
      {data && items.length === 0 && <p className={classes.empty}>{texts.log.empty}</p>}
      <ol className={classes.items}>
        {items.map((activity) => (
          <One key={activity.id} activity={activity} onUndo={() => undo.mutate(activity.id)} />
        ))}
      </ol>
      {inquiry.respondedAt !== null && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          loading={log.isPending}
          onClick={() => log.mutate({ kind: 'reopened' }, { onError: tellFailed })}
        >
          {texts.reopen}
        </Button>
      )}
    </section>
  );
}

const tellFailed = (error: Error) =>
  void notify({ id: 'change', color: 'red', message: errorText(error), autoClose: false });

function useLogging(inquiryId: string) {
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: (id: string) =>
      answerOf(api.POST('/api/v1/activities/{id}/undo', { params: { path: { id } } })),
    onSuccess: () => {
      void notify({ id: 'change', message: texts.log.undone });
      return askAgain(client);
    },
    onError: tellFailed,
  });
  const log = useMutation({
    mutationFn: (body: NewActivity) =>
      answerOf(api.POST('/api/v1/inquiries/{id}/activities', { params: { path: { id: inquiryId } }, body })),
    onSuccess: ({ activityId }, { kind }) => {
      tellUndo(
        kind === 'reopened' ? texts.reopened : texts.log.done,
        () => undo.mutate(activityId),
        texts.log.undo,
      );
      return askAgain(client);
    },
  });
  return { log, undo };
}

type Typed = { kind: Loggable; outcome: string; text: string };
const untouched: Omit<Typed, 'kind'> = { outcome: '', text: '' };

function LogForm({ inquiryId, log }: { inquiryId: string; log: ReturnType<typeof useLogging>['log'] }) {
  const suggestion = useSuggestedKind(inquiryId);
  const kept = useKept<Typed>(`activity/${inquiryId}`);
  const [typed, setTyped] = useState<Typed | null>(kept.found);
  const shown = typed ?? (suggestion && { kind: suggestion, ...untouched });
  const change = (next: Typed | null) => {
    setTyped(next);
    if (next?.text) kept.keep(next);
    else kept.drop();
  };
  const toggle = (kind: Loggable) => {
    suggestKind(inquiryId, null);
    log.reset();
    change(shown?.kind === kind && !shown.text ? null : { ...(shown ?? untouched), kind });
  };
  const submit = () => {
    if (!shown || log.isPending) return;
    const { kind, outcome, text } = shown;
    log.mutate(
      {
        kind,
        ...(kind === 'call' && outcome && { outcome: outcome as NonNullable<NewActivity['outcome']> }),
        ...(text.trim() && { text }),
      },
      {
        onSuccess: () => {
          suggestKind(inquiryId, null);
          change(null);
        },
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <div className={classes.form}>
      <LeaveGuard isDirty={() => typed !== null && typed.text !== ''} isKept />
      {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons, no set of fields */}
      <div className={classes.kinds} role="group" aria-label={texts.log.kind}>
        {kinds.map((kind) => (
          <Button
            key={kind}
            variant={shown?.kind === kind ? 'light' : 'default'}
            aria-pressed={shown?.kind === kind}
            onClick={() => toggle(kind)}
          >
            {names.kinds[kind]}
          </Button>
        ))}
      </div>
      {shown && (
        <div className={classes.details}>
          {shown.kind === 'call' && (
            // biome-ignore lint/a11y/useSemanticElements: the same
            <div role="group" aria-label={texts.log.outcome}>
              <Chip.Group
                value={shown.outcome}
                onChange={(outcome) => change({ ...shown, outcome: String(outcome) })}
              >
                <Group gap={6}>
                  {Object.entries(names.outcomes).map(([outcome, label]) => (
                    <Chip key={outcome} value={outcome} size="sm" radius="sm" variant="outline">
                      {label}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
            </div>
          )}
          <Textarea
            aria-label={shown.kind === 'note' ? texts.log.noteText : texts.log.text}
            placeholder={shown.kind === 'note' ? texts.log.noteText : texts.log.text}
            value={shown.text}
            onChange={(event) => change({ ...shown, text: event.currentTarget.value })}
            onKeyDown={onKeyDown}
            maxLength={5_000}
            autosize
            minRows={2}
            maxRows={8}
          />
          {log.error && (
            <Alert color="red" variant="light" role="alert">
              {errorText(log.error)}
            </Alert>
          )}
          <Group gap="xs">
            <Button
              onClick={submit}
              loading={log.isPending}
              disabled={shown.kind === 'note' && !shown.text.trim()}
            >
              {texts.log.submit}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                suggestKind(inquiryId, null);
                change(null);
              }}
            >
              {words.common.cancel}
            </Button>
          </Group>
        </div>
      )}
    </div>
  );
}

function One({ activity, onUndo }: { activity: Activity; onUndo: () => void }) {
  const { kind, outcome, text, at, by } = activity;
  const what = names.done[kind] ?? kind;
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <span>
          {what}
          {outcome && words.common.aside(names.outcomes[outcome] ?? outcome)}
        </span>
        <span className={classes.by}>
          <Moment at={at} /> {by}
        </span>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={texts.log.undoOne(what)}
          title={texts.log.undo}
          onClick={onUndo}
        >
          <Icon name="bin" size={15} />
        </ActionIcon>
      </div>
      {text && <LongText text={text} most={300} lines />}
    </li>
  );
}
