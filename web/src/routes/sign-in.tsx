// サインイン: e-mail and password, then back to the page one wanted.
import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { firstStartQuery } from '../api/queries.ts';
import { signIn } from '../api/session.ts';
import { noSubmitWhileComposing } from '../ui/composing.ts';
import { useTitle } from '../ui/page.tsx';
import { words } from '../words/index.ts';
import classes from './sign-in.module.css';

const route = getRouteApi('/sign-in');

export function SignIn() {
  const { next, ended } = route.useSearch();
  const { data: firstStart } = useQuery(firstStartQuery);
  const router = useRouter();
  const [failed, setFailed] = useState<string | null>(null);
  const password = useRef<HTMLInputElement>(null);
  useTitle(words.signIn.title);
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
    <main className={classes.screen}>
      <Paper withBorder className={classes.card}>
        <Text fw={600}>{words.common.productName}</Text>
        <Text c="dimmed" size="sm">
          {words.signIn.lead}
        </Text>
        <Title order={1} mt="md" mb="sm">
          {words.signIn.title}
        </Title>
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
        <form onSubmit={submit} onKeyDown={noSubmitWhileComposing} noValidate>
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
            <PasswordInput
              key={form.key('password')}
              {...form.getInputProps('password')}
              ref={(node) => {
                password.current = node;
              }}
              size="md"
              autoComplete="current-password"
              label={words.signIn.password}
              error={form.errors.password ?? failed}
              visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }}
            />
            <Button type="submit" size="md" fullWidth mt="xs" loading={form.submitting}>
              {words.signIn.submit}
            </Button>
            <Text c="dimmed" size="sm">
              {words.signIn.forgotten}
            </Text>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
