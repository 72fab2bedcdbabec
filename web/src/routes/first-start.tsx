// The first start: the firm and its owner, over the one-time link the program printed (its token is the URL's hash).
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { answerOf, api, type FirstOrganization, Refusal } from '../api/client.ts';
import { firstStartQuery } from '../api/queries.ts';
import { signIn } from '../api/session.ts';
import { FrontDoor } from '../ui/front-door.tsx';
import { forgetToken, useHashToken } from '../ui/hash-token.ts';
import { ButtonLink } from '../ui/links.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { errorText } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const texts = words.signIn.firstStart;

export function FirstStart() {
  const { data } = useQuery(firstStartQuery);
  const token = useHashToken('first-start');
  const problem = data?.isOpen === false ? texts.over : token === '' ? texts.noToken : null;
  return (
    <FrontDoor title={texts.title}>
      {problem ? (
        <Stack align="flex-start">
          <Text>{problem}</Text>
          {data?.isOpen === false && <ButtonLink to="/sign-in">{texts.toSignIn}</ButtonLink>}
        </Stack>
      ) : (
        <OwnerForm token={token} />
      )}
    </FrontDoor>
  );
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
      forgetToken('first-start');
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
        <PasswordField
          key={form.key('owner.password')}
          {...form.getInputProps('owner.password')}
          size="md"
          label={texts.password}
          description={texts.passwordHint}
          autoComplete="new-password"
        />
        <Button type="submit" size="md" fullWidth mt="xs" loading={begin.isPending}>
          {texts.submit}
        </Button>
      </Stack>
    </form>
  );
}

const missing = (value: string, label: string) => (value.trim() === '' ? texts.missing(label) : null);
