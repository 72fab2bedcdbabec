// One field of a customer, read and edited where it stands: Enter or leaving saves, Escape does not.
import { ActionIcon, Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { type CustomerDetail, Refusal, refusedAs } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { afterPress } from '../../ui/after-press.ts';
import { Icon } from '../../ui/icons.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import {
  type ChosenField,
  type FieldValue,
  fieldOf,
  fromLine,
  type HeadField,
  isSameValue,
  type TypedField,
  toLine,
  typedFields,
} from './field-entry.ts';
import { FieldHistory } from './field-history.tsx';
import classes from './field-in-place.module.css';
import { customersIn, KnownAlready } from './known-already.tsx';
import { shownValue } from './shown-value.ts';
import { theirsIn, useFieldEdit } from './use-field-edit.ts';

const { inPlace: texts, form } = words.customer;
const isTyped = (field: HeadField): field is TypedField => typedFields.some((one) => one === field);

export function FieldInPlace({
  customer,
  field,
  children,
}: {
  customer: CustomerDetail;
  field: HeadField;
  /** The value as it is read. */
  children: ReactNode;
}) {
  const label = form.labels[field];
  const [isEditing, setIsEditing] = useState(false);
  const place = useRef<HTMLElement>(null);
  const close = () => setIsEditing(false);
  return (
    <div className={classes.field}>
      <dt>{label}</dt>
      {isEditing ? (
        <dd className={classes.editing} ref={place}>
          <Editor
            customer={customer}
            field={field}
            label={label}
            hasFocus={() => place.current?.contains(document.activeElement) === true}
            onClose={close}
          />
        </dd>
      ) : (
        <dd className={classes.read}>
          <span className={classes.value}>{children || words.common.none}</span>
          <span className={classes.actions}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={texts.edit(label)}
              title={texts.edit(label)}
              onClick={() => setIsEditing(true)}
            >
              <Icon name="edit" size={14} />
            </ActionIcon>
            <FieldHistory customerId={customer.id} field={field} label={label} />
          </span>
        </dd>
      )}
    </div>
  );
}

/** One that is only read. */
export function FieldRead({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.field}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface EditorProps {
  customer: CustomerDetail;
  field: HeadField;
  label: string;
  hasFocus: () => boolean;
  onClose: () => void;
}

function Editor({ customer, field, label, hasFocus, onClose }: EditorProps) {
  const { data: masters } = useQuery(mastersQuery);
  // What one started from; after a conflict, what the other person saved.
  const [base, setBase] = useState({ value: fieldOf(customer, field), version: customer.version });
  const [value, setValue] = useState<FieldValue>(base.value);
  const [line, setLine] = useState(toLine(base.value));
  const edit = useFieldEdit(customer.id, field, onClose);
  const theirs = theirsIn(edit.error);
  const known = refusedAs(edit.error, 'customer-exists');
  const isTold = edit.error !== null;

  const save = (wanted: FieldValue, more: { insist?: boolean } = {}) => {
    if (edit.isPending) return;
    const from = theirs ? fieldOf(theirs, field) : base.value;
    const version = theirs?.version ?? base.version;
    if (theirs) setBase({ value: from, version });
    if (isSameValue(wanted, from)) onClose();
    else edit.mutate({ value: wanted, from, version, ...more });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key !== 'Enter' || !isTyped(field)) return;
    event.preventDefault();
    save(fromLine(line, field));
  };
  // Leaving the field saves it: only what stands there with the focus, or refused, can be lost.
  const isDirty = () =>
    (isTold || (hasFocus() && edit.isIdle)) &&
    !isSameValue(isTyped(field) ? fromLine(line, field) : value, base.value);
  const first = edit.error instanceof Refusal ? Object.values(edit.error.fields)[0] : undefined;
  const problem = theirs || known || !isTold ? null : (first ?? errorText(edit.error));
  return (
    <>
      <LeaveGuard isDirty={isDirty} />
      {isTyped(field) ? (
        <TextInput
          aria-label={label}
          value={line}
          onChange={(event) => setLine(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          // What is told must be read first.
          onBlur={() => !isTold && afterPress(() => save(fromLine(line, field)))}
          error={problem}
          description={field === 'phones' || field === 'emails' ? texts.several : undefined}
          inputMode={field === 'phones' ? 'tel' : field === 'emails' ? 'email' : 'text'}
          autoComplete="off"
          autoFocus
          spellCheck={false}
          enterKeyHint="done"
        />
      ) : (
        <Chooser
          {...{ field, label, value, masters, problem }}
          onChange={(next) => {
            setValue(next);
            if (field !== 'groupIds') save(next);
          }}
          onDone={() => !isTold && afterPress(() => save(value))}
          onEscape={onClose}
        />
      )}
      {theirs && (
        <div className={classes.theirs} role="alert">
          <p>{texts.both}</p>
          <p>
            {form.changed.theirs} <b>{shownValue(fieldOf(theirs, field), field, masters)}</b>
          </p>
          <Button variant="default" size="compact-sm" onClick={onClose}>
            {form.changed.take}
          </Button>
          <Button size="compact-sm" onClick={() => save(isTyped(field) ? fromLine(line, field) : value)}>
            {texts.mine}
          </Button>
        </div>
      )}
      {known && (
        <KnownAlready
          customers={customersIn(known.data)}
          anyway={form.known.saveAnyway}
          isPending={edit.isPending}
          onAnyway={() => save(isTyped(field) ? fromLine(line, field) : value, { insist: true })}
        />
      )}
      {isTold && (
        <Button variant="subtle" color="gray" size="compact-sm" className={classes.cancel} onClick={onClose}>
          {words.common.cancel}
        </Button>
      )}
    </>
  );
}

type Named = { id: string; name: string };
const choices = (all: Named[] | undefined) =>
  (all ?? []).map(({ id, name }) => ({ value: id, label: short(name, 60) }));

function Chooser({
  field,
  label,
  value,
  masters,
  problem,
  onChange,
  onDone,
  onEscape,
}: {
  field: ChosenField;
  label: string;
  value: FieldValue;
  masters: { members: Named[]; statuses: Named[]; groups: Named[] } | undefined;
  problem: string | null;
  onChange: (value: FieldValue) => void;
  onDone: () => void;
  onEscape: () => void;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onEscape();
  };
  if (field === 'groupIds')
    return (
      <MultiSelect
        aria-label={label}
        data={choices(masters?.groups)}
        value={Array.isArray(value) ? value : []}
        onChange={(ids) => onChange(ids.toSorted())}
        onBlur={onDone}
        onKeyDown={onKeyDown}
        error={problem}
        searchable
        autoFocus
        defaultDropdownOpened
        nothingFoundMessage={form.nothingFound}
      />
    );
  const none = field === 'assigneeId' ? words.common.unassigned : words.inquiryList.filters.noStatus;
  return (
    <Select
      aria-label={label}
      data={[
        { value: 'none', label: none },
        ...choices(field === 'assigneeId' ? masters?.members : masters?.statuses),
      ]}
      value={typeof value === 'string' ? value : 'none'}
      onChange={(id) => onChange(id === 'none' ? null : id)}
      onBlur={onDone}
      onKeyDown={onKeyDown}
      error={problem}
      allowDeselect={false}
      searchable={field === 'assigneeId'}
      autoFocus
      defaultDropdownOpened
      nothingFoundMessage={form.nothingFound}
    />
  );
}
