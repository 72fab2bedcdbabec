// ユーザーID and パスワード as the portal wants them, sent exactly as typed; what looks odd is pointed out, never changed.
import { Alert, Button, Group, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useRef } from 'react';
import type { Connection } from '../../api/client.ts';
import { helpUnder } from '../../ui/help-under.ts';
import { useKept } from '../../ui/kept.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { words } from '../../words/index.ts';
import classes from './credentials-form.module.css';
import { OddityNote } from './oddity-note.tsx';

const texts = words.setup.login;
const MOST = 200;

interface Props {
  connection: Connection;
  /** What the server found wrong, by field. */
  problems: Record<string, string>;
  isPending: boolean;
  onSend: (given: { userId: string; password: string }) => void;
  /** Keeps what is saved. */
  onGiveUp?: () => void;
}

export function CredentialsForm({ connection, problems, isPending, onSend, onGiveUp }: Props) {
  // Only the ID: a password must not lie in the browser's storage.
  const kept = useKept<{ userId: string }>(`login/${connection.id}`);
  const form = useForm({
    initialValues: { userId: kept.found?.userId ?? '', password: '' },
    validate: {
      userId: (value) => problemOf(value, texts.userId),
      password: (value) => problemOf(value, texts.password),
    },
    onValuesChange: ({ userId }) => kept.keep({ userId }),
  });
  const isSent = useRef(false);
  const { setErrors } = form;
  useEffect(() => {
    if (Object.keys(problems).length > 0) setErrors(problems);
  }, [problems, setErrors]);
  // Taken: the form goes away, and with it what was kept of it.
  useEffect(
    () => () => {
      if (isSent.current) kept.drop();
    },
    [kept],
  );

  const { userId, password } = form.values;
  return (
    <form
      noValidate
      className={classes.form}
      onSubmit={form.onSubmit(
        (given) => {
          isSent.current = true;
          onSend(given);
        },
        (errors) => form.getInputNode(errors.userId ? 'userId' : 'password')?.focus(),
      )}
    >
      {kept.found && kept.found.userId !== '' && password === '' && (
        <Alert variant="light" p="sm">
          {words.setup.keptWithoutPassword}
        </Alert>
      )}
      <div>
        <TextInput
          {...form.getInputProps('userId')}
          autoFocus
          label={texts.userId}
          description={texts.userIdHelp(connection.portalName)}
          inputWrapperOrder={helpUnder}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
        />
        <OddityNote
          label={texts.userId}
          value={userId}
          onRepair={(value) => form.setFieldValue('userId', value)}
        />
      </div>
      <div>
        <PasswordInput
          {...form.getInputProps('password')}
          label={texts.password}
          description={texts.passwordHelp}
          inputWrapperOrder={helpUnder}
          // Not the password of this screen: the browser is not to offer that one.
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': texts.showPassword }}
        />
        <OddityNote
          label={texts.password}
          value={password}
          onRepair={(value) => form.setFieldValue('password', value)}
        />
      </div>
      <Group gap="xs">
        <Button type="submit" loading={isPending}>
          {texts.submit}
        </Button>
        {onGiveUp && (
          <Button
            variant="subtle"
            onClick={() => {
              kept.drop();
              onGiveUp();
            }}
          >
            {texts.keep}
          </Button>
        )}
      </Group>
      <LeaveGuard isDirty={() => !isPending && (userId !== '' || password !== '')} onLeave={kept.drop} />
    </form>
  );
}

function problemOf(value: string, label: string): string | null {
  if (value === '') return words.common.required(label);
  return value.length > MOST ? words.common.tooLong(MOST) : null;
}
