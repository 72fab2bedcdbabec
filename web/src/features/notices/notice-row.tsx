// One mail or message the product sends: what, to whom, what became of it and why, and 再送.
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type OutgoingMail } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { notify } from '../../ui/notify.tsx';
import { Cell, type Column, Row } from '../../ui/rows.tsx';
import { Age, Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { notSentText } from '../../words/reasons.ts';
import classes from './notice-row.module.css';

const texts = words.notices;
const { columns: labels } = texts;

export const noticeColumns: Column[] = [
  { key: 'main', label: labels.subject },
  { key: 'to', label: labels.to, width: '22%' },
  { key: 'state', label: labels.state, width: '30%' },
  { key: 'when', label: labels.when, width: '8em' },
  { key: 'action', label: labels.action, width: '6.5em', hidden: true },
];

const tones: Record<OutgoingMail['state'], Tone> = {
  waiting: 'neutral',
  'handing-over': 'neutral',
  sent: 'good',
  failed: 'bad',
  unknown: 'warn',
  held: 'neutral',
  bundled: 'neutral',
  withdrawn: 'neutral',
};

export function NoticeRow({ mail }: { mail: OutgoingMail }) {
  const {
    id,
    channel,
    kind,
    subject,
    recipientName,
    recipientAddress,
    state,
    attempts,
    error,
    connection,
    repeats,
  } = mail;
  return (
    <Row id={id}>
      <Cell area="main">
        <div className={classes.kind}>
          {channel !== 'mail' && <Chip>{texts.channels[channel]}</Chip>}{' '}
          {words.common.dots([texts.kinds[kind], connection && short(connection.name, 40)])}{' '}
          {repeats && <Chip>{texts.repeated}</Chip>}
        </div>
        <LongText text={subject} most={100} />
      </Cell>
      <Cell area="to" label={labels.to}>
        {isNamed(mail) && <span className={classes.to}>{short(recipientName, 40)}</span>}{' '}
        {recipientAddress && <span className={classes.more}>{recipientAddress}</span>}
      </Cell>
      <Cell area="state">
        <Chip tone={tones[state]}>{texts.states[state]}</Chip>{' '}
        <span className={classes.more}>
          {mail.sentAt && (
            <>
              <Moment at={mail.sentAt} />{' '}
            </>
          )}
          {attempts > 1 && texts.attempts(attempts)}
        </span>
        {mail.nextAt && (state === 'waiting' || state === 'held') && (
          <div className={classes.more}>
            {texts.nextAt} <Moment at={mail.nextAt} />
          </div>
        )}
        {texts.stateTexts[state] && <div className={classes.more}>{texts.stateTexts[state]}</div>}
        {error && <div className={classes.error}>{notSentText(error)}</div>}
      </Cell>
      <Cell area="when">
        <Age at={mail.createdAt} />
      </Cell>
      <Cell area="action">{mail.canResend && <Resend mail={mail} />}</Cell>
    </Row>
  );
}

function Resend({ mail }: { mail: OutgoingMail }) {
  const { id, subject, recipientName, recipientAddress, state } = mail;
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const address = recipientAddress ?? '';
  const to = isNamed(mail) ? `${short(recipientName, 40)}${address && words.common.aside(address)}` : address;
  const { resend } = texts;
  return (
    <div>
      <Button
        variant="default"
        size="compact-sm"
        onClick={open}
        aria-label={resend.actionFor(short(subject, 60), to)}
      >
        {resend.action}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={resend.title}
        confirm={resend.confirm}
        run={() => answerOf(api.POST('/api/v1/outgoing-mails/{id}/resend', { params: { path: { id } } }))}
        onDone={() => {
          void notify({ message: resend.done });
          void client.invalidateQueries();
        }}
      >
        <Text>{state === 'waiting' || state === 'held' ? resend.now : resend.body(to)}</Text>
        {(state === 'sent' || state === 'unknown') && (
          <Text c="dimmed" mt="xs">
            {resend.twice}
          </Text>
        )}
      </Confirm>
    </div>
  );
}

// Somebody who is not a user yet has no name.
function isNamed({ recipientName, recipientAddress }: OutgoingMail): boolean {
  return recipientName !== '' && recipientName !== recipientAddress;
}
