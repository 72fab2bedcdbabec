// One connection in the list: what it is, both states with their cause, what came, and what to do next.
import { Paper, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Connection } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { dayOnly } from '../../format/jst.ts';
import { short } from '../../format/text.ts';
import { LongText } from '../../ui/long-text.tsx';
import { useNow } from '../../ui/now.ts';
import { PortalMark } from '../../ui/portal-mark.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './connection-card.module.css';
import { loginView } from './login-view.ts';
import { NextStepButton } from './next-step-button.tsx';
import { silenceText } from './silence.ts';
import { StateChips, stateText } from './state-chips.tsx';
import { Week } from './week.tsx';

const texts = words.connection;

export function ConnectionCard({ connection }: { connection: Connection }) {
  const { id, name, portalName, state, login, lastMailAt, createdBy, asideCount, keptUntil } = connection;
  const { portalIntegration: isOn } = useMe().options;
  const { title, body, who } = loginView(login);
  const silence = silenceText(connection, useNow());
  const isLoginWorthSaying =
    state !== 'deleted' && who !== null && !(state === 'draft' && login.state === 'none');
  return (
    <Paper component="article" withBorder className={classes.card} data-state={state} aria-label={name}>
      <header className={classes.head}>
        <PortalMark name={portalName} />
        <div className={classes.names}>
          <span className={classes.portal}>{portalName}</span>
          <Title order={2} className={classes.name}>
            <LongText
              text={name}
              most={80}
              wrap={(shown) => (
                <Link to="/connections/$id" params={{ id }}>
                  {shown}
                </Link>
              )}
            />
          </Title>
        </div>
        <div className={classes.next}>
          <NextStepButton connection={connection} />
        </div>
      </header>
      <div className={classes.states}>
        <p className={classes.state}>
          <StateChips connection={connection} />
        </p>
        <p className={classes.cause}>
          {stateText(connection, isOn)}
          {state === 'deleted' && keptUntil && words.common.aside(texts.keptUntil(dayOnly(keptUntil)))}
          {asideCount > 0 && ` ${texts.aside(asideCount)}`}
        </p>
        {silence && (
          <p className={classes.silent}>
            <strong>{texts.silence.title}</strong> {silence} {texts.silence.what(portalName)}
          </p>
        )}
        {isLoginWorthSaying && (
          <p className={classes.cause}>
            <strong>{title}</strong> {body(portalName)}
          </p>
        )}
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>{texts.facts.lastMail}</dt>
          <dd>{lastMailAt ? <Age at={lastMailAt} /> : texts.facts.never}</dd>
        </div>
        <div>
          <dt>{texts.facts.week}</dt>
          <dd>
            <Week counts={connection.inquiriesByDay} />
          </dd>
        </div>
        <div>
          <dt>{texts.facts.createdBy}</dt>
          <dd>{createdBy ? short(createdBy.name, 40) : words.common.none}</dd>
        </div>
      </dl>
    </Paper>
  );
}
