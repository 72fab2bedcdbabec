// 動的な顧客グループ over the list of 顧客: each narrows the list to its condition; the present one can be kept as
// another, or in place of the one that was chosen.
import { Button, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dynamicGroupsQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { notify } from '../../ui/notify.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { textOf, useNamedFilters } from '../inquiries/named-filters.ts';
import { nameProblem } from '../masters/name.ts';
import { type CustomerFilter, filterOf } from './customers-place.ts';
import classes from './dynamic-groups.module.css';
import { dynamicGroups } from './keep-dynamic-groups.ts';

const texts = words.customer.dynamic;

export function DynamicGroups({ filter }: { filter: CustomerFilter }) {
  const query = useQuery(dynamicGroupsQuery);
  const { data } = query;
  const client = useQueryClient();
  const [isSaving, saving] = useDisclosure();
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => nameProblem(value, texts.name) },
  });
  const { overwrite } = useNamedFilters(dynamicGroups);
  const now = textOf(filter);
  const groups = data?.items ?? [];
  const current = groups.find((group) => textOf(filterOf(group.filter)) === now);
  const canSave = Object.keys(filter).length > 0 && !current;
  const [last, setLast] = useState(current?.id);
  if (current && current.id !== last) setLast(current.id);
  // One that was chosen and narrowed further since.
  const outdated = canSave ? groups.find(({ id }) => id === last) : undefined;
  if (!data) return <NotYet of={query} room={null} as="hint" title={texts.absent} />;
  if (groups.length === 0 && !canSave) return null;
  return (
    <nav className={classes.groups} aria-label={texts.list}>
      {groups.map((group) => {
        const isNow = textOf(filterOf(group.filter)) === now;
        return (
          <ButtonLink
            key={group.id}
            to="/customers"
            search={isNow ? {} : filterOf(group.filter)}
            variant={isNow ? 'light' : 'default'}
            size="compact-md"
            radius="xl"
            aria-current={isNow ? 'true' : undefined}
          >
            {short(group.name, 30)}
          </ButtonLink>
        );
      })}
      {canSave && (
        <Button variant="subtle" size="compact-md" onClick={saving.open}>
          {texts.save}
        </Button>
      )}
      {outdated && (
        <Button variant="subtle" size="compact-md" onClick={() => overwrite(outdated, filter)}>
          {/* The whole button fits a phone: what it does stands at its end. */}
          {texts.update(short(outdated.name, 10))}
        </Button>
      )}
      <FormDialog
        opened={isSaving}
        onClose={saving.close}
        title={texts.saveTitle}
        submit={texts.submit}
        form={form}
        run={({ name }) => dynamicGroups.add({ name: name.trim(), filter })}
        onDone={(group) => {
          void notify({ message: texts.done(group.name) });
          void client.invalidateQueries({ queryKey: dynamicGroupsQuery.queryKey });
        }}
      >
        <Text size="sm">{texts.saveLead}</Text>
        <TextInput
          {...form.getInputProps('name')}
          label={texts.name}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
        />
      </FormDialog>
    </nav>
  );
}
