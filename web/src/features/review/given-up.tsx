// A mail whose reading was given up: why, how often and when it was tried, and 「再処理」.
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Mail, refusedAs } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { reasonText } from '../../words/reasons.ts';
import classes from './given-up.module.css';

const { givenUp: texts } = words.mail;

interface Tried {
  reason: string;
  attempts: number;
  at: string;
  code: string | null;
}

/** The reason, and under it what a person may need on the phone with support. */
export function WhyGivenUp({ reason, attempts, at, code }: Tried) {
  return (
    <>
      <p className={classes.reason}>{reason}</p>
      <p className={classes.tried}>
        <span>{texts.tried(attempts)}</span>
        <span>
          {texts.last} <Moment at={at} />
        </span>
        {code && (
          <span>
            {texts.code} <code>{code}</code>
          </span>
        )}
      </p>
    </>
  );
}

/** Of a mail. */
export const WhyUnread = ({ why, reason, ...tried }: Tried & Pick<NonNullable<Mail['givenUp']>, 'why'>) => (
  <WhyGivenUp {...tried} reason={reasonText('reading', why, reason)} />
);

/** Tells what came of it, and has the page ask again: somebody else may have been faster. */
export function useReprocess(run: () => Promise<string>) {
  const client = useQueryClient();
  const tell = (error: unknown) =>
    refusedAs(error, 'already-settled') || refusedAs(error, 'not-found')
      ? notify({ message: texts.gone, color: 'yellow' })
      : notify({ color: 'red', message: errorText(error), autoClose: false });
  return useMutation({
    mutationFn: run,
    onSuccess: (message) => void notify({ message }),
    onError: (error) => void tell(error),
    onSettled: () => void client.invalidateQueries(),
  });
}

/** `onDone`: it was put back to be read. */
export function ReprocessMail({ mail, onDone }: { mail: Pick<Mail, 'id' | 'subject'>; onDone?: () => void }) {
  const { id, subject } = mail;
  const { mutate, isPending } = useReprocess(async () => {
    await answerOf(api.POST('/api/v1/mails/{id}/reprocess', { params: { path: { id } } }));
    onDone?.();
    return texts.done;
  });
  return (
    <Button
      variant="default"
      size="compact-sm"
      className={classes.press}
      loading={isPending}
      onClick={() => mutate()}
      aria-label={texts.actionFor(short(subject || words.mail.noSubject, 60))}
    >
      {texts.action}
    </Button>
  );
}

/** Above the list: all that stand on this page of it, at once. */
export function ReprocessAll({ mails }: { mails: Pick<Mail, 'id'>[] }) {
  const ids = mails.map(({ id }) => id);
  const { mutate, isPending } = useReprocess(async () => {
    const { reprocessed } = await answerOf(api.POST('/api/v1/mails/reprocess', { body: { ids } }));
    return reprocessed > 0 ? texts.doneSeveral(reprocessed) : texts.gone;
  });
  if (ids.length === 0) return null;
  return (
    <section className={classes.all} aria-label={texts.title}>
      <p>{texts.body(ids.length)}</p>
      <Button variant="default" loading={isPending} onClick={() => mutate()}>
        {texts.all(ids.length)}
      </Button>
    </section>
  );
}
