// 新しいパスワードの設定, over the link of the mail (its token is the URL's hash).
import { Alert, Button, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { passwordProblem, resetPassword } from '../api/session.ts';
import { FrontDoor } from '../ui/front-door.tsx';
import { forgetToken, useHashToken } from '../ui/hash-token.ts';
import { ButtonLink } from '../ui/links.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { words } from '../words/index.ts';

const texts = words.account.reset;
type State = 'open' | 'over' | 'done';

export function ResetPassword() {
  const token = useHashToken('reset-password');
  return <Reset key={token} token={token} />;
}

function Reset({ token }: { token: string }) {
  const [state, setState] = useState<State>('open');
  if (state === 'done')
    return (
      <FrontDoor title={texts.doneTitle}>
        <Stack gap="sm" align="flex-start" role="status">
          <Text>{texts.done}</Text>
          <ButtonLink to="/sign-in">{texts.toSignIn}</ButtonLink>
        </Stack>
      </FrontDoor>
    );
  if (token === '' || state === 'over')
    return (
      <FrontDoor title={texts.title}>
        <Stack gap="sm" align="flex-start" role="alert">
          <Text>{state === 'over' ? texts.over : texts.noToken}</Text>
          <ButtonLink to="/forgot-password" variant="default">
            {texts.again}
          </ButtonLink>
        </Stack>
      </FrontDoor>
    );
  return (
    <FrontDoor title={texts.title}>
      <NewPassword token={token} onEnd={setState} />
    </FrontDoor>
  );
}

function NewPassword({ token, onEnd }: { token: string; onEnd: (state: State) => void }) {
  const [failed, setFailed] = useState<string | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '' },
    validate: { password: passwordProblem },
  });
  const submit = form.onSubmit(
    async ({ password }) => {
      setFailed(null);
      const problem = await resetPassword(token, password);
      if (problem !== null && problem !== 'over') return setFailed(problem);
      forgetToken('reset-password');
      onEnd(problem === null ? 'done' : 'over');
    },
    () => form.getInputNode('password')?.focus(),
  );
  return (
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
        <PasswordField
          key={form.key('password')}
          {...form.getInputProps('password')}
          size="md"
          label={words.account.change.next}
          description={words.account.change.hint}
          autoComplete="new-password"
          autoFocus
        />
        <Button type="submit" size="md" fullWidth mt="xs" loading={form.submitting}>
          {texts.submit}
        </Button>
      </Stack>
    </form>
  );
}
