// ユーザーを招待, on its page and in place wherever a 担当者 is chosen.
import { Alert, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { type Role, RoleRadio } from './role-radio.tsx';

const texts = words.users.invite;

/** `onInvited`: the mail is on its way; the person can be chosen once they have accepted. */
export function InviteDialog({
  opened,
  onClose,
  onInvited,
}: {
  opened: boolean;
  onClose: () => void;
  onInvited?: () => void;
}) {
  const client = useQueryClient();
  const { shortcomings } = useMe();
  const form = useForm<{ email: string; role: Role }>({
    initialValues: { email: '', role: 'member' },
    validate: {
      email: (value) => {
        if (value.trim() === '') return words.common.required(texts.email);
        return /^\S+@\S+$/.test(value.trim()) ? null : words.signIn.emailForm;
      },
    },
  });
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.title}
      submit={texts.submit}
      form={form}
      run={async ({ email, role }) => {
        await answerOf(api.POST('/api/v1/invitations', { body: { email: email.trim(), role } }));
        return email.trim();
      }}
      onDone={async (email) => {
        void notify({ message: texts.sent(email) });
        await client.invalidateQueries();
        onInvited?.();
      }}
    >
      <Text size="sm" c="dimmed">
        {texts.lead}
      </Text>
      {shortcomings.includes('no-smtp-url') && (
        <Alert color="yellow" variant="light">
          {texts.noRelay}
        </Alert>
      )}
      <TextInput
        {...form.getInputProps('email')}
        type="email"
        inputMode="email"
        label={texts.email}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
      />
      <RoleRadio {...form.getInputProps('role')} />
    </FormDialog>
  );
}
