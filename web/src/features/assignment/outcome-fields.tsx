// What a rule sets: whom new customers are given to and how, status, group.
import { MultiSelect, Radio, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Connection } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { clearable } from '../../ui/clearable.ts';
import { assignment } from '../../words/assignment.ts';
import { words } from '../../words/index.ts';
import type { Masters } from '../setup/rules.ts';
import type { RuleEntry } from './rule-entry.ts';
import classes from './rule-form.module.css';

const texts = assignment.form;
const ways = ['default', 'person', 'round-robin', 'fewest-open'] as const;

export function OutcomeFields({
  form,
  masters,
  connection,
}: {
  form: UseFormReturnType<RuleEntry>;
  masters: Masters;
  connection: Connection;
}) {
  const { way, userIds } = form.getValues();
  const people = choicesOf(masters.members);
  const pick = {
    ...form.getInputProps('userIds'),
    data: people,
    searchable: true,
    nothingFoundMessage: texts.nothingFound,
  };
  const choose = (field: 'statusId' | 'groupId', label: string, own: string | undefined) => ({
    ...form.getInputProps(field),
    label,
    placeholder: own ? texts.asConnectionNow(short(own, 20)) : texts.asConnection,
    ...clearable(words.common.clearChoice(label)),
    searchable: true,
    nothingFoundMessage: texts.nothingFound,
  });
  return (
    <div className={classes.groups}>
      <Radio.Group {...form.getInputProps('way')} label={texts.way}>
        <div className={classes.ways}>
          {ways.map((one) => (
            <Radio
              key={one}
              value={one}
              label={texts.ways[one]}
              description={
                one === 'default'
                  ? texts.nowAssigned(short(connection.assignee?.name ?? words.common.unassigned, 40))
                  : texts.waysHelp[one] || undefined
              }
            />
          ))}
        </div>
      </Radio.Group>
      {way === 'person' && (
        <Select
          {...pick}
          label={texts.person}
          value={userIds[0] ?? null}
          onChange={(id) => form.setFieldValue('userIds', id ? [id] : [])}
        />
      )}
      {(way === 'round-robin' || way === 'fewest-open') && <MultiSelect {...pick} label={texts.people} />}
      <Select
        {...choose('statusId', texts.status, connection.status?.name)}
        data={choicesOf(masters.statuses)}
      />
      <Select {...choose('groupId', texts.group, connection.group?.name)} data={choicesOf(masters.groups)} />
      <p className={classes.help}>{texts.keepsNote}</p>
    </div>
  );
}

const choicesOf = (all: { id: string; name: string }[]) =>
  all.map(({ id, name }) => ({ value: id, label: short(name, 60) }));
