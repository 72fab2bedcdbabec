// パスワードの再設定: asks for the mail with the link. The answer is the same for any address.
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { requestPasswordReset } from '../api/session.ts';
import { FrontDoor } from '../ui/front-door.tsx';
import { words } from '../words/index.ts';

const texts = words.account.forgot;

export function ForgotPassword() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '' },
    validate: {
      email: (value) => {
        if (value.trim() === '') return words.signIn.emailMissing;
        return /^\S+@\S+$/.test(value.trim()) ? null : words.signIn.emailForm;
      },
    },
  });
  const submit = form.onSubmit(
    async ({ email }) => {
      setFailed(null);
      const problem = await requestPasswordReset(email.trim());
      if (problem) setFailed(problem);
      else setSentTo(email.trim());
    },
    () => form.getInputNode('email')?.focus(),
  );
  if (sentTo !== null)
    return (
      <FrontDoor title={texts.sentTitle}>
        <Stack gap="sm" align="flex-start" role="status">
          <Text>{texts.sent(sentTo)}</Text>
          <Text c="dimmed" size="sm">
            {texts.notArrived}
          </Text>
          <Button variant="default" onClick={() => setSentTo(null)}>
            {texts.again}
          </Button>
          <Link to="/sign-in">{texts.toSignIn}</Link>
        </Stack>
      </FrontDoor>
    );
  return (
    <FrontDoor title={texts.title}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {texts.lead}
          </Text>
          {failed && (
            <Alert color="red" variant="light" role="alert">
              {failed}
            </Alert>
          )}
          <TextInput
            key={form.key('email')}
            {...form.getInputProps('email')}
            size="md"
            type="email"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            label={texts.email}
            autoFocus
          />
          <Button type="submit" size="md" fullWidth mt="xs" loading={form.submitting}>
            {texts.submit}
          </Button>
          <Link to="/sign-in">{texts.toSignIn}</Link>
        </Stack>
      </form>
    </FrontDoor>
  );
}
