// What is known of a login: the state's words, what to do next, how far a check is, and when the next one is.
import { List, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConnectionLogin } from '../../api/client.ts';
import { Chip } from '../../ui/chip.tsx';
import { Fields } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './login-state.module.css';
import { loginView } from './login-view.ts';

const texts = words.portalLogin;
const stages = ['waiting', 'opening', 'submitting', 'reading'] as const;

/** `children`: the buttons that go with the state. `isLive`: mail is taken in already. */
export function LoginState({
  login,
  portalName,
  isLive,
  children,
}: {
  login: ConnectionLogin;
  portalName: string;
  isLive: boolean;
  children?: ReactNode;
}) {
  const { key, tone, chip, title, body, steps, who } = loginView(login);
  const todo = steps(portalName);
  const isTrouble = login.state === 'failed' || key === 'not-set-up' || key === 'interrupted';
  return (
    <div className={classes.state} data-tone={tone} data-login={key}>
      <div role="status">
        <p className={classes.title}>
          <Mark login={key} />
          <span className={classes.words}>
            <strong>{title}</strong>
            {key !== 'none' && <Chip tone={tone}>{chip}</Chip>}
          </span>
        </p>
        <p className={classes.body}>{body(portalName)}</p>
        {isTrouble && who && <p className={classes.who}>{texts.who[who]}</p>}
      </div>
      {login.state === 'checking' && <Progress login={login} />}
      {todo.length > 0 && (
        <>
          <p className={classes.what}>{texts.what}</p>
          <List type="ordered" size="sm" className={classes.todo}>
            {todo.map((step) => (
              <List.Item key={step}>{step}</List.Item>
            ))}
          </List>
        </>
      )}
      <Times login={login} />
      {isTrouble && <p className={classes.small}>{isLive ? texts.mailGoesOn : texts.mailWillGoOn}</p>}
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}

function Mark({ login }: { login: ReturnType<typeof loginView>['key'] }) {
  if (login === 'checking') return <Loader size={18} aria-hidden="true" />;
  if (login === 'verified') return <Icon name="check" />;
  return login === 'none' || login === 'unverified' ? null : <Icon name="review" />;
}

function Progress({ login }: { login: ConnectionLogin }) {
  const now = stages.indexOf(login.progress ?? 'waiting');
  return (
    <ol className={classes.progress} aria-label={texts.progressLabel}>
      {stages.map((stage, i) => (
        <li
          key={stage}
          data-done={i < now || undefined}
          {...(i === now && { 'aria-current': 'step' as const })}
        >
          {texts.progress[stage]}
        </li>
      ))}
    </ol>
  );
}

function Times({ login }: { login: ConnectionLogin }) {
  const { state, outcome, checkedAt, verifiedAt, nextCheckAt, retries } = login;
  const { mine, others } = login.failures;
  const failed = [mine > 0 && texts.failuresMine(mine), others > 0 && texts.failuresOthers(others)];
  const isRetry = outcome === 'unavailable' && state === 'failed';
  return (
    <Fields
      fields={[
        { label: texts.checkedAt, value: state === 'failed' && checkedAt && <Moment at={checkedAt} /> },
        { label: texts.verifiedAt, value: verifiedAt && <Moment at={verifiedAt} /> },
        {
          label: isRetry ? texts.nextRetryAt : texts.nextCheckAt,
          value: state !== 'checking' && nextCheckAt && (
            <>
              <Moment at={nextCheckAt} />
              {isRetry && retries > 0 && words.common.aside(texts.retries(retries))}
            </>
          ),
        },
        { label: texts.failures, value: words.common.list(failed) },
      ]}
    />
  );
}
