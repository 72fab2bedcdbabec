// A part of one 反響: a heading and what stands under it.
import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './inquiry-card.module.css';

/** Anything under a heading. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <Title order={3}>{title}</Title>
      {children}
    </section>
  );
}
