// The card of the pages one sees without being signed in.
import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words/index.ts';
import classes from './front-door.module.css';
import { useNoteArrival, useTitle } from './page.tsx';

export function FrontDoor({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  useTitle(title);
  useNoteArrival();
  return (
    <main className={classes.screen}>
      <Paper withBorder className={classes.card}>
        <Text fw={600}>{words.common.productName}</Text>
        {lead && (
          <Text c="dimmed" size="sm">
            {lead}
          </Text>
        )}
        <Title order={1} mt="md" mb="sm">
          {title}
        </Title>
        {children}
      </Paper>
    </main>
  );
}
