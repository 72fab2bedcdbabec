// サインイン: e-mail and password, then back to the page one wanted.
import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { firstStartQuery } from '../api/queries.ts';
import { signIn } from '../api/session.ts';
import { FrontDoor } from '../ui/front-door.tsx';
import { LanguagePicker } from '../ui/language-picker.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/sign-in');

export function SignIn() {
  const { next, ended } = route.useSearch();
  const { data: firstStart } = useQuery(firstStartQuery);
  const router = useRouter();
  const [failed, setFailed] = useState<string | null>(null);
  const password = useRef<HTMLInputElement>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => {
        if (value.trim() === '') return words.signIn.emailMissing;
        return /^\S+@\S+$/.test(value.trim()) ? null : words.signIn.emailForm;
      },
      password: (value) => (value === '' ? words.signIn.passwordMissing : null),
    },
  });
  useEffect(() => {
    if (failed) password.current?.focus();
  }, [failed]);

  const submit = form.onSubmit(
    async ({ email, password: secret }) => {
      setFailed(null);
      const problem = await signIn(email.trim(), secret);
      if (problem) return setFailed(problem);
      await router.invalidate();
      await router.navigate({ href: next ?? '/inquiries', replace: true });
    },
    (errors) => form.getInputNode(errors.email ? 'email' : 'password')?.focus(),
  );

  return (
    <FrontDoor title={words.signIn.title} lead={words.signIn.lead}>
      {firstStart?.isOpen && (
        <Alert variant="light" mb="sm">
          {words.signIn.firstStartHint}
        </Alert>
      )}
      {ended && !failed && (
        <Alert variant="light" mb="sm">
          {words.signIn.ended}
        </Alert>
      )}
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            key={form.key('email')}
            {...form.getInputProps('email')}
            size="md"
            type="email"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            label={words.signIn.email}
            autoFocus
          />
          <PasswordField
            key={form.key('password')}
            {...form.getInputProps('password')}
            ref={(node) => {
              password.current = node;
            }}
            size="md"
            autoComplete="current-password"
            label={words.signIn.password}
            error={form.errors.password ?? failed}
          />
          <Button type="submit" size="md" fullWidth mt="xs" loading={form.submitting}>
            {words.signIn.submit}
          </Button>
          <Link to="/forgot-password">{words.signIn.forgotten}</Link>
        </Stack>
      </form>
      <LanguagePicker mt="lg" size="xs" />
    </FrontDoor>
  );
}
