// NOTE and CAUTION, as the users' guide has them: a word that says which, and the text.
import type { ReactNode } from 'react';
import classes from './note.module.css';

export function Note({
  title,
  tone = 'note',
  children,
}: {
  title: string;
  tone?: 'note' | 'caution';
  children: ReactNode;
}) {
  return (
    <div className={classes.note} data-tone={tone} role="note">
      <strong className={classes.title}>{title}</strong>
      <div>{children}</div>
    </div>
  );
}
