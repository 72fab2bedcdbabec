// A note above a form about what stands in the way. It comes into view when it appears: the button may be far below.
import { Alert, type AlertProps } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from './told.module.css';

export function Told(props: AlertProps) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <Alert color="red" variant="light" role="alert" mb="md" {...props} ref={note} className={classes.note} />
  );
}
