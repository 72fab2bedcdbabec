// Beside a connection's parts: its states and what came, in short.
import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Connection } from '../../api/client.ts';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './summary.module.css';
import { Week } from './week.tsx';

const { facts } = words.connection;
const texts = words.connectionPage;

export function Summary({ connection }: { connection: Connection }) {
  const { id, lastMailAt, inquiriesByDay, createdBy, createdAt, activatedAt, deletedAt, asideCount } =
    connection;
  return (
    <section className={classes.summary} aria-labelledby="summary">
      <Title order={2} id="summary">
        {texts.aside.state}
      </Title>
      {asideCount > 0 && (
        <p className={classes.text}>
          <Link to="/mails" search={{ connection: id, state: 'aside' }}>
            {texts.asideLink(asideCount)}
          </Link>
        </p>
      )}
      <dl>
        <dt>{facts.lastMail}</dt>
        <dd>{lastMailAt ? <Moment at={lastMailAt} /> : facts.never}</dd>
        <dt>{facts.week}</dt>
        <dd>
          <Week counts={inquiriesByDay} />
        </dd>
        <dt>{facts.createdBy}</dt>
        <dd>{createdBy?.name ?? words.common.none}</dd>
        <dt>{facts.createdAt}</dt>
        <dd>
          <Moment at={createdAt} />
        </dd>
        {activatedAt && (
          <>
            <dt>{facts.activatedAt}</dt>
            <dd>
              <Moment at={activatedAt} />
            </dd>
          </>
        )}
        {deletedAt && (
          <>
            <dt>{facts.deletedAt}</dt>
            <dd>
              <Moment at={deletedAt} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
