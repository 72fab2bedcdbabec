// What was done for a customer, written down with two taps; and what was written down, corrected.
import { Alert, Button, Chip, Group, NativeSelect, TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Inquiry } from '../../api/client.ts';
import { serverNow } from '../../api/clock.ts';
import { minuteTime, toJstInput } from '../../format/jst.ts';
import { LongArea } from '../../ui/long-area.tsx';
import { errorText } from '../../ui/states.tsx';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import classes from './activity-form.module.css';
import { answeredBy, loggable, type TypedActivity, untouched } from './typed-activity.ts';

const { log: texts } = followUp.timeline;
const { outcomes } = words.activity;

const MOST_LETTERS = 5_000;

interface Props {
  typed: TypedActivity | null;
  onChange: (typed: TypedActivity | null) => void;
  onSubmit: () => void;
  submit: string;
  isPending: boolean;
  error: unknown;
  /** The customer's 未対応, when it can be said what it is about. */
  open?: Inquiry[] | undefined;
  /** Stands above the buttons. */
  told?: ReactNode;
  /** The text has the focus at once. */
  isAtText?: boolean;
  /** Further buttons beside the kinds. */
  beside?: ReactNode;
}

/** Without anything typed it is a row of buttons; `onChange(null)` puts it away. */
export function ActivityForm({
  typed,
  onChange,
  onSubmit,
  submit,
  isPending,
  error,
  open,
  told,
  isAtText = false,
  beside,
}: Props) {
  const [timeWrong, setTimeWrong] = useState(false);
  const hasTime = typed !== null && typed.at !== '';
  const [setsTime, setSetsTime] = useState(hasTime);
  const send = () => {
    if (setsTime && !typed?.at) {
      setTimeWrong(true);
      return;
    }
    if (typed && typed.text.trim().length <= MOST_LETTERS) onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onChange(null);
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!isPending) send();
  };
  const n = typed && open ? answeredBy(typed, open) : 0;
  return (
    <div className={classes.form}>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons, no set of fields */}
      <div className={classes.kinds} role="group" aria-label={texts.kind}>
        {loggable.map((kind) => (
          <Button
            key={kind}
            variant={typed?.kind === kind ? 'light' : 'default'}
            aria-pressed={typed?.kind === kind}
            onClick={() => onChange({ ...(typed ?? untouched), kind })}
          >
            {texts.kinds[kind]}
          </Button>
        ))}
        {beside}
      </div>
      {typed && (
        <div className={classes.details}>
          {typed.kind === 'call' && (
            // biome-ignore lint/a11y/useSemanticElements: the same
            <div role="group" aria-label={texts.outcome}>
              <Chip.Group
                value={typed.outcome}
                onChange={(outcome) => onChange({ ...typed, outcome: String(outcome) })}
              >
                <Group gap={6}>
                  {Object.entries(outcomes).map(([outcome, label]) => (
                    <Chip key={outcome} value={outcome} size="sm" radius="sm" variant="outline">
                      {label}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
            </div>
          )}
          <LongArea
            aria-label={texts.text}
            placeholder={texts.text}
            value={typed.text}
            onChange={(text) => onChange({ ...typed, text })}
            onKeyDown={onKeyDown}
            most={MOST_LETTERS}
            autoFocus={isAtText}
            minRows={2}
            maxRows={10}
          />
          <div className={classes.row}>
            {setsTime ? (
              <TextInput
                type="datetime-local"
                label={texts.when}
                value={typed.at}
                max={toJstInput(serverNow())}
                error={timeWrong && texts.timeProblem}
                onChange={(event) => {
                  setTimeWrong(false);
                  onChange({ ...typed, at: event.currentTarget.value });
                }}
              />
            ) : null}
            {open === undefined ? null : (
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => {
                  setSetsTime(!setsTime);
                  onChange({ ...typed, at: setsTime ? '' : toJstInput(serverNow()) });
                }}
              >
                {setsTime ? texts.useNow : texts.setTime}
              </Button>
            )}
            {open && open.length > 1 && (
              <NativeSelect
                className={classes.about}
                label={texts.about}
                value={typed.inquiryId}
                onChange={(event) => onChange({ ...typed, inquiryId: event.currentTarget.value })}
                data={[
                  { value: '', label: texts.anyInquiry },
                  ...open.map(({ id, kind, receivedAt }) => ({
                    value: id,
                    label: `${words.inquiry.kindsLong[kind]} ${minuteTime(receivedAt)}`,
                  })),
                ]}
              />
            )}
          </div>
          {open && open.length > 0 && (
            <p className={classes.effect} role="status">
              {typed.inquiryId ? texts.answersOne : n > 0 ? texts.answers(n) : texts.answersNone}
            </p>
          )}
          {told}
          {error ? (
            <Alert color="red" variant="light" role="alert">
              {errorText(error)}
            </Alert>
          ) : null}
          <Group gap="xs">
            <Button onClick={send} loading={isPending}>
              {submit}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
              {words.common.cancel}
            </Button>
          </Group>
        </div>
      )}
    </div>
  );
}
