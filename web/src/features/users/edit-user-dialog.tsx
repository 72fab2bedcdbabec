// 編集 of one person: the name, and for admins the role.
import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { answerOf, api, type User } from '../../api/client.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { short } from '../../format/text.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { words } from '../../words/index.ts';
import { RoleRadio } from '../masters/role-radio.tsx';

const texts = words.users.edit;
const NAME_MOST = 200;

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
  const initial = { name: user.name, role: user.role };
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
      run={({ name, role }) => {
        // What is as it was is left out: another admin may have changed it meanwhile.
        const body = {
          ...(name.trim() !== user.name && { name: name.trim() }),
          ...(role !== user.role && { role }),
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
    </FormDialog>
  );
}
