// Mails that ask to confirm the address: who asks, the link for a person to open, the code to copy. Nothing is opened by us.
import { Button, VisuallyHidden } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { type Confirmation, Refusal } from '../../api/client.ts';
import { confirmationsQuery, settleConfirmation } from '../../api/setup.ts';
import { safeUrl, short } from '../../format/text.ts';
import { Copy } from '../../ui/copy.tsx';
import { Icon } from '../../ui/icons.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { errorText, NotYet } from '../../ui/states.tsx';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './confirmations.module.css';

const texts = words.setup.confirmations;

/**
 * Open ones first and whole; settled ones folded; nothing while none came. `frame`: the heading and what stands around.
 * `isEditable`: the person may settle them.
 */
export function Confirmations({
  connectionId,
  isEditable,
  frame,
}: {
  connectionId: string;
  isEditable: boolean;
  frame: (mails: ReactNode) => ReactNode;
}) {
  const query = useQuery(confirmationsQuery(connectionId));
  const { data, error } = query;
  if (!data) return error && frame(<NotYet of={query} height={24} />);
  const open = data.items.filter(({ settledAt }) => settledAt === null);
  const settled = data.items.filter(({ settledAt }) => settledAt !== null);
  return (
    <>
      <VisuallyHidden role="status">{open.length > 0 && texts.arrived(open.length)}</VisuallyHidden>
      {data.items.length > 0 &&
        frame(
          <>
            {open.length > 0 && <p className={classes.lead}>{texts.lead}</p>}
            <ul className={classes.mails}>
              {open.map((mail) => (
                <One key={mail.mailId} mail={mail} canSettle={isEditable} />
              ))}
            </ul>
            {settled.length > 0 && (
              <details className={classes.settled}>
                <summary>{texts.earlier(settled.length)}</summary>
                <ul className={classes.mails}>
                  {settled.map((mail) => (
                    <One key={mail.mailId} mail={mail} canSettle={false} />
                  ))}
                </ul>
              </details>
            )}
          </>,
        )}
    </>
  );
}

function One({ mail, canSettle }: { mail: Confirmation; canSettle: boolean }) {
  const { mailId, sender, subject, linkHost, code, receivedAt, settledAt } = mail;
  const client = useQueryClient();
  const source = useRef<HTMLElement>(null);
  const link = safeUrl(mail.link ?? undefined);
  const settle = useMutation({
    mutationFn: () => settleConfirmation(mailId),
    onSuccess: () => void client.invalidateQueries(),
  });
  return (
    <li className={classes.mail} data-open={settledAt === null || undefined}>
      <p className={classes.subject}>
        <LongText text={subject || words.mail.noSubject} most={100} />
      </p>
      <p className={classes.from}>
        <span>
          <LongText text={sender} most={80} />
        </span>
        <Age at={receivedAt} />
        <Link to="/mails/$id" params={{ id: mailId }}>
          {texts.mail}
        </Link>
      </p>
      {code && (
        <div className={classes.line}>
          <span>{texts.code}</span>
          <code ref={source} className={classes.code}>
            {code}
          </code>
          <Copy text={code} label={texts.copyCode} source={source} />
        </div>
      )}
      {link && (
        <div className={classes.line}>
          <Button
            component="a"
            href={link}
            target="_blank"
            rel="noreferrer noopener"
            variant={settledAt === null ? 'filled' : 'default'}
            rightSection={<Icon name="outside" size={14} />}
          >
            {texts.open}
          </Button>
          <span className={classes.from}>{linkHost && texts.host(linkHost)}</span>
        </div>
      )}
      {canSettle && (
        <Button
          variant="default"
          aria-label={texts.settleOf(short(subject || words.mail.noSubject, 40))}
          loading={settle.isPending}
          onClick={() => settle.mutate()}
        >
          {texts.settle}
        </Button>
      )}
      {settle.error instanceof Refusal && <p role="alert">{errorText(settle.error)}</p>}
    </li>
  );
}
