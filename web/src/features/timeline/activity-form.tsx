// What was done for a customer, written down with two taps; and what was written down, corrected.
import { Alert, Button, Chip, Group, NativeSelect, TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { type Inquiry, Refusal } from '../../api/client.ts';
import { serverNow } from '../../api/clock.ts';
import { minuteTime, toJstInput } from '../../format/jst.ts';
import { LongArea } from '../../ui/long-area.tsx';
import { errorText } from '../../ui/states.tsx';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import classes from './activity-form.module.css';
import { type ActivityKind, answeredBy, loggable, type TypedActivity, untouched } from './typed-activity.ts';

const { log: texts } = followUp.timeline;
const { kinds: names, outcomes } = words.activity;
const { noteText } = words.inquiryPanel.log;

const MOST_LETTERS = 5_000;

interface Props {
  typed: TypedActivity | null;
  kinds?: readonly ActivityKind[];
  onChange: (typed: TypedActivity | null) => void;
  onSubmit: () => void;
  submit: string;
  isPending: boolean;
  error: unknown;
  /** The customer's 未対応, where it is said what it answers. Left out: it is written down already, and has its time. */
  open?: Inquiry[] | undefined;
  /** Of what is written down already: its text. */
  savedText?: string;
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
  kinds = loggable,
  onChange: onTyped,
  onSubmit,
  submit,
  isPending,
  error,
  open,
  savedText = '',
  told,
  isAtText = false,
  beside,
}: Props) {
  const [timeWrong, setTimeWrong] = useState(false);
  const hasTime = typed !== null && typed.at !== '';
  const [hadTime] = useState(hasTime);
  const [setsTime, setSetsTime] = useState(hadTime);
  // What comes next is of another time.
  if (typed === null && setsTime) setSetsTime(false);
  // What is under way is no longer to be changed or given up.
  const onChange = (next: TypedActivity | null) => isPending || onTyped(next);
  const isNote = typed?.kind === 'note';
  const lacksText = isNote && typed.text.trim() === '';
  const setTime = (at: string) => {
    setSetsTime(at !== '');
    setTimeWrong(false);
    if (typed) onChange({ ...typed, at });
  };
  const send = () => {
    if (isPending || lacksText) return;
    if (setsTime && !typed?.at) {
      setTimeWrong(true);
      return;
    }
    if (typed && typed.text.trim().length <= MOST_LETTERS) onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Often one more than ended a conversion: it must not take away what was typed.
    if (event.key === 'Escape' && typed?.text === savedText) onChange(null);
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const wrongTime = setsTime && error instanceof Refusal ? error.fields.at : undefined;
  const isEmpty = typed !== null && !(typed.text || typed.outcome || typed.at);
  const textLabel = isNote ? noteText : texts.text;
  const n = typed && open ? answeredBy(typed, open) : 0;
  return (
    <div className={classes.form}>
      {kinds.length > 1 && (
        // biome-ignore lint/a11y/useSemanticElements: a row of buttons, no set of fields
        <div className={classes.kinds} role="group" aria-label={texts.kind}>
          {kinds.map((kind) => (
            <Button
              key={kind}
              variant={typed?.kind === kind ? 'light' : 'default'}
              aria-pressed={typed?.kind === kind}
              // Pressed once more it goes, as long as there is nothing to lose.
              onClick={() =>
                onChange(typed?.kind === kind && isEmpty ? null : { ...(typed ?? untouched), kind })
              }
            >
              {kind === 'note' ? names.note : texts.kinds[kind]}
            </Button>
          ))}
          {beside}
        </div>
      )}
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
            aria-label={textLabel}
            placeholder={textLabel}
            value={typed.text}
            onChange={(text) => onChange({ ...typed, text })}
            onKeyDown={onKeyDown}
            most={MOST_LETTERS}
            readOnly={isPending}
            autoFocus={isAtText}
            minRows={2}
            maxRows={10}
          />
          <div className={classes.row}>
            {setsTime && (
              <TextInput
                autoFocus={!hadTime}
                type="datetime-local"
                label={texts.when}
                value={typed.at}
                max={toJstInput(serverNow())}
                readOnly={isPending}
                error={timeWrong ? texts.timeProblem : wrongTime}
                onChange={(event) => {
                  setTimeWrong(false);
                  onChange({ ...typed, at: event.currentTarget.value });
                }}
              />
            )}
            {setsTime && open && (
              <Button variant="subtle" px={8} onClick={() => setTime('')}>
                {texts.useNow}
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
          {open && open.length > 0 && !isNote && (
            <p className={classes.effect} role="status">
              {typed.inquiryId ? texts.answersOne : n > 0 ? texts.answers(n) : texts.answersNone}
            </p>
          )}
          {told}
          {error && !wrongTime ? (
            <Alert color="red" variant="light" role="alert">
              {errorText(error)}
            </Alert>
          ) : null}
          <Group gap="xs">
            <Button onClick={send} loading={isPending} disabled={lacksText}>
              {submit}
            </Button>
            {!setsTime && open && (
              <Button variant="subtle" px={8} onClick={() => setTime(toJstInput(serverNow()))}>
                {texts.setTime}
              </Button>
            )}
            <Button variant="subtle" color="gray" onClick={() => onChange(null)}>
              {words.common.cancel}
            </Button>
          </Group>
        </div>
      )}
    </div>
  );
}
