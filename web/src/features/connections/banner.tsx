// The top of a connection's page: what it is waiting for, and the way on. Turns green when the first mail comes.
import { Loader } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import type { Connection } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { dayOnly } from '../../format/jst.ts';
import { Icon } from '../../ui/icons.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { useNow } from '../../ui/now.ts';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { stepPaths } from '../setup/wizard.tsx';
import classes from './banner.module.css';
import { setUpStepOf } from './next-step.ts';
import { Resume } from './resume.tsx';
import { silenceText } from './silence.ts';
import { isWaitingForFirst } from './state-chips.tsx';

const texts = words.connectionPage;
/** How long the first mail is news. */
const NEWS_MS = 3 * 24 * 60 * 60 * 1000;

export function Banner({ connection }: { connection: Connection }) {
  const { portalName, state, firstMailAt, isEditable, keptUntil } = connection;
  const { options } = useMe();
  const now = useNow();
  const hasWaited = useRef(false);
  if (isWaitingForFirst(connection)) hasWaited.current = true;

  if (state === 'deleted')
    return (
      <Shown tone="neutral" title={texts.deleted.title}>
        {keptUntil && <p>{texts.deleted.body(dayOnly(keptUntil))}</p>}
      </Shown>
    );
  if (!options.portalIntegration)
    return (
      <Shown tone="warn" title={texts.optionOff.title}>
        <p>{texts.optionOff.body}</p>
        <ButtonLink to="/settings/options" variant="default">
          {words.connection.optionOff.toOptions}
        </ButtonLink>
      </Shown>
    );
  if (state === 'draft')
    return (
      <Shown tone="accent" title={texts.draft.title}>
        <p>{texts.draft.body}</p>
        {isEditable && (
          <ButtonLink to={stepPaths[setUpStepOf(connection)]} params={{ id: connection.id }}>
            {words.connection.next.continue}
          </ButtonLink>
        )}
      </Shown>
    );
  if (state === 'paused')
    return (
      <Shown tone="warn" title={texts.paused.title}>
        <p>{texts.paused.body}</p>
        {isEditable && <Resume connection={connection} />}
      </Shown>
    );
  if (firstMailAt === null)
    return (
      <Shown
        tone="accent"
        title={texts.waiting.title(portalName)}
        mark={<Loader size={18} aria-hidden="true" />}
      >
        <p>{texts.waiting.body(portalName)}</p>
        <details className={classes.hints}>
          <summary>{texts.waiting.hintsTitle}</summary>
          <ul>
            {texts.waiting.hints(portalName).map((hint) => (
              <li key={hint}>{hint}</li>
            ))}
          </ul>
        </details>
      </Shown>
    );
  const silence = silenceText(connection, now);
  if (silence)
    return (
      <Shown tone="warn" title={words.connection.silence.title} mark={<Icon name="clock" />}>
        <p>{silence}</p>
        <p>{words.connection.silence.what(portalName)}</p>
      </Shown>
    );
  if (hasWaited.current || now - Date.parse(firstMailAt) < NEWS_MS)
    return (
      <Shown tone="good" title={texts.arrived.title} mark={<Icon name="check" />}>
        <p>
          <Moment at={firstMailAt} />
          {words.common.gap}
          {texts.arrived.body}
        </p>
        <ButtonLink to="/inquiries" variant="default">
          {texts.arrived.open}
        </ButtonLink>
      </Shown>
    );
  return null;
}

function Shown({
  tone,
  title,
  mark,
  children,
}: {
  tone: 'neutral' | 'accent' | 'good' | 'warn';
  title: string;
  mark?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={classes.banner} data-tone={tone} role="status">
      <p className={classes.title}>
        {mark}
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}
