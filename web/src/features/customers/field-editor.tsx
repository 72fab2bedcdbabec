// The editor of one field of a customer in its place: Enter or leaving saves, Escape does not. What is not saved yet is kept.
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type CustomerDetail, refusedAs } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import { useReached } from '../../live/reached.ts';
import { afterPress } from '../../ui/after-press.ts';
import { useKept } from '../../ui/kept.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { NoChoices } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { FieldChooser } from './field-chooser.tsx';
import {
  type FieldValue,
  fieldEdit,
  fieldOf,
  fromLine,
  type HeadField,
  isSameValue,
  type KeptField,
  type TypedField,
  toLine,
  typedFields,
} from './field-entry.ts';
import classes from './field-in-place.module.css';
import { customersIn, KnownAlready } from './known-already.tsx';
import { shownValue } from './shown-value.ts';
import { fieldProblem, isUnreached } from './tell-unsaved.tsx';
import { theirsIn, useFieldEdit } from './use-field-edit.ts';

const { inPlace: texts, form } = words.customer;
const isTyped = (field: HeadField): field is TypedField => typedFields.some((one) => one === field);

interface Props {
  customer: CustomerDetail;
  field: HeadField;
  label: string;
  /** The person opened it; else it stands open because of what is kept. */
  isAsked: boolean;
  onClose: () => void;
}

export function FieldEditor({ customer, field, label, isAsked, onClose }: Props) {
  const choices = useQuery(mastersQuery);
  const masters = choices.data;
  const kept = useKept<KeptField>(fieldEdit(customer.id, field));
  // What one started from; after a conflict, what the other person saved.
  const [base, setBase] = useState(
    kept.found?.base ?? { value: fieldOf(customer, field), version: customer.version },
  );
  const [value, setValue] = useState<FieldValue>(kept.found?.value ?? base.value);
  const [line, setLine] = useState(kept.found?.line ?? toLine(base.value));
  const place = useRef<HTMLElement>(null);
  /** Another page came in the middle, as after a press on a link, and what is typed was not given up. */
  const whenGone = useRef<(() => void) | null>(null);
  useEffect(() => () => whenGone.current?.(), []);
  const drop = () => {
    whenGone.current = null;
    kept.drop();
  };
  const close = () => {
    drop();
    onClose();
  };
  const edit = useFieldEdit(customer, field, { isThere: () => place.current !== null, onSaved: close });
  useEffect(() => {
    whenGone.current = edit.tellGone;
  });
  const theirs = theirsIn(edit.error);
  const known = refusedAs(edit.error, 'customer-exists');
  const isTold = edit.error !== null;
  const wanted = isTyped(field) ? fromLine(line, field) : value;

  const save = (wish: FieldValue, more: { insist?: boolean } = {}) => {
    if (edit.isPending) return;
    const from = theirs ? fieldOf(theirs, field) : base.value;
    const version = theirs?.version ?? base.version;
    if (theirs) setBase({ value: from, version });
    if (isSameValue(wish, from)) return close();
    kept.keep({ base: { value: from, version }, value: wish, line });
    edit.mutate({ value: wish, from, version, ...more });
  };
  // A note elsewhere saved what is kept.
  const isSaved = !isAsked && edit.isIdle && isSameValue(wanted, fieldOf(customer, field));
  const latestClose = useRef(close);
  latestClose.current = close;
  useEffect(() => {
    if (isSaved) latestClose.current();
  }, [isSaved]);
  useReached(isUnreached(edit.error) ? () => save(wanted) : null);
  // What is under way is no longer to be given up: were it refused, nothing would say so.
  const giveUp = () => edit.isPending || close();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') giveUp();
    if (event.key !== 'Enter' || !isTyped(field)) return;
    event.preventDefault();
    save(wanted);
  };
  // Leaving the field saves it: only what stands there with the focus, or refused, can be lost.
  const isDirty = () =>
    (isTold || (place.current?.contains(document.activeElement) === true && edit.isIdle)) &&
    !isSameValue(wanted, base.value);
  const problem = theirs || known || !isTold ? null : <span role="alert">{fieldProblem(edit.error)}</span>;
  const isKept = !isAsked && edit.isIdle;
  const hint = isKept ? texts.kept : field === 'phones' || field === 'emails' ? texts.several : undefined;
  // What is told must be read first.
  const onLeave = () => !isTold && afterPress(() => save(wanted));
  return (
    <dd className={classes.editing} ref={place}>
      <LeaveGuard isDirty={isDirty} onLeave={drop} />
      {isTyped(field) ? (
        <TextInput
          aria-label={label}
          value={line}
          readOnly={edit.isPending}
          onChange={(event) => {
            setLine(event.currentTarget.value);
            kept.keep({ base, value, line: event.currentTarget.value });
          }}
          onKeyDown={onKeyDown}
          onBlur={onLeave}
          error={problem}
          description={hint}
          inputMode={field === 'phones' ? 'tel' : field === 'emails' ? 'email' : 'text'}
          autoComplete="off"
          autoFocus={isAsked}
          spellCheck={false}
          enterKeyHint="done"
        />
      ) : (
        <FieldChooser
          {...{ field, label, value, masters, problem, isAsked, hint }}
          onChange={(next) => {
            if (edit.isPending) return;
            setValue(next);
            if (field === 'groupIds') kept.keep({ base, value: next, line });
            else save(next);
          }}
          onDone={onLeave}
          onEscape={giveUp}
        />
      )}
      {!isTyped(field) && <NoChoices of={choices} />}
      {theirs && (
        <div className={classes.theirs} role="alert">
          <p>{texts.both}</p>
          <p>
            {form.changed.theirs} <b>{shownValue(fieldOf(theirs, field), field, masters)}</b>
          </p>
          <Button variant="default" size="compact-sm" onClick={close}>
            {form.changed.take}
          </Button>
          <Button size="compact-sm" onClick={() => save(wanted)}>
            {texts.mine}
          </Button>
        </div>
      )}
      {known && (
        <KnownAlready
          customers={customersIn(known.data)}
          anyway={form.known.saveAnyway}
          isPending={edit.isPending}
          onAnyway={() => save(wanted, { insist: true })}
        />
      )}
      {(isTold || !isAsked) && (
        <div className={classes.buttons}>
          {!theirs && !known && (
            <Button size="compact-sm" loading={edit.isPending} onClick={() => save(wanted)}>
              {words.common.save}
            </Button>
          )}
          <Button variant="subtle" color="gray" size="compact-sm" onClick={giveUp}>
            {words.common.cancel}
          </Button>
        </div>
      )}
    </dd>
  );
}
