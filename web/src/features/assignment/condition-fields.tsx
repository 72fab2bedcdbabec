// The conditions of a rule: what is chosen from a few, and lists of what is typed.
import { ActionIcon, Button, Checkbox, NativeSelect, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type ReactNode, useRef } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { assignment } from '../../words/assignment.ts';
import { words } from '../../words/index.ts';
import { blankLines, type ListKey, type RuleEntry } from './rule-entry.ts';
import classes from './rule-form.module.css';

const texts = assignment.form;
const { days } = words.assigned;
const hours = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ value: String(from + i), label: texts.hour(from + i) }));

const prefectures = Object.entries(texts.prefectures).map(([value, label]) => ({ value, label }));

type Form = UseFormReturnType<RuleEntry>;

export function ConditionFields({ form }: { form: Form }) {
  const { kinds, propertyTypes, areas, prices, addressees, times } = form.getValues();
  const isEverything = [kinds, propertyTypes, areas, prices, addressees, times].every(
    (alternatives) => alternatives.length === 0,
  );
  return (
    <>
      {isEverything && <p className={classes.everything}>{texts.everything}</p>}
      <div className={classes.groups}>
        <Choices form={form} field="kinds" label={texts.kinds} options={words.inquiry.kindsLong} />
        <Choices
          form={form}
          field="propertyTypes"
          label={texts.propertyTypes}
          options={words.inquiry.propertyTypes}
        />
        <Lines form={form} list="areas" label={texts.areas} help={texts.areasHelp} add={texts.addArea}>
          {(i) => (
            <>
              <Select
                {...form.getInputProps(`areas.${i}.prefecture`)}
                label={texts.prefecture}
                data={prefectures}
                searchable
                allowDeselect={false}
                nothingFoundMessage={texts.nothingFound}
              />
              <TextInput
                {...form.getInputProps(`areas.${i}.city`)}
                label={texts.city}
                placeholder={texts.cityPlaceholder}
                autoComplete="off"
                maxLength={40}
              />
            </>
          )}
        </Lines>
        <Lines form={form} list="prices" label={texts.prices} help={texts.pricesHelp} add={texts.addPrice}>
          {(i) => (
            <>
              <TextInput
                {...form.getInputProps(`prices.${i}.from`)}
                label={texts.from}
                inputMode="decimal"
                autoComplete="off"
              />
              <TextInput
                {...form.getInputProps(`prices.${i}.below`)}
                label={texts.below}
                inputMode="decimal"
                autoComplete="off"
              />
            </>
          )}
        </Lines>
        <Lines
          form={form}
          list="addressees"
          label={texts.addressees}
          help={texts.addresseesHelp}
          add={texts.addAddressee}
        >
          {(i) => (
            <TextInput
              {...form.getInputProps(`addressees.${i}.text`)}
              label={texts.addressee}
              placeholder={texts.addresseePlaceholder}
              autoComplete="off"
              maxLength={60}
            />
          )}
        </Lines>
        <Lines form={form} list="times" label={texts.times} help={texts.timesHelp} add={texts.addTime}>
          {(i) => (
            <>
              <Checkbox.Group
                {...form.getInputProps(`times.${i}.weekdays`)}
                label={texts.weekdays}
                className={classes.whole ?? ''}
              >
                <div className={classes.choices}>
                  {days.map((day, n) => (
                    <Checkbox key={day} value={String(n + 1)} label={day} />
                  ))}
                </div>
              </Checkbox.Group>
              <NativeSelect
                {...form.getInputProps(`times.${i}.from`)}
                label={texts.fromHour}
                data={hours(0, 23)}
              />
              <NativeSelect
                {...form.getInputProps(`times.${i}.until`)}
                label={texts.untilHour}
                data={hours(1, 24)}
                description={isOvernight(times[i]) ? texts.overnight : undefined}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
              />
            </>
          )}
        </Lines>
      </div>
    </>
  );
}

const isOvernight = (time: RuleEntry['times'][number] | undefined) =>
  time !== undefined && Number(time.until) <= Number(time.from);

function Choices({
  form,
  field,
  label,
  options,
}: {
  form: Form;
  field: 'kinds' | 'propertyTypes';
  label: string;
  options: Record<string, string>;
}) {
  return (
    <Checkbox.Group {...form.getInputProps(field)} label={label}>
      <div className={classes.choices}>
        {Object.entries(options).map(([value, name]) => (
          <Checkbox key={value} value={value} label={name} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** Alternatives that are typed, one a line. */
function Lines({
  form,
  list,
  label,
  help,
  add,
  children,
}: {
  form: Form;
  list: ListKey;
  label: string;
  help: string;
  add: string;
  children: (i: number) => ReactNode;
}) {
  const adding = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLFieldSetElement>(null);
  const count = form.getValues()[list].length;
  return (
    <fieldset ref={box} className={classes.lines}>
      <legend className={classes.legend}>{label}</legend>
      <p className={classes.help}>{help}</p>
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else that tells them apart
        <div key={i} className={classes.line} data-line={i}>
          <div className={classes.fields}>{children(i)}</div>
          <ActionIcon
            className={classes.remove}
            variant="subtle"
            color="gray"
            size={36}
            aria-label={texts.remove(label, i + 1)}
            onClick={() => {
              form.removeListItem(list, i);
              adding.current?.focus();
            }}
          >
            <Icon name="cross" size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        ref={adding}
        mt={6}
        ml={-10}
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => {
          form.insertListItem(list, { ...blankLines[list] });
          // After the line stands on the page.
          requestAnimationFrame(() =>
            box.current?.querySelector<HTMLElement>(`[data-line="${count}"] input`)?.focus(),
          );
        }}
      >
        {add}
      </Button>
    </fieldset>
  );
}
