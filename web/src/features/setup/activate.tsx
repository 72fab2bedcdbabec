// The end of the set-up: the checkbox, 「連携を開始」, the question, 「連携する」.
import { Button, Checkbox } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { Connection } from '../../api/client.ts';
import { activate } from '../../api/setup.ts';
import { useProductName } from '../../api/use-me.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Fields } from '../../ui/fields.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { words } from '../../words/index.ts';
import classes from './activate.module.css';
import { StepFoot } from './step-foot.tsx';
import { stepPaths } from './wizard.tsx';

const texts = words.setup.inbox;

export function Activate({
  draft,
  onActivated,
}: {
  draft: Connection;
  onActivated: (connection: Connection) => void;
}) {
  const { id, name, portalName, inboxAddress, asideCount, login } = draft;
  const inbox = words.connection.inboxOf(useProductName());
  const [isRegistered, setRegistered] = useState(false);
  const [isAsking, ask] = useDisclosure();
  const hasLogin = login.state !== 'none';
  return (
    <>
      <div className={classes.registered}>
        <Checkbox
          label={texts.registered(inbox)}
          checked={isRegistered}
          onChange={({ currentTarget: { checked } }) => setRegistered(checked)}
        />
      </div>
      {!hasLogin && (
        <p className={classes.missing}>
          {texts.noLogin}
          <ButtonLink to={stepPaths.login} params={{ id }} variant="default" size="compact-sm">
            {texts.toLogin}
          </ButtonLink>
        </p>
      )}
      <StepFoot
        back={
          <BackLink to={stepPaths.login} params={{ id }}>
            {words.setup.back.login}
          </BackLink>
        }
      >
        <Button disabled={!isRegistered || !hasLogin} aria-describedby="about-start" onClick={ask.open}>
          {texts.submit}
        </Button>
        <span id="about-start" className={classes.hint}>
          {!isRegistered && texts.submitHint(portalName)}
        </span>
      </StepFoot>
      <Confirm
        opened={isAsking}
        onClose={ask.close}
        title={texts.confirm.title}
        confirm={texts.confirm.submit}
        run={() => activate(id)}
        onDone={onActivated}
      >
        <p className={classes.what}>
          {texts.confirm.body(portalName)}
          {asideCount > 0 && texts.confirm.aside(asideCount)}
        </p>
        <Fields
          fields={[
            { label: texts.confirm.name, value: <LongText text={name} most={80} /> },
            { label: inbox, value: inboxAddress },
          ]}
        />
        {login.state !== 'verified' && <p className={classes.note}>{texts.confirm.login}</p>}
      </Confirm>
    </>
  );
}
