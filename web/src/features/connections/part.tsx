// A part of a connection's page: a heading one can be sent to, an action at its side, and the content.
import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './part.module.css';

export function Part({
  id,
  title,
  action,
  children,
}: {
  id: string;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Paper withBorder component="section" id={id} className={classes.part} tabIndex={-1}>
      <div className={classes.head}>
        <Title order={2}>{title}</Title>
        {action}
      </div>
      {children}
    </Paper>
  );
}
