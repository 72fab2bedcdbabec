// What this installation cannot do yet and which variable mends it; for those who can have it mended.
import { Alert, Code, UnstyledButton } from '@mantine/core';
import { useMediaQuery, useSessionStorage } from '@mantine/hooks';
import { useState } from 'react';
import { useMe } from '../../api/use-me.ts';
import { words } from '../../words/index.ts';
import classes from './shortcomings.module.css';

export function Shortcomings() {
  const { shortcomings, user } = useMe();
  const [dismissed, setDismissed] = useSessionStorage({
    key: 'digima-shortcomings-dismissed',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [open, setOpen] = useState(false);
  const { title, dismiss, more, less, texts } = words.frame.shortcomings;
  const { dots, aside } = words.common;
  const shown = shortcomings.join(' ');
  const canMend = user?.role === 'owner' || user?.role === 'admin';
  if (!canMend || shortcomings.length === 0 || dismissed === shown) return null;
  return (
    <Alert
      variant="default"
      mb="md"
      p="sm"
      withCloseButton
      closeButtonLabel={dismiss}
      onClose={() => setDismissed(shown)}
      className={classes.note}
    >
      <strong>{title}</strong>
      {!isPhone && !open && (
        <span className={classes.short}>
          {dots(shortcomings.map((code) => `${texts[code]?.short}${aside(texts[code]?.variable ?? '')}`))}
        </span>
      )}
      <UnstyledButton className={classes.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? less : more}
      </UnstyledButton>
      {open && (
        <ul className={classes.list}>
          {shortcomings.map((code) => (
            <li key={code}>
              {texts[code]?.text} <Code className={classes.variable}>{texts[code]?.variable}</Code>
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
