// The choices of a customer's field that is edited in place: one of them, or several groups.
import { MultiSelect, Select } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { short } from '../../format/text.ts';
import { words } from '../../words/index.ts';
import type { ChosenField, FieldValue } from './field-entry.ts';

const { form } = words.customer;

type Named = { id: string; name: string };
const choices = (all: Named[] | undefined) =>
  (all ?? []).map(({ id, name }) => ({ value: id, label: short(name, 60) }));

export function FieldChooser({
  field,
  label,
  value,
  masters,
  problem,
  hint,
  isAsked,
  onChange,
  onDone,
  onEscape,
}: {
  field: ChosenField;
  label: string;
  value: FieldValue;
  masters: { members: Named[]; statuses: Named[]; groups: Named[] } | undefined;
  problem: ReactNode;
  hint: string | undefined;
  /** It was opened to choose at once. */
  isAsked: boolean;
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
        description={hint}
        searchable
        autoFocus={isAsked}
        defaultDropdownOpened={isAsked}
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
      description={hint}
      allowDeselect={false}
      searchable={field === 'assigneeId'}
      autoFocus={isAsked}
      defaultDropdownOpened={isAsked}
      nothingFoundMessage={form.nothingFound}
    />
  );
}
