// 編集 of one person: the name, and for admins the role and, where the firm has any, the 店舗.
import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type User } from '../../api/client.ts';
import { branchesQuery } from '../../api/queries.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { short } from '../../format/text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { NoChoices } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { RoleRadio } from '../masters/role-radio.tsx';

const texts = words.users.edit;
const NAME_MOST = 200;
const NONE = 'none';

export function EditUserDialog({
  user,
  opened,
  onClose,
  onDone,
}: {
  user: User;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}) {
  const isAdmin = useIsAdmin();
  const query = useQuery({ ...branchesQuery, enabled: opened && isAdmin });
  const { data: branches } = query;
  const initial = { name: user.name, role: user.role, branchId: user.branch?.id ?? NONE };
  const form = useForm({
    initialValues: initial,
    validate: {
      name: (value) => {
        if (value.trim() === '') return words.common.required(texts.name);
        return value.trim().length > NAME_MOST ? words.common.tooLong(NAME_MOST) : null;
      },
    },
  });
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.title(short(user.name, 40))}
      submit={words.common.save}
      form={form}
      initial={initial}
      inWords={({ name, role }) => [
        { key: 'name', label: texts.name, text: name },
        { key: 'role', label: words.users.columns.role, text: words.frame.roles[role] ?? role },
        { key: 'branchId', label: texts.branch, text: user.branch?.name ?? texts.noBranch },
      ]}
      run={({ name, role, branchId }) => {
        const was = { name: user.name, role: user.role, branchId: user.branch?.id ?? null };
        // What was not touched is left out: another admin may have changed it meanwhile.
        const body = {
          ...(name.trim() !== was.name && { name: name.trim() }),
          ...(role !== was.role && { role }),
          ...(branchId !== initial.branchId && { branchId: branchId === NONE ? null : branchId }),
          was,
        };
        return answerOf(api.PATCH('/api/v1/users/{id}', { params: { path: { id: user.id } }, body }));
      }}
      onDone={onDone}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={texts.name}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
      />
      {isAdmin && <RoleRadio {...form.getInputProps('role')} />}
      <NoChoices of={query} />
      {/* The last one may be deleted while it stands here. */}
      {isAdmin && branches && (branches.items.length > 0 || form.values.branchId !== NONE) && (
        <Select
          {...form.getInputProps('branchId')}
          label={texts.branch}
          data={[
            { value: NONE, label: texts.noBranch },
            ...branches.items.map(({ id, name }) => ({ value: id, label: short(name, 60) })),
          ]}
          allowDeselect={false}
          searchable={branches.items.length > 8}
          checkIconPosition="right"
        />
      )}
    </FormDialog>
  );
}
