// No answer: what is wrong, and a way on.
import { Alert, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Refusal } from '../api/client.ts';
import { words } from '../words/index.ts';
import classes from './failed.module.css';
import { useSaidElsewhere } from './said-elsewhere.ts';

const texts = words.common.failed;

/** The server's words, or ours for a server that cannot be reached. */
export function errorText(error: unknown): string {
  if (!(error instanceof Refusal)) return texts.unexpected;
  if (error.status === 0) return texts.network;
  return error.message || texts.unexpected;
}

/** The same for each try, where the server's words have another number each time. */
const reasonOf = (error: unknown) =>
  error instanceof Refusal ? `${error.status} ${error.code}` : 'unexpected';

/** Of several that failed alike, the one that can be seen best says so. */
const weights = { hint: 0, note: 1, front: 2 };

export interface FailedProps {
  error: unknown;
  /** It is being asked for again. */
  isAsking: boolean;
  /** What could not be shown, where no heading says so. */
  title?: string | undefined;
  /** The way on where asking again would not help. */
  action?: ReactNode;
  /** `hint`: among things to press, and nothing where the page says it already. `front`: on a part that may stand over the others. */
  as?: keyof typeof weights | undefined;
}

export function Failed({ error, isAsking, title = texts.title, action, as = 'note' }: FailedProps) {
  const reason = reasonOf(error);
  // Said anew with each try, a screen reader would read it out each time.
  const [said, setSaid] = useState(error);
  if (reasonOf(said) !== reason) setSaid(error);
  const isSaid = useSaidElsewhere(reason, weights[as], isAsking) && !action;
  if (isSaid && as === 'hint') return null;
  if (isSaid || as === 'hint')
    return (
      <div className={classes.line} role={isSaid ? undefined : 'alert'}>
        <span>
          {title}
          {words.common.stop}
          {!isSaid && errorText(said)}
        </span>
        <Again isAsking={isAsking} size="compact-md" />
      </div>
    );
  return (
    <Alert color="red" variant="light" title={title} role="alert" className={classes.note}>
      <p>{errorText(said)}</p>
      {action || <Again isAsking={isAsking} />}
    </Alert>
  );
}

/** Asks again for all that failed on the page: what one cannot see (a list to choose from) too. */
function Again({ isAsking, size }: { isAsking: boolean; size?: 'compact-md' }) {
  const client = useQueryClient();
  const ask = () =>
    client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
  return (
    <Button variant="default" loading={isAsking} onClick={() => void ask()} {...(size && { size })}>
      {texts.retry}
    </Button>
  );
}
