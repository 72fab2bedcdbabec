// 対応がないときの設定: how long to wait, who is next, who is last, and which hours count.
import { MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { Escalation } from '../../api/client.ts';
import { setEscalation } from '../../api/notifying.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { helpUnder } from '../../ui/help-under.ts';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';
import { type WeekTimeEntry, weekTimeEntry, weekTimeOf } from './preferences.ts';
import { WeekTimeFields } from './week-time-fields.tsx';

const texts = notifying.escalation;
const OFFICE: WeekTimeEntry = { from: '09:00', to: '18:00', days: ['1', '2', '3', '4', '5', '6', '0'] };

interface Entry extends Record<string, unknown> {
  isOn: boolean;
  afterMinutes: string;
  people: string[];
  managerId: string | null;
  hasHours: boolean;
  hours: WeekTimeEntry;
}

const entryOf = (rule: Escalation | null): Entry => ({
  isOn: true,
  afterMinutes: String(rule?.afterMinutes ?? 30),
  people: rule?.people ?? [],
  managerId: rule?.managerId ?? null,
  hasHours: rule?.hours != null,
  hours: weekTimeEntry(rule?.hours ?? null, OFFICE),
});

/** NFKC: digits of a Japanese keyboard are digits. */
const minutesOf = (typed: string): number => Number(typed.normalize('NFKC').trim() || Number.NaN);

export function EscalationDialog({
  rule,
  people,
  opened,
  onClose,
}: {
  rule: Escalation | null;
  people: { id: string; name: string }[];
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const initial = entryOf(rule);
  const form = useForm<Entry>({
    initialValues: initial,
    validate: {
      afterMinutes: (typed, { isOn }) => {
        const minutes = minutesOf(typed);
        return isOn && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 10_080)
          ? texts.minutes
          : null;
      },
      people: (chosen, { isOn, managerId }) =>
        isOn && chosen.length === 0 && !managerId ? texts.needsSomebody : null,
    },
  });
  const { isOn, hasHours } = form.values;
  const choices = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.dialog}
      form={form}
      initial={initial}
      submit={words.common.save}
      run={async (entry) => {
        const wanted = {
          afterMinutes: minutesOf(entry.afterMinutes),
          people: entry.people,
          managerId: entry.managerId,
          hours: entry.hasHours ? weekTimeOf(entry.hours) : null,
        };
        await setEscalation({
          connectionId: null,
          version: rule?.version ?? null,
          rule: entry.isOn ? wanted : null,
        });
        return entry.isOn;
      }}
      onDone={(isKept) => {
        void notify({ message: isKept ? texts.saved : texts.stopped });
        void client.invalidateQueries();
      }}
    >
      {rule && <Switch label={texts.on} {...form.getInputProps('isOn', { type: 'checkbox' })} />}
      {isOn && (
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
            searchable
            clearable
            checkIconPosition="right"
          />
          <Switch label={texts.hours} {...form.getInputProps('hasHours', { type: 'checkbox' })} />
          {hasHours && <WeekTimeFields form={form} at="hours" help={texts.hoursHelp} />}
        </>
      )}
    </FormDialog>
  );
}
