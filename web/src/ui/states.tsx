// What a page shows when there is nothing, not yet, or no answer.
import { Alert, Button, Paper, Skeleton, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Refusal } from '../api/client.ts';
import { words } from '../words/index.ts';
import { ButtonLink } from './links.tsx';
import { Page } from './page.tsx';
import classes from './states.module.css';

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

/** The server's words, or ours for a server that cannot be reached. */
export function errorText(error: unknown): string {
  const { failed } = words.common;
  if (!(error instanceof Refusal)) return failed.unexpected;
  if (error.status === 0) return failed.network;
  return error.message || failed.unexpected;
}

/** No answer: what to do, and a button for it: trying again, or `action`. */
export function Failed({
  error,
  onRetry,
  action,
}: {
  error: unknown;
  onRetry?: () => void;
  action?: ReactNode;
}) {
  return (
    <Alert
      color="red"
      variant="light"
      title={words.common.failed.title}
      role="alert"
      className={classes.failed}
    >
      <p>{errorText(error)}</p>
      {action}
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {words.common.failed.retry}
        </Button>
      )}
    </Alert>
  );
}

interface Asked {
  data: unknown;
  error: Error | null;
  refetch(): unknown;
}

/** Until all that was asked for is there: its room, or why it is not there and a way on. Then nothing. */
export function NotYet({ of, height }: { of: Asked | Asked[]; height: number }) {
  const absent = [of].flat().filter(({ data }) => data === undefined);
  if (absent.length === 0) return null;
  const failed = absent.filter(({ error }) => error !== null);
  if (failed[0]) return <Failed error={failed[0].error} onRetry={() => failed.map((one) => one.refetch())} />;
  return <Skeleton height={height} role="status" aria-label={words.common.loading} />;
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
