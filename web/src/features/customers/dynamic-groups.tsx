// 動的な顧客グループ over the list of 顧客: each narrows the list to its condition; the present one can be kept as another.
import { Button, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { dynamicGroupsQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { notify } from '../../ui/notify.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { nameProblem } from '../masters/name.ts';
import { type CustomerFilter, filterOf } from './customers-place.ts';
import classes from './dynamic-groups.module.css';

const texts = words.customer.dynamic;
const keyOf = (filter: object) => JSON.stringify(Object.entries(filter).sort());

export function DynamicGroups({ filter }: { filter: CustomerFilter }) {
  const query = useQuery(dynamicGroupsQuery);
  const { data } = query;
  const client = useQueryClient();
  const [isSaving, saving] = useDisclosure();
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (value) => nameProblem(value, texts.name) },
  });
  const now = keyOf(filter);
  const groups = data?.items ?? [];
  const isKept = groups.some((group) => keyOf(filterOf(group.filter)) === now);
  const canSave = Object.keys(filter).length > 0 && !isKept;
  if (!data) return <NotYet of={query} room={null} as="hint" title={texts.absent} />;
  if (groups.length === 0 && !canSave) return null;
  return (
    <nav className={classes.groups} aria-label={texts.list}>
      {groups.map((group) => {
        const isNow = keyOf(filterOf(group.filter)) === now;
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
      <FormDialog
        opened={isSaving}
        onClose={saving.close}
        title={texts.saveTitle}
        submit={texts.submit}
        form={form}
        run={({ name }) =>
          answerOf(api.POST('/api/v1/dynamic-groups', { body: { name: name.trim(), filter } }))
        }
        onDone={(group) => {
          void notify({ message: texts.saved(group.name) });
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
