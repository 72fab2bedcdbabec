// One connection: its states, what it waits for, and everything about it that can be looked at and changed.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Connection, Refusal } from '../api/client.ts';
import { connectionQuery } from '../api/setup.ts';
import { useIsAdmin, useMe } from '../api/use-me.ts';
import { RulesList } from '../features/assignment/rules-list.tsx';
import { Banner } from '../features/connections/banner.tsx';
import { ForwardingPart } from '../features/connections/forwarding-part.tsx';
import { History } from '../features/connections/history.tsx';
import { InboxPart } from '../features/connections/inbox-part.tsx';
import { Part } from '../features/connections/part.tsx';
import { RulesPart } from '../features/connections/rules-part.tsx';
import { StateActions } from '../features/connections/state-actions.tsx';
import { StateChips, stateText } from '../features/connections/state-chips.tsx';
import { Summary } from '../features/connections/summary.tsx';
import { TestInquiry } from '../features/connections/test-inquiry.tsx';
import { ConnectionEscalationPart } from '../features/notifying/connection-escalation-part.tsx';
import { Confirmations } from '../features/setup/confirmations.tsx';
import { LoginPanel } from '../features/setup/login-panel.tsx';
import { short } from '../format/text.ts';
import { BackLink } from '../ui/back-link.tsx';
import { LongText } from '../ui/long-text.tsx';
import { OnlyAdmins } from '../ui/only-admins.tsx';
import { Page } from '../ui/page.tsx';
import { PortalMark } from '../ui/portal-mark.tsx';
import { Missing, NotYet } from '../ui/states.tsx';
import { SupportWindow } from '../ui/support-window.tsx';
import { words } from '../words/index.ts';
import classes from './connection.module.css';

const route = getRouteApi('/frame/connections/$id');
const texts = words.connectionPage;

export function ConnectionPage() {
  const { id } = route.useParams();
  const query = useQuery(connectionQuery(id));
  const { data: connection, error } = query;
  if (connection) return <Loaded key={id} connection={connection} />;
  if (error instanceof Refusal && (error.status === 404 || error.status === 422))
    return <Missing title={words.connection.title} />;
  return (
    <Page title={words.connection.title} back={<BackLink to="/connections">{texts.back}</BackLink>}>
      <NotYet of={query} room={<Loading />} />
      <SupportWindow />
    </Page>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={words.common.loading} className={classes.columns}>
      <Skeleton height={520} />
      <Skeleton height={300} />
    </div>
  );
}

function Loaded({ connection }: { connection: Connection }) {
  const { id, name, portalName, state, isEditable, login } = connection;
  const { portalIntegration: isOn } = useMe().options;
  const isAdmin = useIsAdmin();
  return (
    <Page
      title={`${short(name, 40)} | ${words.connection.title}`}
      heading={
        <span className={classes.name}>
          <PortalMark name={portalName} />
          <span>
            <span className={classes.portal}>{portalName}</span>
            <LongText text={name} most={80} />
          </span>
        </span>
      }
      back={<BackLink to="/connections">{texts.back}</BackLink>}
    >
      <p className={classes.state}>
        <StateChips connection={connection} /> <span>{stateText(connection, isOn)}</span>
      </p>
      {!isEditable && isOn && state !== 'deleted' && <OnlyAdmins />}
      <div className={classes.columns}>
        <div className={classes.parts}>
          <Banner connection={connection} />
          <Confirmations
            connectionId={id}
            isEditable={isEditable}
            frame={(mails) => (
              <Part id="confirmations" title={texts.parts.confirmations}>
                {mails}
              </Part>
            )}
          />
          <InboxPart connection={connection} />
          {isEditable && <TestInquiry connectionId={id} />}
          {state !== 'deleted' && (
            <Part id="login" title={texts.parts.login}>
              {login.state === 'none' && !isEditable ? (
                words.portalLogin.states.none.title
              ) : (
                <LoginPanel connection={connection} />
              )}
            </Part>
          )}
          <RulesPart connection={connection} />
          {state !== 'deleted' && <RulesList connectionId={id} />}
          {state !== 'deleted' && isAdmin && <ConnectionEscalationPart connection={connection} />}
          {state !== 'deleted' && <ForwardingPart connection={connection} />}
          <Part id="history" title={texts.parts.history}>
            <History connectionId={id} />
          </Part>
        </div>
        <aside className={classes.aside}>
          <Summary connection={connection} />
          {isEditable && <StateActions connection={connection} />}
        </aside>
      </div>
      <SupportWindow />
    </Page>
  );
}
