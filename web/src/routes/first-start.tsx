// The first start: the firm and its owner, over the one-time link the program printed (its token is the URL's hash).
import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { answerOf, api, type FirstOrganization, Refusal } from '../api/client.ts';
import { firstStartQuery } from '../api/queries.ts';
import { signIn } from '../api/session.ts';
import { noSubmitWhileComposing } from '../ui/composing.ts';
import { ButtonLink } from '../ui/links.tsx';
import { useTitle } from '../ui/page.tsx';
import { errorText } from '../ui/states.tsx';
import { words } from '../words/index.ts';
import classes from './sign-in.module.css';

const texts = words.signIn.firstStart;
const KEPT = 'digima-first-start';

export function FirstStart() {
  const { data } = useQuery(firstStartQuery);
  const token = useToken();
  useTitle(texts.title);
  const problem = data?.isOpen === false ? texts.over : token === '' ? texts.noToken : null;
  return (
    <main className={classes.screen}>
      <Paper withBorder className={classes.card}>
        <Text fw={600}>{words.common.productName}</Text>
        <Title order={1} mt="md" mb="sm">
          {texts.title}
        </Title>
        {problem ? (
          <Stack align="flex-start">
            <Text>{problem}</Text>
            {data?.isOpen === false && <ButtonLink to="/sign-in">{texts.toSignIn}</ButtonLink>}
          </Stack>
        ) : (
          <OwnerForm token={token} />
        )}
      </Paper>
    </main>
  );
}

// Out of the address bar at once; kept for a reload of this tab, worth nothing after the first use.
function useToken(): string {
  const router = useRouter();
  const [token] = useState(() => window.location.hash.slice(1) || (sessionStorage.getItem(KEPT) ?? ''));
  useEffect(() => {
    if (token) sessionStorage.setItem(KEPT, token);
    if (window.location.hash) void router.navigate({ to: '/first-start', hash: '', replace: true });
  }, [router, token]);
  return token;
}

function OwnerForm({ token }: { token: string }) {
  const router = useRouter();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { organizationName: '', owner: { name: '', email: '', password: '' } },
    validate: {
      organizationName: (value) => missing(value, texts.organizationName),
      owner: {
        name: (value) => missing(value, texts.name),
        email: (value) =>
          missing(value, texts.email) ?? (/^\S+@\S+$/.test(value.trim()) ? null : words.signIn.emailForm),
        password: (value) => (value.length < 10 ? texts.passwordShort : null),
      },
    },
  });
  const begin = useMutation({
    async mutationFn(given: FirstOrganization) {
      await answerOf(api.POST('/api/first-start', { body: given }));
      sessionStorage.removeItem(KEPT);
      // When only the signing in fails, the sign-in page will say why.
      await signIn(given.owner.email, given.owner.password);
      await router.navigate({ to: '/inquiries', replace: true });
    },
    onError(error) {
      if (error instanceof Refusal) form.setErrors(error.fields);
    },
  });
  const isAtFields = begin.error instanceof Refusal && Object.keys(begin.error.fields).length > 0;
  return (
    <form
      noValidate
      onKeyDown={noSubmitWhileComposing}
      onSubmit={form.onSubmit(
        ({ organizationName, owner: { name, email, password } }) =>
          begin.mutate({ token, organizationName, owner: { name, email: email.trim(), password } }),
        (errors) => form.getInputNode(Object.keys(errors)[0] ?? 'organizationName')?.focus(),
      )}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {texts.lead}
        </Text>
        {begin.error && !isAtFields && (
          <Alert color="red" variant="light" role="alert">
            {errorText(begin.error)}
          </Alert>
        )}
        <TextInput
          key={form.key('organizationName')}
          {...form.getInputProps('organizationName')}
          size="md"
          label={texts.organizationName}
          autoComplete="organization"
        />
        <TextInput
          key={form.key('owner.name')}
          {...form.getInputProps('owner.name')}
          size="md"
          label={texts.name}
          autoComplete="name"
        />
        <TextInput
          key={form.key('owner.email')}
          {...form.getInputProps('owner.email')}
          size="md"
          type="email"
          label={texts.email}
          autoComplete="username"
          spellCheck={false}
        />
        <PasswordInput
          key={form.key('owner.password')}
          {...form.getInputProps('owner.password')}
          size="md"
          label={texts.password}
          description={texts.passwordHint}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }}
        />
        <Button type="submit" size="md" fullWidth mt="xs" loading={begin.isPending}>
          {texts.submit}
        </Button>
      </Stack>
    </form>
  );
}

const missing = (value: string, label: string) => (value.trim() === '' ? texts.missing(label) : null);
