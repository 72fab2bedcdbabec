// 設定 → パスワードの変更. One's other sessions end with it.
import { Alert, Button, Paper, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { changePassword, passwordProblem } from '../../api/session.ts';
import { useMe } from '../../api/use-me.ts';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { words } from '../../words/index.ts';
import classes from './settings.module.css';

const texts = words.account.change;

export function PasswordPage() {
  const { user } = useMe();
  const [told, setTold] = useState<{ isDone: boolean; text: string } | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { current: '', next: '' },
    validate: {
      current: (value) => (value === '' ? words.account.passwordMissing : null),
      next: (value, { current }) => passwordProblem(value) ?? (value === current ? texts.same : null),
    },
  });
  const submit = form.onSubmit(
    async ({ current, next }) => {
      setTold(null);
      const problem = await changePassword(current, next);
      if (problem?.field) {
        form.setFieldError(problem.field, problem.text);
        form.getInputNode(problem.field)?.focus();
      } else if (problem) setTold({ isDone: false, text: problem.text });
      else {
        form.reset();
        setTold({ isDone: true, text: texts.done });
      }
    },
    (errors) => form.getInputNode(errors.current ? 'current' : 'next')?.focus(),
  );
  return (
    <SettingsPage title={texts.title} lead={texts.lead} isOwn>
      <Paper withBorder className={classes.form}>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            {told && (
              <Alert
                color={told.isDone ? 'accent' : 'red'}
                variant="light"
                role={told.isDone ? 'status' : 'alert'}
              >
                {told.text}
              </Alert>
            )}
            <input
              type="text"
              name="username"
              autoComplete="username"
              value={user?.email ?? ''}
              readOnly
              hidden
            />
            <PasswordField
              key={form.key('current')}
              {...form.getInputProps('current')}
              label={texts.current}
              autoComplete="current-password"
            />
            <PasswordField
              key={form.key('next')}
              {...form.getInputProps('next')}
              label={texts.next}
              description={texts.hint}
              autoComplete="new-password"
            />
            <div className={classes.submit}>
              <Link to="/forgot-password">{texts.forgotten}</Link>
              <Button type="submit" loading={form.submitting}>
                {texts.submit}
              </Button>
            </div>
          </Stack>
        </form>
      </Paper>
    </SettingsPage>
  );
}
