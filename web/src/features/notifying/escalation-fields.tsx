// How long to wait, who is next, who is last, and which hours count.
import { MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { clearable } from '../../ui/clearable.ts';
import { helpUnder } from '../../ui/help-under.ts';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';
import type { EscalationEntry } from './escalation-entry.ts';
import { WeekTimeFields } from './week-time-fields.tsx';

const texts = notifying.escalation;

export function EscalationFields({
  form,
  people,
}: {
  form: UseFormReturnType<EscalationEntry>;
  people: { id: string; name: string }[];
}) {
  const choices = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <TextInput
        {...form.getInputProps('afterMinutes')}
        label={texts.after}
        description={texts.afterHelp}
        inputWrapperOrder={helpUnder}
        inputMode="numeric"
        autoComplete="off"
      />
      <MultiSelect
        {...form.getInputProps('people')}
        label={texts.people}
        description={texts.peopleHelp}
        inputWrapperOrder={helpUnder}
        data={choices}
        searchable
        hidePickedOptions
        maxValues={10}
      />
      <Select
        {...form.getInputProps('managerId')}
        label={texts.manager}
        description={texts.managerHelp}
        inputWrapperOrder={helpUnder}
        placeholder={texts.nobody}
        data={choices}
        {...clearable(words.common.clearChoice(texts.manager))}
        searchable
        checkIconPosition="right"
      />
      <Switch label={texts.hours} {...form.getInputProps('hasHours', { type: 'checkbox' })} />
      {form.values.hasHours && <WeekTimeFields form={form} at="hours" help={texts.hoursHelp} />}
    </>
  );
}
