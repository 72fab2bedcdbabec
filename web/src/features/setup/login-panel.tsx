// A connection's login: typing it, trying it, and what came of it. In the set-up and on the connection's page.
import { Alert, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { type Connection, Refusal } from '../../api/client.ts';
import { useProductName } from '../../api/use-me.ts';
import { errorText } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { LoginState } from '../connections/login-state.tsx';
import { loginView, wantsNewLogin } from '../connections/login-view.ts';
import { CredentialsForm } from './credentials-form.tsx';
import classes from './login-panel.module.css';
import { RefusedBeforeDialog } from './refused-before.tsx';
import { useLogin } from './use-login.ts';

const texts = words.setup.login;

export function LoginPanel({ connection }: { connection: Connection }) {
  const { login, portalName, state, isEditable } = connection;
  const isSaved = login.state !== 'none';
  // What is typed stays when somebody else saves one meanwhile.
  const [isChanging, setChanging] = useState(!isSaved);
  const attempt = useLogin(connection, () => setChanging(false));
  const isTyping = isEditable && (!isSaved || isChanging);
  const { error, refused } = attempt;
  const fields = error instanceof Refusal ? error.fields : {};
  const canCheck = isEditable && login.isSetUp && login.state !== 'checking';
  return (
    <div className={classes.panel}>
      {isSaved && <Saved connection={connection} />}
      {error && !refused && Object.keys(fields).length === 0 && (
        <Alert color="red" variant="light" role="alert">
          {errorText(error)}
        </Alert>
      )}
      {isTyping && (
        <CredentialsForm
          connection={connection}
          problems={fields}
          isPending={attempt.isPending}
          onSend={attempt.send}
          {...(isSaved && { onGiveUp: () => setChanging(false) })}
        />
      )}
      {isSaved && (
        <LoginState login={login} portalName={portalName} isLive={state !== 'draft'}>
          {isEditable && !isTyping && (
            <Group gap="xs">
              <Button
                variant={wantsNewLogin(loginView(login).key) ? 'filled' : 'default'}
                onClick={() => setChanging(true)}
              >
                {texts.change}
              </Button>
              {canCheck && (
                <Button
                  variant={login.state === 'unverified' ? 'filled' : 'default'}
                  loading={attempt.isPending}
                  onClick={() => attempt.send(null)}
                >
                  {texts.submit}
                </Button>
              )}
            </Group>
          )}
        </LoginState>
      )}
      {refused && (
        <RefusedBeforeDialog
          refused={refused}
          portalName={portalName}
          isPending={attempt.isPending}
          onClose={attempt.giveUp}
          onInsist={attempt.insist}
        />
      )}
    </div>
  );
}

function Saved({ connection: { login } }: { connection: Connection }) {
  const product = useProductName();
  return (
    <div className={classes.saved}>
      <strong>{texts.saved}</strong>
      {login.updatedAt && (
        <span className={classes.when}>
          <Moment at={login.updatedAt} /> {texts.savedBy(login.updatedBy?.name ?? null)}
        </span>
      )}
      <span className={classes.when}>{texts.sealed(product)}</span>
    </div>
  );
}
