// The fields of 連携名称と詳細設定, each with what it does at intake, and the way to make what is not there yet.
import { Button, Select, type SelectProps, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { StatusChip } from '../../ui/chip.tsx';
import { clearable } from '../../ui/clearable.ts';
import { helpUnder } from '../../ui/help-under.ts';
import { words } from '../../words/index.ts';
import { CreateGroupDialog } from '../masters/create-group-dialog.tsx';
import { CreateStatusDialog } from '../masters/create-status-dialog.tsx';
import { InviteDialog } from '../masters/invite-dialog.tsx';
import type { Masters, RulesEntry } from './rules.ts';
import classes from './rules-fields.module.css';

const texts = words.setup.rules;

interface Props {
  form: UseFormReturnType<RulesEntry>;
  masters: Masters;
  portalName: string;
}

export function RulesFields({ form, masters, portalName }: Props) {
  const [inviting, invite] = useDisclosure();
  const [makingStatus, makeStatus] = useDisclosure();
  const [makingGroup, makeGroup] = useDisclosure();
  const [hasInvited, setInvited] = useState(false);
  const choose = (field: 'assigneeId' | 'statusId' | 'groupId', label: string): SelectProps<string> => ({
    ...form.getInputProps(field),
    label,
    placeholder: texts.none,
    searchable: true,
    ...clearable(words.common.clearChoice(label)),
    nothingFoundMessage: texts.nothingFound,
    checkIconPosition: 'right',
    inputWrapperOrder: helpUnder,
  });
  const make = (label: string, onClick: () => void) => (
    <Button variant="subtle" size="compact-sm" className={classes.make} onClick={onClick}>
      + {label}
    </Button>
  );
  return (
    <div className={classes.fields}>
      <TextInput
        key={form.key('name')}
        autoFocus
        {...form.getInputProps('name')}
        label={texts.name}
        description={texts.nameHelp}
        placeholder={texts.namePlaceholder(portalName)}
        inputWrapperOrder={helpUnder}
        withAsterisk
        required
        autoComplete="off"
        spellCheck={false}
      />
      <div className={classes.choice}>
        <Select
          key={form.key('assigneeId')}
          {...choose('assigneeId', texts.assignee)}
          description={hasInvited ? `${texts.assigneeHelp}${texts.invited}` : texts.assigneeHelp}
          data={masters.members.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {make(texts.make.assignee, invite.open)}
      </div>
      <div className={classes.choice}>
        <Select
          key={form.key('statusId')}
          {...choose('statusId', texts.status)}
          description={texts.statusHelp}
          data={masters.statuses.map(({ id, name }) => ({ value: id, label: name }))}
          renderOption={({ option }) => (
            <StatusChip
              name={option.label}
              color={masters.statuses.find(({ id }) => id === option.value)?.color ?? 'gray'}
            />
          )}
        />
        {make(texts.make.status, makeStatus.open)}
      </div>
      <div className={classes.choice}>
        <Select
          key={form.key('groupId')}
          {...choose('groupId', texts.group)}
          description={texts.groupHelp}
          data={masters.groups.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {make(texts.make.group, makeGroup.open)}
      </div>
      <InviteDialog opened={inviting} onClose={invite.close} onInvited={() => setInvited(true)} />
      <CreateStatusDialog
        opened={makingStatus}
        onClose={makeStatus.close}
        onCreated={({ id }) => put('statusId', id)}
      />
      <CreateGroupDialog
        opened={makingGroup}
        onClose={makeGroup.close}
        onCreated={({ id }) => put('groupId', id)}
      />
    </div>
  );

  function put(field: 'statusId' | 'groupId', id: string) {
    form.setFieldValue(field, id);
    form.clearFieldError(field);
  }
}
