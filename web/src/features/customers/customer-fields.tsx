// The fields of a customer, for making and for editing one.
import { MultiSelect, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { mastersQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { clearable } from '../../ui/clearable.ts';
import { NoChoices } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import type { CustomerEntry, EntryKey } from './customer-entry.ts';
import classes from './customer-fields.module.css';
import { Several } from './several.tsx';

const { form: texts, fields: labels, columns } = words.customer;

const choicesOf = (all: { id: string; name: string }[] | undefined) =>
  (all ?? []).map(({ id, name }) => ({ value: id, label: short(name, 60) }));

/** `below`: what stands under a field: somebody else's value. */
export function CustomerFields({
  form,
  statusHint,
  below,
}: {
  form: UseFormReturnType<CustomerEntry>;
  /** What an empty 顧客ステータス means. */
  statusHint: string;
  below?: (key: EntryKey) => ReactNode;
}) {
  const choices = useQuery(mastersQuery);
  const masters = choices.data;
  const text = (key: 'name' | 'nameKana' | 'postalCode' | 'address', label: string) => ({
    ...form.getInputProps(key),
    label,
    autoComplete: 'off',
    spellCheck: false,
  });
  return (
    <div className={classes.fields}>
      <div>
        <TextInput {...text('name', columns.name)} autoFocus />
        {below?.('name')}
      </div>
      <div>
        <TextInput {...text('nameKana', texts.nameKana)} />
        {below?.('nameKana')}
      </div>
      <div>
        <Several form={form} list="phones" label={labels.phones} inputMode="tel" />
        {below?.('phones')}
      </div>
      <div>
        <Several form={form} list="emails" label={labels.emails} inputMode="email" />
        {below?.('emails')}
      </div>
      <div className={classes.narrow}>
        <TextInput {...text('postalCode', texts.postalCode)} inputMode="numeric" />
        {below?.('postalCode')}
      </div>
      <div className={classes.whole}>
        <TextInput {...text('address', labels.address)} />
        {below?.('address')}
      </div>
      <div className={classes.whole}>
        <NoChoices of={choices} />
      </div>
      <div>
        <Select
          {...form.getInputProps('assigneeId')}
          label={labels.assignee}
          placeholder={words.common.unassigned}
          data={choicesOf(masters?.members)}
          {...clearable(words.common.clearChoice(labels.assignee))}
          searchable
          nothingFoundMessage={texts.nothingFound}
        />
        {below?.('assigneeId')}
      </div>
      <div>
        <Select
          {...form.getInputProps('statusId')}
          label={labels.status}
          placeholder={statusHint}
          data={choicesOf(masters?.statuses)}
          {...clearable(words.common.clearChoice(labels.status))}
        />
        {below?.('statusId')}
      </div>
      <div className={classes.whole}>
        <MultiSelect
          {...form.getInputProps('groupIds')}
          label={labels.groups}
          data={choicesOf(masters?.groups)}
          searchable
          nothingFoundMessage={texts.nothingFound}
        />
        {below?.('groupIds')}
      </div>
    </div>
  );
}
