// What a page shows when there is nothing, not yet, or no answer.
import { Paper, Skeleton, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words/index.ts';
import { Failed, type FailedProps } from './failed.tsx';
import { ButtonLink } from './links.tsx';
import { Page } from './page.tsx';
import classes from './states.module.css';

export { errorText } from './failed.tsx';

/** Nothing here: what will be, and how to get the first. `isPage`: it is all of the page, and its title the page's. */
export function Empty({
  title,
  children,
  action,
  isPage = false,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  isPage?: boolean;
}) {
  return (
    <Paper withBorder className={classes.empty}>
      <Title order={isPage ? 1 : 2}>{title}</Title>
      <Text c="dimmed" maw="40em">
        {children}
      </Text>
      {action}
    </Paper>
  );
}

interface Asked {
  data: unknown;
  error: Error | null;
  isFetching: boolean;
}

type How = Pick<FailedProps, 'title' | 'action' | 'as'>;
type Room = { height: number; room?: never } | { height?: never; room: ReactNode };

/**
 * Until all that was asked for is there: its room, or why it is not there and a way on. Then nothing. `room`: the shape of what
 * will be; null for what often is nothing.
 */
export function NotYet({
  of,
  height,
  room = <Skeleton height={height} role="status" aria-label={words.common.loading} />,
  ...how
}: { of: Asked | Asked[] } & Room & How) {
  const absent = [of].flat().filter(({ data }) => data === undefined);
  if (absent.length === 0) return null;
  const failed = absent.filter(({ error }) => error !== null);
  if (!failed[0]) return room;
  return <Failed {...how} error={failed[0].error} isAsking={failed.some(({ isFetching }) => isFetching)} />;
}

/** Where there would be nothing to choose from, or not all. */
export function NoChoices({ of }: { of: Asked | Asked[] }) {
  return <NotYet of={of} room={null} as="hint" title={words.common.failed.choices} />;
}

/** In place of a thing that is not there, or is somebody else's. */
export function Missing({ title }: { title: string }) {
  const { notFound } = words.common;
  return (
    <Page title={title}>
      <Empty title={notFound.itemTitle} action={<ButtonLink to="/inquiries">{notFound.home}</ButtonLink>}>
        {notFound.item}
      </Empty>
    </Page>
  );
}
