// The form of an invitation: name and password of a new person, the password of a known one, or nothing but a button.
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { answerOf, api, type InvitationLook, Refusal } from '../../api/client.ts';
import { meQuery } from '../../api/queries.ts';
import { enterOrganization, passwordProblem, signIn } from '../../api/session.ts';
import { forgetToken } from '../../ui/hash-token.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';

const texts = words.account.invitation;

export function ComeIn({ token, look }: { token: string; look: InvitationLook }) {
  const router = useRouter();
  // Whoever is signed in here, if anybody is.
  const { data: me } = useQuery({ ...meQuery, retry: false });
  const isSignedIn = me?.user?.email.toLowerCase() === look.email.toLowerCase();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', password: '' },
    validate: {
      name: (value) => (look.needsAccount && value.trim() === '' ? texts.nameMissing : null),
      password: (value) => {
        if (look.needsAccount) return passwordProblem(value);
        return !isSignedIn && value === '' ? words.account.passwordMissing : null;
      },
    },
  });
  const enter = useMutation({
    async mutationFn({ name, password }: { name: string; password: string }) {
      const body = {
        token,
        ...(look.needsAccount && { name: name.trim() }),
        ...(password !== '' && { password }),
      };
      const { email, organizationId } = await answerOf(api.POST('/api/invitations/accept', { body }));
      forgetToken('invitation');
      // When only the signing in fails, the sign-in page will say why.
      if (password !== '') await signIn(email, password);
      // A session with another firm's work in it goes on in this one.
      if (!look.needsAccount) await enterOrganization(organizationId);
      // A real load: this tab may have been another firm's until now.
      window.location.assign(router.buildLocation({ to: '/inquiries' }).href);
    },
    onError(error) {
      if (error instanceof Refusal) form.setErrors(error.fields);
    },
  });
  const isAtFields = enter.error instanceof Refusal && Object.keys(enter.error.fields).length > 0;
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(
        (values) => enter.mutate(values),
        (errors) => form.getInputNode(errors.name ? 'name' : 'password')?.focus(),
      )}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {look.needsAccount
            ? texts.newPerson
            : isSignedIn
              ? texts.signedIn(me?.user?.name ?? '')
              : texts.knownPerson}
        </Text>
        {enter.error && !isAtFields && (
          <Alert color="red" variant="light" role="alert">
            {errorText(enter.error)}
          </Alert>
        )}
        {/* Password keepers learn for whom the password is. */}
        <input type="text" name="username" autoComplete="username" value={look.email} readOnly hidden />
        {look.needsAccount && (
          <TextInput
            key={form.key('name')}
            {...form.getInputProps('name')}
            size="md"
            label={texts.name}
            autoComplete="name"
            autoFocus
          />
        )}
        {(look.needsAccount || !isSignedIn) && (
          <PasswordField
            key={form.key('password')}
            {...form.getInputProps('password')}
            size="md"
            label={words.account.password}
            {...(look.needsAccount && { description: texts.passwordHint })}
            autoComplete={look.needsAccount ? 'new-password' : 'current-password'}
          />
        )}
        <Button type="submit" size="md" fullWidth mt="xs" loading={enter.isPending || enter.isSuccess}>
          {look.needsAccount ? texts.submitNew : texts.submitKnown}
        </Button>
        {!look.needsAccount && !isSignedIn && <Link to="/forgot-password">{texts.forgotten}</Link>}
      </Stack>
    </form>
  );
}
